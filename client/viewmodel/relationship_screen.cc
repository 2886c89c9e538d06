#include "client/viewmodel/relationship_screen.h"

#include <algorithm>

#include "client/store/people.h"
#include "client/viewmodel/entry_cards.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/records_screen.h"
#include "client/viewmodel/share_words.h"

namespace alongside {
namespace {

const char* decided_key(const std::string& decided_by) {
  if (decided_by == kDecidedByPerson) return "relationship.told_person";
  if (decided_by == kDecidedByBoth) return "relationship.told_both";
  if (decided_by == kDecidedByOther) return "relationship.told_other";
  return "relationship.told";
}

}  // namespace

Phrase told_in_words(Vault& vault, const ShownEvent& event) {
  return phrase(decided_key(event.event.decided_by))
      .with("what", event_in_words(event, vault.now_ms()))
      .with("who", author_in_words(vault, event.author, event.by_me));
}

std::string words_with(const ShownEvent& event) {
  std::string words;
  for (const Text& text : event.words) words += (words.empty() ? "" : "\n") + text.text;
  return words;
}

void RelationshipScreen::open() {
  chosen_ = {};
  who_decided.reset();
  words.clear();
  session_.clear_notice();
  session_.go(Place::relationship);
}

void RelationshipScreen::choose(std::size_t which) {
  session_.later([this, which] {
    if (which < steps_.size()) chosen_ = steps_[which].what;
  });
}

bool RelationshipScreen::asks_who_decided() const {
  return chosen_ != kLostTouch && chosen_ != kDied && chosen_ != kReturned;
}

std::optional<Phrase> RelationshipScreen::explanation() const {
  if (chosen_ == kLostTouch) return phrase("relationship.stays_open");
  if (chosen_ != kFinishedForNow) return std::nullopt;
  const auto deciders = words_of_deciders();
  const bool is_theirs =
      who_decided && deciders[static_cast<std::size_t>(*who_decided)] != kDecidedByOther;
  return phrase(is_mine_ || is_theirs ? "relationship.come_back" : "relationship.theirs_to_say");
}

Phrase RelationshipScreen::who_sees() const {
  if (!readers_) return phrase("relationship.seen_by_all");
  return phrase("relationship.seen_by").with("who", *readers_);
}

void RelationshipScreen::keep() {
  session_.later([this] {
    NewEvent event;
    event.what = chosen_;
    if (asks_who_decided() && is_mine_) event.decided_by = kDecidedByPerson;
    if (asks_who_decided() && !is_mine_ && who_decided) {
      event.decided_by = words_of_deciders()[static_cast<std::size_t>(*who_decided)];
    }
    const std::string language = session_.settings().language.substr(0, 2);
    if (!words.empty()) event.words = Text{words, std::string(kSaidByPerson), language};
    const auto kept = record_event(session_.vault(), *session_.person, event, shown_);
    if (!kept) {
      const bool is_long = kept.error().code == ErrorCode::too_large;
      session_.tell(phrase(is_long ? "trouble.too_long" : "trouble.not_kept"));
      return;
    }
    words.clear();
    session_.go_back();
    session_.tell(phrase("write.kept"));
  });
}

void RelationshipScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const auto person = person_of(vault, *session_.person);
  if (!person) return;
  const auto records = shown_records(session_);
  name_ = session_.is_one_record() ? name_of_space(vault, person->space)
                                   : name_of_person(vault, person->space);
  is_mine_ = person->is_me;
  readers_.reset();
  if (is_kept_here(*person)) readers_ = who_sees_in_words(vault, person->space);
  const auto events = relationship_events(vault, records);
  std::vector<ShownEvent> current;
  shown_.clear();
  before_.clear();
  for (const ShownEvent& event : events) {
    shown_.push_back(event.event.id);
    before_.push_back({told_in_words(vault, event), words_with(event)});
    if (event.is_current) current.push_back(event);
  }
  now_ = statuses_in_words(current, vault.now_ms());
  auto next = next_steps(current);
  if (is_mine_) std::erase(next, kDied);
  if (std::find(next.begin(), next.end(), chosen_) == next.end()) chosen_ = next.front();
  steps_.clear();
  for (const std::string_view what : next) {
    steps_.push_back({what, step_in_words(what, current), what == chosen_});
  }
  chosen_name_ = step_in_words(chosen_, current);
}

}  // namespace alongside
