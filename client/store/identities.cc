#include "client/store/identities.h"

#include "client/store/erased_records.h"
#include "client/store/own_identities.h"
#include "client/store/recovery.h"
#include "client/store/status.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// What a fresh identity's card says beside its device.
CardRecords first_records(Vault& vault, const IdentityKey& root, std::string_view name,
                          const IdentityKit& kit) {
  const FourHashes four = kit.inbox.hashes();
  const InboxRecord inbox{four.read, kit.inbox.append, four.close, four.drop,
                          BoxKey(kit.inbox_seed).public_key()};
  CardRecords card{root.name(), {sign_inbox(root, 1, inbox)}};
  if (!name.empty()) card.records.push_back(sign_name(root, 1, name));
  if (const auto server = home(vault)) {
    const auto key = SigningPublic::from(server->server_key);
    MUST(key);
    card.records.push_back(sign_home(root, 1, {server->url, *key}));
  }
  return card;
}

IdentityKit fresh_identity(Vault& vault, std::string_view name, bool is_me) {
  Random& random = vault.random();
  IdentityKit kit{Key::random(random),
                  is_me,
                  SpaceKind::person,
                  Key::random(random),
                  StreamSecrets::random(random),
                  {},
                  {}};
  kit.card_stream = StreamSecrets::random(random);
  kit.card = first_records(vault, SigningKey(kit.root_seed), name, kit);
  return kit;
}

// An inbox or card stream of an identity kept here; it may have been known as a contact's.
std::int64_t put_own_stream(Database& db, const StreamRow& stream) {
  const std::int64_t row = put_stream(db, stream);
  db.statement("UPDATE stream SET purpose = ?2 WHERE id = ?1")
      .bind(1, row)
      .bind(2, static_cast<std::int64_t>(stream.purpose))
      .run();
  return row;
}

}  // namespace

void keep_identity(Vault& vault, const IdentityKit& kit, DeviceMark mark,
                   std::optional<RootId> holder) {
  Database& db = vault.db();
  const RootId id = kit.card.root;
  const IdentityKey root(id, SigningKey(kit.root_seed));
  const std::int64_t author = author_number(db, id);
  StreamRow inbox = own_stream(kit.inbox, StreamPurpose::my_inbox);
  inbox.author = author;
  StreamRow card_stream = own_stream(kit.card_stream, StreamPurpose::my_card);
  card_stream.author = author;
  const std::int64_t card_row = put_own_stream(db, card_stream);
  const Payload sealed_root{0, copy_of(kit.root_seed.view())};
  db.statement(
        "INSERT INTO identity (author, is_me, root_sealed, inbox_seed, inbox_stream, "
        "card_stream) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(1, author)
      .bind(2, kit.is_me)
      .bind(3, seal_to(vault.roots_box(), sealed_root, vault.random()))
      .bind(4, kit.inbox_seed.view())
      .bind(5, put_own_stream(db, inbox))
      .bind(6, card_row)
      .run();
  CardRecords card = kit.card;
  if (const auto known = known_records(vault, id)) merge_into(card, *known);
  merge_into(card, {id, {sign_device(root, make_device_record(id, vault.device(), mark, holder))}});
  db.statement(
        "INSERT INTO card (author, records, is_contact, stream) VALUES (?1, ?2, 0, ?3) ON CONFLICT "
        "(author) DO UPDATE SET records = ?2, stream = ?3")
      .bind(1, author)
      .bind(2, encode_card(card))
      .bind(3, card_row)
      .run();
  vault.cards().forget(id);
  const auto read = read_card(card);
  if (read) note_erased_records(vault, *read);
}

Result<IdentityKit> make_my_identity(Vault& vault, std::string_view my_name) {
  if (my_name.size() > 200) return error(ErrorCode::too_large, "That name is too long.");
  if (!is_utf8(my_name)) return error(ErrorCode::malformed, "That name is not valid UTF-8.");
  IdentityKit kit = fresh_identity(vault, my_name, true);
  keep_identity(vault, kit, DeviceMark::own, {});
  return kit;
}

RootId make_held_identity(Vault& vault) {
  const IdentityKit kit = fresh_identity(vault, {}, false);
  keep_identity(vault, kit, DeviceMark::holding, vault.me());
  leave_kit(vault, kit.card.root, kit.root_seed);
  hand_identity(vault, kit);
  return kit.card.root;
}

Result<Key> root_seed(Vault& vault, const RootId& root, const Key& roots_key) {
  auto& query = vault.db()
                    .statement(
                        "SELECT root_sealed FROM identity JOIN author ON author.id = "
                        "identity.author WHERE author.root = ?1")
                    .bind(1, root);
  const auto sealed = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); });
  MUST(sealed);
  const auto opened = open_sealed(BoxKey(roots_key), *sealed);
  if (!opened)
    return error(ErrorCode::wrong_passphrase, "That passphrase does not open this vault.");
  return Key::from(opened->bytes);
}

Result<IdentityKey> open_root(Vault& vault, const RootId& root, const Key& roots_key) {
  TRY(const Key seed, root_seed(vault, root, roots_key));
  return IdentityKey(root, SigningKey(seed));
}

std::uint64_t next_turn(const CardRecords& card) { return card.records.size() + 1; }

void make_my_space(Vault& vault, SpaceKind kind) {
  SpaceRow row;
  row.space = space_name(vault.me(), kind);
  row.owner = author_number(vault.db(), vault.me());
  row.made_ms = vault.now_ms();
  row = add_space(vault.db(), row);
  if (kind == SpaceKind::coach) put_section(vault.db(), row.id, kSectionLoose, AdmissionId{}, true);
}

bool is_charity(Vault& vault) {
  return find_space(vault.db(), space_name(vault.me(), SpaceKind::charity)).has_value();
}

SpaceId space_of_section(const RootId& owner, std::uint64_t section) {
  const SectionSpec* spec = find_section(section);
  if (spec == nullptr) return space_name(owner, SpaceKind::person);
  switch (spec->space) {
    case SpaceOf::coach:
      return space_name(owner, SpaceKind::coach);
    case SpaceOf::charity:
      return space_name(owner, SpaceKind::charity);
    case SpaceOf::person:
      break;
  }
  return space_name(owner, SpaceKind::person);
}

SpaceRow my_space(Vault& vault) {
  const std::int64_t me = author_number(vault.db(), vault.me());
  for (const SpaceRow& row : all_spaces(vault.db())) {
    if (row.owner == me && !row.is_person) return row;
  }
  MUST(false);  // a vault has its own space
  return {};
}

bool speaks_for(Vault& vault, const RootId& root, const DeviceId& device) {
  const auto card = known_card(vault, root);
  return card && card->speaks(device);
}

std::optional<InboxPlace> inbox_of(Vault& vault, const RootId& root) {
  const auto card = known_card(vault, root);
  if (!card || !card->inbox) return std::nullopt;
  StreamRow stream;
  stream.four = card->inbox->hashes();
  stream.address = address_of(stream.four);
  stream.purpose = StreamPurpose::contact_inbox;
  stream.author = author_number(vault.db(), root);
  stream.append_cap = card->inbox->append;
  return InboxPlace{put_stream(vault.db(), stream), card->inbox->box};
}

}  // namespace alongside
