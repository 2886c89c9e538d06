#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/judge.h"
#include "client/store/section_records.h"
#include "client/store/strip.h"

namespace alongside {
namespace {

// Written on a device of one who held the record, which joined them when the person had taken it
// over.
bool is_holders(Vault& vault, const Card& owner, const BatchHeader& header) {
  return std::any_of(owner.certified.begin(), owner.certified.end(), [&](const auto& known) {
    const auto holder =
        known.second.holder ? known_card(vault, *known.second.holder) : std::nullopt;
    return holder && holder->certified.contains(header.device);
  });
}

}  // namespace

bool was_shared_with(Vault& vault, const SectionRow& section, const BatchHeader& header) {
  if (header.admission.is_zero()) {
    const auto owner = known_card(vault, root_of_author(vault.db(), section.owner));
    return owner && (owner->certified.contains(header.device) || is_holders(vault, *owner, header));
  }
  const auto epochs = epochs_of(vault, section.id);
  return std::any_of(epochs.begin(), epochs.end(), [&](const SignedEpoch& epoch) {
    return std::any_of(
        epoch.record.shares.begin(), epoch.record.shares.end(), [&](const Share& share) {
          return share.admission == header.admission && share.grantee == header.author;
        });
  });
}

// A batch whose author found no stream to add to. Who brings it does not matter: its author's
// device has signed it. It is judged like any other, and mostly lands in the tray.
ActedOn accept_late_batch(Vault& vault, const Message& message) {
  TRY(Batch batch, decode_batch(message.content));
  const auto section = find_section(vault.db(), batch.header.space, batch.header.section);
  if (!section || !section->is_owner()) {
    return error(ErrorCode::malformed, "A late note for a record that is not kept here.");
  }
  if (!was_shared_with(vault, *section, batch.header)) {
    return error(ErrorCode::malformed, "A late note of somebody with whom this was not shared.");
  }
  Bytes bytes = message.content;
  if (Eraser(vault, *section).take_off(batch)) {
    bytes = encode_batch(batch);
    forget_messages_with(vault, batch.hash());
  }
  auto fresh = store_batch(vault, *section, std::move(batch), bytes);
  if (!fresh) return 0;
  mark_if_unreadable(vault, *fresh);
  return section->id;
}

}  // namespace alongside
