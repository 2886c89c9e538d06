#include "client/store/recovery.h"

#include <algorithm>
#include <map>

#include "client/store/facts.h"
#include "client/store/handed.h"
#include "client/store/identities.h"
#include "client/store/own_identities.h"
#include "client/store/receive.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

std::optional<StreamRow> recovery_stream(Vault& vault) {
  auto& query = vault.db()
                    .statement("SELECT id FROM stream WHERE purpose = ?1 AND to_drop = 0")
                    .bind(1, static_cast<std::int64_t>(StreamPurpose::recovery));
  const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
  return row ? stream_row(vault.db(), *row) : std::nullopt;
}

// All secrets of an inbox or card stream kept here.
StreamSecrets secrets_of(Vault& vault, std::int64_t row) {
  const auto stream = stream_row(vault.db(), row);
  MUST(stream && stream->epoch_key && stream->append_cap && stream->close_cap && stream->drop_cap);
  return {*stream->epoch_key, *stream->append_cap, *stream->close_cap, *stream->drop_cap};
}

struct IdentityRow {
  bool is_me = false;
  Key inbox_seed;
  std::int64_t inbox = 0, card = 0;
};

IdentityRow identity_row(Vault& vault, const RootId& root) {
  auto& query = vault.db()
                    .statement(
                        "SELECT is_me, inbox_seed, inbox_stream, card_stream FROM identity JOIN "
                        "author ON author.id = identity.author WHERE author.root = ?1")
                    .bind(1, root);
  const auto found = first_row(query, [](Statement& row) {
    const auto seed = Key::from(row.blob(1));
    MUST(seed);
    return IdentityRow{row.integer(0) != 0, *seed, row.integer(2), row.integer(3)};
  });
  MUST(found);
  return *found;
}

// What one blob of the recovery stream holds.
Result<IdentityKit> open_kit(const StreamRow& stream, const BoxKey& box, View blob) {
  TRY(const Payload payload, open_blob(content_key_of(*stream.epoch_key), stream.address, blob));
  TRY(const Control control, decode_control(payload.bytes));
  if (control.type != static_cast<std::uint64_t>(ControlType::kit)) {
    return error(ErrorCode::unknown_version, "What can be recovered needs a newer app.");
  }
  TRY(const Payload kit, open_sealed(box, control.bytes));
  return decode_kit(kit.bytes);
}

// Several kits of one identity are the same; their cards add up, and the newest root signs.
void add_kit(std::map<RootId, IdentityKit>& kits, const IdentityKit& kit) {
  const auto [at, is_new] = kits.emplace(kit.card.root, kit);
  if (is_new) return;
  merge_into(at->second.card, kit.card);
  const auto card = read_card(at->second.card);
  if (card && card->signer == SigningKey(kit.root_seed).as<RootId>()) {
    at->second.root_seed = kit.root_seed;
    at->second.inbox_seed = kit.inbox_seed;
    at->second.inbox = kit.inbox;
  }
}

// All identities that can be recovered.
Result<std::map<RootId, IdentityKit>> kits_in(Vault& vault) {
  const auto stream = recovery_stream(vault);
  MUST(stream);
  const auto box = box_of(vault, *recovery_recipient(vault));
  MUST(box);
  std::map<RootId, IdentityKit> kits;
  auto& rows = vault.db()
                   .statement(
                       "SELECT bytes FROM blob WHERE stream = ?1 AND place IS NOT NULL AND bytes "
                       "IS NOT NULL ORDER BY place")
                   .bind(1, stream->id);
  while (rows.step()) {
    const auto kit = open_kit(*stream, *box, rows.blob(0));
    if (!kit && kit.error().code == ErrorCode::unknown_version) return kit.error();
    if (!kit) continue;  // what somebody else put there
    add_kit(kits, *kit);
  }
  return kits;
}

}  // namespace

Hash kits_of(const RootId& root) { return tagged_hash("alongside/control", {root.view()}); }

IdentityKit kit_of(Vault& vault, const RootId& root, const Key& root_seed) {
  const IdentityRow row = identity_row(vault, root);
  const auto card = known_records(vault, root);
  MUST(card);
  IdentityKit kit{root_seed, row.is_me, SpaceKind::person, row.inbox_seed, {}, {}, *card};
  if (row.is_me) kit.kind = is_charity(vault) ? SpaceKind::charity : SpaceKind::coach;
  kit.inbox = secrets_of(vault, row.inbox);
  kit.card_stream = secrets_of(vault, row.card);
  return kit;
}

