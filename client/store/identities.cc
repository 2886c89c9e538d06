#include "client/store/identities.h"

#include "client/store/status.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

struct NewIdentity {
  std::string_view name;
  DeviceMark mark = DeviceMark::own;
  std::optional<RootId> holder;
};

// The inbox of a fresh identity: its stream row and what its card says of it.
struct NewInbox {
  Key box_seed;
  StreamSecrets secrets;
  InboxRecord record;
};

NewInbox make_inbox(Random& random) {
  NewInbox inbox{Key::random(random), StreamSecrets::random(random), {}};
  const FourHashes four = inbox.secrets.hashes();
  inbox.record = {four.read, inbox.secrets.append, four.close, four.drop,
                  BoxKey(inbox.box_seed).public_key()};
  return inbox;
}

CardRecords first_records(Vault& vault, const SigningKey& root, const NewIdentity& how,
                          const NewInbox& inbox) {
  const RootId id = root.as<RootId>();
  CardRecords card{id, {}};
  card.records.push_back(
      sign_device(root, make_device_record(id, vault.device(), how.mark, how.holder)));
  card.records.push_back(sign_inbox(root, 1, inbox.record));
  if (!how.name.empty()) card.records.push_back(sign_name(root, 1, how.name));
  if (const auto server = home(vault)) {
    const auto key = SigningPublic::from(server->server_key);
    MUST(key);
    card.records.push_back(sign_home(root, 1, {server->url, *key}));
  }
  merge_into(card, {id, {}});
  return card;
}

RootId make_identity(Vault& vault, const NewIdentity& how) {
  Database& db = vault.db();
  const Key root_seed = Key::random(vault.random());
  const SigningKey root(root_seed);
  const RootId id = root.as<RootId>();
  const std::int64_t author = author_number(db, id);
  const NewInbox inbox = make_inbox(vault.random());
  StreamRow inbox_stream = own_stream(inbox.secrets, StreamPurpose::my_inbox);
  inbox_stream.author = author;
  StreamRow card_stream = own_stream(StreamSecrets::random(vault.random()), StreamPurpose::my_card);
  card_stream.author = author;
  const std::int64_t card_row = put_stream(db, card_stream);
  const Payload sealed_root{0, copy_of(root_seed.view())};
  db.statement(
        "INSERT INTO identity (author, is_me, root_sealed, inbox_seed, inbox_stream, "
        "card_stream) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(1, author)
      .bind(2, how.mark == DeviceMark::own)
      .bind(3, seal_to(vault.roots_box(), sealed_root, vault.random()))
      .bind(4, inbox.box_seed.view())
      .bind(5, put_stream(db, inbox_stream))
      .bind(6, card_row)
      .run();
  db.statement("INSERT INTO card (author, records, is_contact, stream) VALUES (?1, ?2, 0, ?3)")
      .bind(1, author)
      .bind(2, encode_card(first_records(vault, root, how, inbox)))
      .bind(3, card_row)
      .run();
  return id;
}

}  // namespace

Result<RootId> make_my_identity(Vault& vault, std::string_view my_name) {
  if (my_name.size() > 200) return error(ErrorCode::too_large, "That name is too long.");
  if (!is_utf8(my_name)) return error(ErrorCode::malformed, "That name is not valid UTF-8.");
  return make_identity(vault, {.name = my_name, .mark = DeviceMark::own, .holder = {}});
}

RootId make_held_identity(Vault& vault) {
  return make_identity(vault, {.name = {}, .mark = DeviceMark::holding, .holder = vault.me()});
}

Result<SigningKey> open_root(Vault& vault, const RootId& root, const Key& roots_key) {
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
  TRY(const Key seed, Key::from(opened->bytes));
  return SigningKey(seed);
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
  MUST(!"a vault has its own space");
  return {};
}

std::optional<CardRecords> known_records(Vault& vault, const RootId& root) {
  auto& query = vault.db()
                    .statement(
                        "SELECT records FROM card JOIN author ON author.id = card.author "
                        "WHERE author.root = ?1")
                    .bind(1, root);
  const auto bytes = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); });
  if (!bytes) return std::nullopt;
  auto records = decode_card(*bytes);
  MUST(records);
  return *records;
}

std::optional<Card> known_card(Vault& vault, const RootId& root) {
  return vault.cards().find(root, [&] { return known_records(vault, root); });
}

bool learn_card(Vault& vault, const CardRecords& records) {
  const CardRecords before =
      known_records(vault, records.root).value_or(CardRecords{records.root, {}});
  CardRecords all = before;
  merge_into(all, records);
  if (all.records.size() == before.records.size()) return false;
  const auto card = read_card(all);
  if (all.records.size() > kMaxCardRecords || !card) {
    report(vault, "a card that does not check out", encode_card(records));
    return false;
  }
  vault.db()
      .statement(
          "INSERT INTO card (author, records, is_contact) VALUES (?1, ?2, 0) "
          "ON CONFLICT (author) DO UPDATE SET records = ?2")
      .bind(1, author_number(vault.db(), records.root))
      .bind(2, encode_card(all))
      .run();
  // What they own, and what they write as coaches, goes on with the new records. Where they give
  // roles, shares bound to one may have to end.
  const auto was = read_card(before);
  const bool moves_roles = !was || was->roles != card->roles;
  vault.db()
      .statement(
          "UPDATE section SET to_publish = 1 WHERE ?2 OR ?3 OR space IN (SELECT id FROM space "
          "WHERE owner = ?1)")
      .bind(1, author_number(vault.db(), records.root))
      .bind(2, records.root == vault.me())
      .bind(3, moves_roles)
      .run();
  vault.cards().forget(records.root);
  return true;
}

bool is_contact(Vault& vault, const RootId& root) {
  auto& query = vault.db()
                    .statement(
                        "SELECT is_contact FROM card JOIN author ON author.id = card.author "
                        "WHERE author.root = ?1")
                    .bind(1, root);
  return first_row(query, [](Statement& row) { return row.integer(0) != 0; }).value_or(false);
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
