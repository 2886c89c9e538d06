#include "client/viewmodel/whole_record.h"

#include "client/store/erase_record.h"
#include "client/store/holding.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/when.h"

namespace alongside {

std::optional<Phrase> to_erase_in_words(Vault& vault, const SpaceId& space) {
  for (const RecordToErase& record : records_to_erase(vault)) {
    if (record.space != space) continue;
    if (!record.over) return phrase("erase_all.waits");
    return phrase("erase_all.on").with("when", when_exactly(*record.over));
  }
  return std::nullopt;
}

WholeRecord whole_record(Vault& vault, const Person& person) {
  WholeRecord record;
  if (!is_kept_here(person)) return record;
  const Holding holding = holding_of(vault, person.space);
  record.to_erase = to_erase_in_words(vault, person.space);
  record.can_take = !holding.is_taken_over;
  record.can_hand_over = person.is_held && !holding.is_taken_over;
  record.can_take_over = person.is_me && !holding.holders.empty();
  record.can_erase = !record.to_erase && !holding.is_taken_over;
  if (holding.is_taken_over) {
    record.told.push_back(phrase("hand.taken_over"));
  } else if (person.is_held && holding.is_with_person) {
    record.told.push_back(phrase("hand.joined"));
  }
  for (Phrase& one : other_holders(vault, person.space)) record.told.push_back(std::move(one));
  return record;
}

}  // namespace alongside
