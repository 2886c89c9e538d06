#include "client/viewmodel/person_screen.h"

#include "client/store/ledger.h"
#include "client/store/tray.h"
#include "client/viewmodel/people_screen.h"
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

}  // namespace

void PersonScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const SpaceId space = *session_.person;
  if (of_ != space) {
    notes_shown_ = kNotesAtOnce;
    note_looked(vault, {{space, kSectionNotes}, {space, kSectionGoals}});
  }
  of_ = space;
  name_ = name_of_space(vault, space);
  goals_ = entry_cards(vault, {space, kSectionGoals}, kKindGoal, kGoalWording);
  notes_ = entry_cards(vault, {space, kSectionNotes}, kKindNote, kNoteBody);
  if (const auto person = person_of(vault, space)) read_sharing(*person);
}

void PersonScreen::read_sharing(const Person& person) {
  Vault& vault = session_.vault();
  is_kept_here_ = is_kept_here(person);
  who_can_see_ = is_kept_here_ ? readers_in_words(vault, person.space) : kept_by(vault, person);
  goals_not_shared_ = not_shared(person, name_, "goals");
  notes_not_shared_ = not_shared(person, name_, "notes");
  late_notes_ = questions_ = 0;
  if (!is_kept_here_) return;
  late_notes_ = static_cast<std::int64_t>(held_notes(vault, person.space).size());
  const auto rows = ledger(vault, person.space);
  if (!rows) return;
  questions_ =
      std::count_if(rows->begin(), rows->end(), [](const LedgerRow& row) { return row.waits; });
}

void LooseScreen::refresh() {
  Vault& vault = session_.vault();
  notes_ = entry_cards(vault, loose_notes(vault), kKindNote, kNoteBody);
}

}  // namespace alongside
