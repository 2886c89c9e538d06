#pragma once

#include "client/store/rows.h"
#include "shared/change/batch.h"
#include "shared/consent/erased_codec.h"

namespace alongside {

// Taking off what is erased (docs/spec/erasing.md). Inside the caller's transaction.

// The entries of one section that are erased, as known here.
class Eraser {
 public:
  Eraser(Vault& vault, const SectionRow& section);

  // Takes every change about an erased entry off a batch; what no ERASE had seen of it is kept for
  // the owner to decide on. Gives whether anything was taken off.
  bool take_off(Batch& batch) const;

 private:
  Vault& vault_;
  SectionRow section_;
  ErasedEntries erased_;
};

// Takes down what an EPOCH or a notice erases. Of entries that were not erased before, everything
// that is here goes, and the section is folded anew.
void note_erased(Vault& vault, const SectionRow& section, const ErasedEntries& erased);

// Forgets the messages in the inboxes kept here that bring this batch, whole or in part.
void forget_messages_with(Vault& vault, const BatchHash& batch);

// Which entry a change is about; nothing: a mark, or one that this app cannot read.
std::optional<EntityId> entity_of(const BatchElement& element);

}  // namespace alongside
