#include "client/viewmodel/records_screen.h"

#include "client/store/joined.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/whole_record.h"

namespace alongside {

Phrase kept_as_records(std::size_t count) {
  if (count == 2) return phrase("person.two_records");
  return phrase("person.records", static_cast<std::int64_t>(count));
}

std::vector<SpaceId> shown_records(Session& session) {
  if (session.is_one_record()) return {*session.person};
  return records_with(session.vault(), *session.person);
}

void RecordsScreen::open() {
  session_.clear_notice();
  session_.go(Place::records);
}

void RecordsScreen::open_record(const RecordCard& card) {
  session_.clear_notice();
  session_.go_to_record(card.record);
}

void RecordsScreen::take_out(const SpaceId& record) {
  session_.later([this, record] {
    const bool is_pair = cards_.size() == 2;
    const auto done = unjoin_record(session_.vault(), record);
    session_.go_back();
    if (!done) return session_.tell(phrase("trouble.not_kept"));
    session_.tell(phrase(is_pair ? "records.apart_done" : "records.taken_out"));
    const bool was_first = session_.person == record;
    if (was_first && !is_pair) session_.person = cards_[1].record;
  });
}

void RecordsScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  name_ = name_of_person(vault, *session_.person);
  cards_.clear();
  const auto records = shown_records(session_);
  for (const SpaceId& record : records) {
    const auto person = person_of(vault, record);
    if (!person) continue;
    const Phrase readers =
        is_kept_here(*person)
            ? phrase("person.who_can_see").with("who", who_sees_in_words(vault, record))
            : phrase("records.theirs");
    const Phrase which = phrase("records.which")
                             .with("number", std::to_string(cards_.size() + 1))
                             .with("count", std::to_string(records.size()));
    cards_.push_back({record, which, name_of_space(vault, record), kept_by(vault, *person), readers,
                      to_erase_in_words(vault, record)});
  }
}

}  // namespace alongside
