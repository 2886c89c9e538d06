#pragma once

#include "client/store/erasing.h"
#include "shared/consent/message.h"

namespace alongside {

// Records that were erased whole, as the cards of their owners say (docs/spec/erasing.md).

// Whether nothing of a record is to be shown or taken in ever again.
bool is_erased(Database& db, const SpaceId& space);
// What is said to whoever tries.
Error erased_for_good();

// Writes down what a card erases. From here on no list of spaces or sections has it, and
// wipe_erased() takes away what is here. Inside the caller's transaction.
void note_erased_records(Vault& vault, const Card& card);

// The record that a message for an identity kept here says something of. Nothing: of none, or it is
// sealed to another device. Inside the caller's transaction.
std::optional<SpaceId> record_of(Vault& vault, const Message& message);

// A message that says something of an erased record, which is what `space` names: that a device has
// wiped it counts, all else is passed over, and nothing of it may be kept. Errors: refused (it
// waits for its sender's card). Inside the caller's transaction.
Result<bool> pass_over(Vault& vault, const Message& message, const SpaceId& space);

// Says to the owners that nothing is left here. Inside the caller's transaction, after the
// database's own log was emptied.
void say_erased_records(Vault& vault);

// A record that this device erased.
struct ErasedRecord {
  SpaceId space;
  TimeMs at = 0;              // by this device's clock
  bool is_at_server = false;  // sealed bytes of it may still lie there
  std::vector<Unconfirmed> unconfirmed;
};
// Oldest first.
std::vector<ErasedRecord> erased_records(Vault& vault);

}  // namespace alongside
