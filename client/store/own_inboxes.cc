#include "client/store/own_inboxes.h"

#include <algorithm>

#include "client/store/handed.h"
#include "client/store/identities.h"
#include "client/store/own_identities.h"
#include "client/store/receive.h"
#include "client/store/recovery.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/own_inbox.h"
#include "shared/consent/own_keys.h"

namespace alongside {
namespace {

// One inbox whose key is here, of the identity `author`.
struct KeptInbox {
  std::int64_t stream = 0;
  Key seed;
};

std::vector<KeptInbox> inboxes_of(Database& db, std::int64_t author) {
  std::vector<KeptInbox> list;
  auto& rows = db.statement(
                     "SELECT stream, seed FROM earlier_inbox WHERE author = ?1 UNION ALL SELECT "
                     "inbox_stream, inbox_seed FROM identity WHERE author = ?1")
                   .bind(1, author);
  while (rows.step()) {
    const auto seed = Key::from(rows.blob(1));
    MUST(seed);
    list.push_back({rows.integer(0), *seed});
  }
  return list;
}

OwnInbox secrets_of(Database& db, const KeptInbox& inbox) {
  const auto stream = stream_row(db, inbox.stream);
  MUST(stream && stream->epoch_key && stream->append_cap && stream->close_cap && stream->drop_cap);
  return {inbox.seed,
          {*stream->epoch_key, *stream->append_cap, *stream->close_cap, *stream->drop_cap}};
}

std::int64_t keep_stream(Database& db, const StreamSecrets& secrets, std::int64_t author) {
  StreamRow stream = own_stream(secrets, StreamPurpose::my_inbox);
  stream.author = author;
  const std::int64_t row = put_stream(db, stream);
  // Something may have been left there before its key was here.
  db.statement("UPDATE stream SET purpose = ?2, author = ?3 WHERE id = ?1")
      .bind(1, row)
      .bind(2, static_cast<std::int64_t>(StreamPurpose::my_inbox))
      .bind(3, author)
      .run();
  return row;
}

void keep_earlier(Database& db, std::int64_t author, const KeptInbox& inbox) {
  db.statement("INSERT OR IGNORE INTO earlier_inbox (stream, author, seed) VALUES (?1, ?2, ?3)")
      .bind(1, inbox.stream)
      .bind(2, author)
      .bind(3, inbox.seed.view())
      .run();
}

// From now on this is the identity's inbox; the one it had becomes an earlier one.
void go_on_with(Database& db, std::int64_t author, const KeptInbox& inbox) {
  db.statement(
        "INSERT OR IGNORE INTO earlier_inbox (stream, author, seed) SELECT inbox_stream, author, "
        "inbox_seed FROM identity WHERE author = ?1")
      .bind(1, author)
      .run();
  db.statement("UPDATE identity SET inbox_stream = ?2, inbox_seed = ?3 WHERE author = ?1")
      .bind(1, author)
      .bind(2, inbox.stream)
      .bind(3, inbox.seed.view())
      .run();
  db.statement("DELETE FROM earlier_inbox WHERE stream = ?1").bind(1, inbox.stream).run();
}

struct OwnBox {
  DeviceId device;
  BoxPublic box;
};

std::vector<OwnBox> boxes_of(Vault& vault, const RootId& root) {
  std::vector<OwnBox> boxes;
  const auto card = known_card(vault, root);
  MUST(card);
  for (const auto& [device, record] :
       PLANT(removed_devices_get_the_inbox) ? card->certified : card->devices) {
    if (device != vault.device().id()) boxes.push_back({device, record.box});
  }
  if (const auto box = recovery_box(vault)) boxes.push_back({recovery_id(*box), *box});
  return boxes;
}

void hand_inbox(Vault& vault, const StreamRow& card_stream, const KeptInbox& inbox,
                const OwnBox& to) {
  const auto stream = stream_row(vault.db(), inbox.stream);
  MUST(stream);
  if (was_handed(vault.db(), stream->address.view(), to.device)) return;
  const Payload inside{static_cast<std::uint8_t>(PayloadKind::control),
                       encode_own_inbox(secrets_of(vault.db(), inbox))};
  const Bytes control =
      encode_control(ControlType::own_inbox,
                     encode_sealed_to_device({to.device, seal_to(to.box, inside, vault.random())}));
  const std::int64_t blob =
      seal_into(vault, card_stream, {static_cast<std::uint8_t>(PayloadKind::control), control},
                control_name(control).view());
  note_handed(vault.db(), stream->address.view(), to.device, blob);
}

bool is_newest(const Card& card, const OwnInbox& inbox) {
  return card.inbox && card.inbox->hashes() == inbox.stream.hashes();
}

}  // namespace

Bytes renew_inbox(Vault& vault, const RootId& root, const IdentityKey& key) {
  const std::int64_t author = author_number(vault.db(), root);
  const OwnInbox fresh{Key::random(vault.random()), StreamSecrets::random(vault.random())};
  go_on_with(vault.db(), author, {keep_stream(vault.db(), fresh.stream, author), fresh.box_seed});
  const auto records = known_records(vault, root);
  MUST(records);
  return sign_inbox(key, next_turn(*records), inbox_record(fresh));
}

void hand_inboxes(Vault& vault) {
  auto& any = vault.db().statement("SELECT 1 FROM earlier_inbox LIMIT 1");
  if (!first_row(any, [](Statement&) { return true; })) return;
  for (const RootId& root : kept_identities(vault)) {
    const std::int64_t author = author_number(vault.db(), root);
    const auto inboxes = inboxes_of(vault.db(), author);
    if (inboxes.size() < 2) continue;
    auto& query =
        vault.db().statement("SELECT card_stream FROM identity WHERE author = ?1").bind(1, author);
    const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
    MUST(row);
    const auto card_stream = stream_row(vault.db(), *row);
    for (const OwnBox& box : boxes_of(vault, root)) {
      for (const KeptInbox& inbox : inboxes) hand_inbox(vault, *card_stream, inbox, box);
    }
  }
}

void receive_own_inbox(Vault& vault, const StreamRow& card_stream, View sealed) {
  const auto content = decode_sealed_to_device(sealed);
  const auto box = content ? box_of(vault, content->device) : std::nullopt;
  if (!box) return;  // for another of the identity's devices
  const auto payload = open_sealed(*box, content->sealed);
  const auto inbox = payload ? decode_own_inbox(payload->bytes) : Result<OwnInbox>(payload.error());
  const RootId root = root_of_author(vault.db(), *card_stream.author);
  const auto card = known_records(vault, root);
  if (!inbox || !card || !names_inbox(*card, *inbox)) {
    report(vault, "an inbox that is not on the card",
           tagged_hash("alongside/control", {sealed}).view());
    return;
  }
  const std::int64_t row = keep_stream(vault.db(), inbox->stream, *card_stream.author);
  auto& now = vault.db().statement("SELECT 1 FROM identity WHERE inbox_stream = ?1").bind(1, row);
  if (first_row(now, [](Statement&) { return true; })) return;
  if (is_newest(*known_card(vault, root), *inbox)) {
    go_on_with(vault.db(), *card_stream.author, {row, inbox->box_seed});
  } else {
    keep_earlier(vault.db(), *card_stream.author, {row, inbox->box_seed});
  }
  vault.touch();
}

}  // namespace alongside
