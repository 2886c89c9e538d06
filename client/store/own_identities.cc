#include "client/store/own_identities.h"

#include "client/store/handed.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/recovery.h"
#include "shared/base/plant.h"
#include "shared/consent/own_keys.h"

namespace alongside {
namespace {

Error not_own() {
  return error(ErrorCode::malformed, "A record that one's own devices did not send; put aside.");
}

// The root lies here under the passphrase from now on, and nowhere else.
void forget_handed_identities(Vault& vault) {
  forget_messages(vault, [&](const Message& message) {
    if (message.kind != static_cast<std::uint64_t>(MessageKind::own_identity)) return false;
    const auto content = decode_sealed_to_device(message.content);
    return content && content->device == vault.device().id();
  });
}

}  // namespace

std::vector<RootId> kept_identities(Vault& vault) {
  std::vector<RootId> roots;
  auto& rows = vault.db().statement(
      "SELECT author.root FROM identity JOIN author ON author.id = identity.author ORDER BY is_me "
      "DESC, author.id");
  while (rows.step()) roots.push_back(rows.id<RootId>(0));
  return roots;
}

void hand_identity(Vault& vault, const IdentityKit& kit) {
  const auto me = known_card(vault, vault.me());
  if (!me || PLANT(new_records_stay_on_one_device)) return;
  const auto card = known_records(vault, kit.card.root);
  IdentityKit now = kit;
  now.card = *card;
  for (const auto& [device, record] : me->devices) {
    if (device == vault.device().id()) continue;
    Payload inside{static_cast<std::uint8_t>(PayloadKind::message), encode_kit(now)};
    const Bytes content =
        encode_sealed_to_device({device, seal_to(record.box, inside, vault.random())});
    wipe(inside.bytes);
    const auto sent =
        send_message(vault, {vault.me(), vault.me(), MessageKind::own_identity, content});
    if (!sent) return;  // there is no inbox on the own card
    note_handed(vault.db(), kit.card.root.view(), device, sent->blob);
  }
}

ActedOn accept_own_identity(Vault& vault, const Message& message) {
  TRY(const SealedToDevice content, decode_sealed_to_device(message.content));
  const auto box = box_of(vault, content.device);
  if (!box) return 0;  // for another of the identity's devices
  const auto me = known_card(vault, vault.me());
  const bool is_own = message.sender == vault.me() && message.recipient == vault.me() && me &&
                      me->devices.contains(message.sender_device);
  if (!is_own) return not_own();
  TRY(Payload payload, open_sealed(*box, content.sealed));
  const auto kit = decode_kit(payload.bytes);
  wipe(payload.bytes);
  if (!kit) return kit.error();
  const RootId root = kit->card.root;
  if (kit->is_me || !read_card(kit->card)) return not_own();
  const auto known = known_card(vault, root);
  const bool is_over = known && known->signer != SigningKey(kit->root_seed).as<RootId>();
  if (is_over) {
    // its person took it over
  } else if (is_kept_here(vault.db(), author_number(vault.db(), root))) {
    learn_card(vault, kit->card);
  } else {
    vault.cards().forget(root);
    keep_identity(vault, *kit, DeviceMark::holding, vault.me());
    leave_kit(vault, root, kit->root_seed);
    vault.touch();
  }
  forget_handed_identities(vault);
  return 0;
}

}  // namespace alongside
