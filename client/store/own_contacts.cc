#include "client/store/own_contacts.h"

#include "client/store/handed.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/recovery.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/own_keys.h"

namespace alongside {
namespace {

struct OwnBox {
  DeviceId device;
  BoxPublic box;
};

// The identity's other live devices, and what its code opens.
std::vector<OwnBox> own_boxes(Vault& vault) {
  std::vector<OwnBox> boxes;
  const auto card = known_card(vault, vault.me());
  MUST(card);
  for (const auto& [device, record] : card->devices) {
    if (device != vault.device().id()) boxes.push_back({device, record.box});
  }
  if (const auto box = recovery_box(vault)) boxes.push_back({recovery_id(*box), *box});
  return boxes;
}

struct MetRow {
  RootId root;
  std::int64_t stream = 0;
};

std::vector<MetRow> not_handed(Vault& vault, const DeviceId& to) {
  std::vector<MetRow> rows;
  auto& query = vault.db()
                    .statement(
                        "SELECT author.root, card.stream FROM card JOIN author ON author.id = "
                        "card.author WHERE is_contact = 1 AND card.stream IS NOT NULL AND NOT "
                        "EXISTS (SELECT 1 FROM handed WHERE what = author.root AND who = ?1) ORDER "
                        "BY author.id")
                    .bind(1, to);
  while (query.step()) rows.push_back({query.id<RootId>(0), query.integer(1)});
  return rows;
}

std::string card_text(Vault& vault, const MetRow& met) {
  const auto records = known_records(vault, met.root);
  const auto stream = stream_row(vault.db(), met.stream);
  MUST(records && stream && stream->epoch_key);
  return encode_card_text({*records, *stream->epoch_key, stream->four});
}

}  // namespace

void hand_contacts(Vault& vault) {
  if (PLANT(contacts_stay_here)) return;
  for (const OwnBox& own : own_boxes(vault)) {
    for (const MetRow& met : not_handed(vault, own.device)) {
      const Payload inside{static_cast<std::uint8_t>(PayloadKind::message),
                           copy_of(view_of(card_text(vault, met)))};
      const Bytes content =
          encode_sealed_to_device({own.device, seal_to(own.box, inside, vault.random())});
      const auto sent =
          send_message(vault, {vault.me(), vault.me(), MessageKind::own_contact, content});
      MUST(sent);
      note_handed(vault.db(), met.root.view(), own.device, sent->blob);
    }
  }
}

Result<bool> keep_contact(Vault& vault, const CardText& card, CardFrom from) {
  TRY_DO(read_card(card.records));
  const RootId root = card.records.root;
  const std::int64_t author = author_number(vault.db(), root);
  learn_card(vault, card.records, from);
  StreamRow stream;
  stream.four = card.stream;
  stream.address = address_of(card.stream);
  stream.purpose = StreamPurpose::contact_card;
  stream.author = author;
  stream.epoch_key = card.stream_key;
  vault.db()
      .statement("UPDATE card SET is_contact = 1, stream = ?2 WHERE author = ?1")
      .bind(1, author)
      .bind(2, put_stream(vault.db(), stream))
      .run();
  if (vault.db().changes() == 0)
    return error(ErrorCode::too_large, "That card has too many records.");
  return true;
}

// A contact that another of the identity's own devices took in. Nobody else's word makes one.
ActedOn accept_own_contact(Vault& vault, const Message& message) {
  TRY(const SealedToDevice content, decode_sealed_to_device(message.content));
  const auto box = box_of(vault, content.device);
  if (!box) return 0;  // for another of the identity's devices
  const auto me = known_card(vault, vault.me());
  const bool is_own = message.sender == vault.me() && message.recipient == vault.me() && me &&
                      me->devices.contains(message.sender_device);
  if (!is_own) {
    return error(ErrorCode::malformed, "A contact that one's own devices did not send; put aside.");
  }
  TRY(const Payload payload, open_sealed(*box, content.sealed));
  TRY(const CardText card, decode_card_text(text_of(payload.bytes)));
  if (card.records.root == vault.me()) return 0;
  TRY_DO(keep_contact(vault, card, CardFrom::anywhere));
  note_handed(vault.db(), card.records.root.view(), content.device, 0);
  vault.touch();
  return 0;
}

}  // namespace alongside
