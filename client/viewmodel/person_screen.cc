#include "client/viewmodel/person_screen.h"

#include "client/store/ledger.h"
#include "client/viewmodel/people_screen.h"
#include "shared/model/kinds.h"

namespace alongside {

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
}

void LooseScreen::refresh() {
  Vault& vault = session_.vault();
  notes_ = entry_cards(vault, loose_notes(vault), kKindNote, kNoteBody);
}

}  // namespace alongside
