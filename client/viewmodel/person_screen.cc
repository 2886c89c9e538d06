#include "client/viewmodel/person_screen.h"

#include "client/store/joined.h"
#include "client/store/ledger.h"
#include "client/store/tray.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/same_person_screen.h"
#include "client/viewmodel/share_words.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// "Mo has chosen not to share this with you now", where a section cannot be read here.
std::optional<Phrase> not_shared(const Person& person, const Phrase& name, std::string_view part) {
  const auto& readable = person.sections;
  const bool is_here = std::find(readable.begin(), readable.end(), part) != readable.end();
  if (is_kept_here(person) || is_here) return std::nullopt;
  if (name.key == "people.shares_nothing") return phrase("person.they_do_not_share");
  return phrase("person.does_not_share").with("who", name);
}

// Whether I may record a pause or a return: whoever may write in any part may do so.
bool may_record(Vault& vault, const Person& person) {
  if (is_kept_here(person)) return true;
  const std::vector<ShownShare> all = shares(vault, person.space);
  return std::any_of(all.begin(), all.end(), [](const ShownShare& share) {
    return !share.given && share.write && share.section == "person" &&
           share.state == ShareState::running;
  });
}

}  // namespace

void PersonScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const SpaceId space = *session_.person;
  const bool is_new = records_ != shown_records(session_);
  read_records();
  if (is_new) {
    notes_shown_ = kNotesAtOnce;
    for (const SpaceId& record : records_) {
      note_looked(vault, {{record, kSectionNotes}, {record, kSectionGoals}});
    }
  }
  goals_ = entry_cards(vault, records_, kSectionGoals, kKindGoal, kGoalWording);
  notes_ = entry_cards(vault, records_, kSectionNotes, kKindNote, kNoteBody);
  if (const auto person = person_of(vault, space)) {
    read_relationship(*person, is_new);
    read_sharing(*person);
  }
}

void PersonScreen::read_records() {
  Vault& vault = session_.vault();
  const SpaceId& space = *session_.person;
  records_ = shown_records(session_);
  const Phrase all_names = name_of_person(vault, space);
  const bool is_one = session_.is_one_record();
  const auto count = static_cast<std::int64_t>(records_with(vault, space).size());
  name_ = is_one ? name_of_space(vault, space) : all_names;
  which_record_ = phrase("person.one_of_records", count).with("who", all_names);
  can_be_joined_ = !is_one && !joinable_with(vault, space).empty();
}

void PersonScreen::read_relationship(const Person& person, bool is_new) {
  Vault& vault = session_.vault();
  const auto current = current_relationship(vault, records_);
  if (is_new && !current.empty()) {
    for (const SpaceId& record : records_) note_looked(vault, {{record, kSectionPerson}});
  }
  relationship_ = statuses_in_words(current, vault.now_ms());
  if (has_finished(current)) relationship_.push_back(phrase("relationship.come_back"));
  next_step_.reset();
  if (!may_record(vault, person)) return;
  next_step_ = current.size() > 1 ? phrase("relationship.say_how_it_is")
                                  : step_in_words(next_steps(current).front(), current);
}

void PersonScreen::read_sharing(const Person& person) {
  Vault& vault = session_.vault();
  is_kept_here_ = is_kept_here(person);
  is_mine_ = person.is_me;
  whole_ = records_.size() == 1 ? whole_record(vault, person) : WholeRecord{};
  who_can_see_ = is_kept_here_ ? who_sees_in_words(vault, person.space) : kept_by(vault, person);
  goals_not_shared_ = not_shared(person, name_, "goals");
  notes_not_shared_ = not_shared(person, name_, "notes");
  late_notes_ = questions_ = 0;
  for (const SpaceId& record : records_) {
    const auto one = person_of(vault, record);
    if (!one) continue;
    read_waiting(*one);
    if (!not_shared(*one, name_, "goals")) goals_not_shared_.reset();
    if (!not_shared(*one, name_, "notes")) notes_not_shared_.reset();
  }
}

void PersonScreen::read_waiting(const Person& person) {
  Vault& vault = session_.vault();
  if (!alongside::is_kept_here(person)) return;
  late_notes_ += static_cast<std::int64_t>(held_notes(vault, person.space).size());
  const auto rows = ledger(vault, person.space);
  if (!rows) return;
  questions_ +=
      std::count_if(rows->begin(), rows->end(), [](const LedgerRow& row) { return row.waits; });
}

void LooseScreen::refresh() {
  Vault& vault = session_.vault();
  notes_ = entry_cards(vault, loose_notes(vault), kKindNote, kNoteBody);
}

}  // namespace alongside
