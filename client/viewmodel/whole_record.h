#pragma once

#include <vector>

#include "client/store/people.h"
#include "client/viewmodel/phrase.h"

namespace alongside {

// What can be done with one record as a whole, and what is under way with it.
struct WholeRecord {
  bool can_take = false;       // as a file
  bool can_hand_over = false;  // to its person
  bool can_take_over = false;  // it is my own, and others keep it, too
  bool can_erase = false;
  std::vector<Phrase> told;        // who keeps it, too; that it is on its way to its person
  std::optional<Phrase> to_erase;  // when
};

WholeRecord whole_record(Vault& vault, const Person& person);

// When a record is to be erased, as it was asked for on this device. Nothing: it is not.
std::optional<Phrase> to_erase_in_words(Vault& vault, const SpaceId& space);

}  // namespace alongside