void recover_by(Vault& vault, const RecoverySecret& secret) {
  const RecoveryKeys keys = recovery_keys(secret);
  Database& db = vault.db();
  if (!PLANT(old_codes_stay)) {
    db.statement("UPDATE stream SET to_drop = 1 WHERE purpose = ?1")
        .bind(1, static_cast<std::int64_t>(StreamPurpose::recovery))
        .run();
  }
  put_stream(db, own_stream(keys.stream, StreamPurpose::recovery));
  set_fact(db, kFactRecoveryBox, keys.box().view());
  db.statement("UPDATE section SET to_publish = 1").run();
  vault.touch();
}

std::optional<BoxPublic> recovery_box(Vault& vault) {
  const auto kept = fact(vault.db(), kFactRecoveryBox);
  if (!kept) return std::nullopt;
  const auto box = BoxPublic::from(*kept);
  MUST(box);
  return *box;
}

std::optional<DeviceId> recovery_recipient(Vault& vault) {
  const auto box = recovery_box(vault);
  return box ? std::optional(recovery_id(*box)) : std::nullopt;
}

bool is_code_over(Vault& vault) {
  auto& query =
      vault.db()
          .statement("SELECT 1 FROM stream WHERE purpose = ?1 AND to_drop = 0 AND state = 2")
          .bind(1, static_cast<std::int64_t>(StreamPurpose::recovery));
  return first_row(query, [](Statement&) { return true; }).has_value();
}

void leave_kit(Vault& vault, const RootId& root, const Key& root_seed) {
  const auto box = recovery_box(vault);
  const auto stream = recovery_stream(vault);
  if (!box || !stream) return;
  const IdentityKit now = kit_of(vault, root, root_seed);
  const Payload kit{static_cast<std::uint8_t>(PayloadKind::control), encode_kit(now)};
  const Bytes control = encode_control(ControlType::kit, seal_to(*box, kit, vault.random()));
  const Hash name =
      tagged_hash("alongside/control", {root.view(), box->view(), encode_card(now.card)});
  const std::int64_t blob = seal_into(
      vault, *stream, {static_cast<std::uint8_t>(PayloadKind::control), control}, name.view());
  note_handed(vault.db(), kits_of(root).view(), name, blob);
}

Result<bool> leave_all_kits(Vault& vault, const Key& roots_key) {
  for (const RootId& root : kept_identities(vault)) {
    TRY(const Key seed, root_seed(vault, root, roots_key));
    leave_kit(vault, root, seed);
  }
  return true;
}

Result<std::vector<IdentityKit>> all_kits(Vault& vault, const Key& roots_key) {
  std::vector<IdentityKit> kits;
  for (const RootId& root : kept_identities(vault)) {
    TRY(const Key seed, root_seed(vault, root, roots_key));
    kits.push_back(kit_of(vault, root, seed));
  }
  return kits;
}

Result<IdentityKit> keep_kits(Vault& vault, const std::vector<IdentityKit>& kits) {
  const auto me =
      std::find_if(kits.begin(), kits.end(), [](const IdentityKit& kit) { return kit.is_me; });
  MUST(me != kits.end());
  for (const IdentityKit& kit : kits) {
    TRY(const Card card, read_card(kit.card));
    const bool is_over = card.erased.contains(space_name(card.root, SpaceKind::person));
    if (is_over && !kit.is_me) continue;  // it was held for a record that was erased
    keep_identity(vault, kit, kit.is_me ? DeviceMark::own : DeviceMark::holding,
                  kit.is_me ? std::nullopt : std::optional(me->card.root));
  }
  return *me;
}

Result<IdentityKit> take_in_kits(Vault& vault) {
  TRY(const auto found, kits_in(vault));
  std::vector<IdentityKit> kits;
  for (const auto& [root, kit] : found) kits.push_back(kit);
  if (std::none_of(kits.begin(), kits.end(), [](const IdentityKit& kit) { return kit.is_me; })) {
    return error(ErrorCode::not_found,
                 "Nothing at that server is for this recovery code. It may be another server, or "
                 "the vault was never synced.");
  }
  return keep_kits(vault, kits);
}

std::optional<BoxKey> box_of(Vault& vault, const DeviceId& device) {
  if (device == vault.device().id()) return vault.device().box;
  const auto seed = fact(vault.db(), kFactRecovering);
  if (!seed || device != recovery_recipient(vault)) return std::nullopt;
  const auto key = Key::from(*seed);
  MUST(key);
  return BoxKey(*key);
}

}  // namespace alongside
