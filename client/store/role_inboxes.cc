#include "client/store/role_inboxes.h"

#include <algorithm>
#include <array>

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/role_words.h"
#include "shared/consent/section_word.h"

namespace alongside {
namespace {

// A role's inbox whose key is here.
struct HeldInbox {
  std::int64_t stream = 0;
  std::int64_t charity = 0;  // author number
  std::string role;
  Key seed;
};

std::vector<HeldInbox> held_inboxes(Database& db) {
  std::vector<HeldInbox> list;
  auto& rows = db.statement("SELECT stream, charity, role, seed FROM role_inbox ORDER BY stream");
  while (rows.step()) {
    const auto seed = Key::from(rows.blob(3));
    MUST(seed);
    list.push_back({rows.integer(0), rows.integer(1), std::string(rows.text(2)), *seed});
  }
  return list;
}

void keep_inbox(Vault& vault, StreamRow stream, const HeldInbox& inbox) {
  Database& db = vault.db();
  stream.author = inbox.charity;
  const std::int64_t row = put_stream(db, stream);
  // Somebody may have told the role something before they had it.
  db.statement("UPDATE stream SET purpose = ?2, author = ?3 WHERE id = ?1")
      .bind(1, row)
      .bind(2, static_cast<std::int64_t>(StreamPurpose::role_inbox))
      .bind(3, inbox.charity)
      .run();
  db.statement(
        "INSERT OR IGNORE INTO role_inbox (stream, charity, role, seed) VALUES "
        "(?1, ?2, ?3, ?4)")
      .bind(1, row)
      .bind(2, inbox.charity)
      .bind(3, inbox.role)
      .bind(4, inbox.seed.view())
      .run();
}

std::optional<HeldInbox> inbox_in(Database& db, std::int64_t stream) {
  for (HeldInbox& inbox : held_inboxes(db)) {
    if (inbox.stream == stream) return std::move(inbox);
  }
  return std::nullopt;
}

}  // namespace

Result<bool> renew_role_inbox(Vault& vault, const std::string& role, const IdentityKey& root) {
  Database& db = vault.db();
  const std::int64_t me = author_number(db, vault.me());
  db.statement(
        "UPDATE stream SET to_close = 1 WHERE id IN (SELECT stream FROM role_inbox WHERE charity = "
        "?1 AND role = ?2)")
      .bind(1, me)
      .bind(2, role)
      .run();
  const Key seed = Key::random(vault.random());
  const StreamSecrets secrets = StreamSecrets::random(vault.random());
  const FourHashes four = secrets.hashes();
  const InboxRecord record{four.read, secrets.append, four.close, four.drop,
                           BoxKey(seed).public_key()};
  keep_inbox(vault, own_stream(secrets, StreamPurpose::role_inbox), {0, me, role, seed});
  const auto records = known_records(vault, vault.me());
  MUST(records);
  const Bytes said = sign_role_inbox(root, next_turn(*records), {role, record});
  if (!learn_card(vault, {vault.me(), {said}})) {
    return error(ErrorCode::refused, "The charity's card is full.");
  }
  const auto card = known_card(vault, vault.me());
  MUST(card);
  for (const auto& [who, state] : card->roles) {
    const bool has_it = who.second == role && state == RoleState::held;
    if (has_it && !hand_role_key(vault, role, who.first)) {
      report(vault, "a role whose key could not be handed on", who.first.view());
    }
  }
  return true;
}

bool hand_role_key(Vault& vault, const std::string& role, const RootId& holder) {
  const std::int64_t me = author_number(vault.db(), vault.me());
  std::optional<HeldInbox> newest;
  for (HeldInbox& inbox : held_inboxes(vault.db())) {
    if (inbox.charity == me && inbox.role == role) newest = std::move(inbox);
  }
  MUST(newest);
  const auto stream = stream_row(vault.db(), newest->stream);
  MUST(stream && stream->epoch_key);
  const RoleKey key{role, newest->seed, *stream->epoch_key, stream->four,
                    known_records(vault, vault.me())->records.size()};
  return send_message(vault, {holder, vault.me(), MessageKind::role_key, encode_role_key(key)})
      .has_value();
}

namespace {

// Whether a stream may be an inbox of that charity: none that is here for anything else.
bool may_be_inbox_of(Database& db, const FourHashes& four, std::int64_t charity) {
  const auto known = find_stream(db, address_of(four));
  if (!known) return true;
  const bool is_an_inbox =
      known->purpose == StreamPurpose::contact_inbox || known->purpose == StreamPurpose::role_inbox;
  return is_an_inbox && known->author == charity;
}

}  // namespace

ActedOn accept_role_key(Vault& vault, const Message& message) {
  TRY(const RoleKey key, decode_role_key(message.content));
  const auto charity = known_card(vault, message.sender);
  const bool is_theirs =
      charity && is_contact(vault, message.sender) && charity->speaks(message.sender_device);
  if (!is_theirs) {
    return error(ErrorCode::refused, "A role waits: take in the charity's card, then sync.");
  }
  if (message.recipient != vault.me()) {
    return error(ErrorCode::malformed, "A role is not for this inbox; it was put aside.");
  }
  if (known_records(vault, message.sender)->records.size() < key.card_records) {
    return error(ErrorCode::refused, "A role waits until the charity's card says so.");
  }
  if (charity->role(vault.me(), key.role) != RoleState::held) return 0;  // it has ended since
  const std::int64_t author = author_number(vault.db(), message.sender);
  if (cap_hash(read_cap_of(key.epoch_key)) != key.four.read ||
      !may_be_inbox_of(vault.db(), key.four, author)) {
    return error(ErrorCode::malformed, "A role's key does not check out; it was put aside.");
  }
  StreamRow stream;
  stream.four = key.four;
  stream.address = address_of(key.four);
  stream.purpose = StreamPurpose::role_inbox;
  stream.epoch_key = key.epoch_key;
  keep_inbox(vault, stream, {0, author, key.role, key.box_seed});
  vault.touch();
  return 0;
}

void receive_told(Vault& vault, const StreamRow& stream, View blob) {
  const auto inbox = inbox_in(vault.db(), stream.id);
  MUST(inbox);
  const auto payload = open_sealed(BoxKey(inbox->seed), blob);
  const auto message = payload ? decode_message(payload->bytes) : Result<Message>(payload.error());
  const auto told = message ? decode_told(message->content) : Result<ToldWords>(message.error());
  const bool fits = told && message->kind == static_cast<std::uint64_t>(MessageKind::told) &&
                    message->recipient == root_of_author(vault.db(), inbox->charity) &&
                    told->role == inbox->role;
  if (!fits) {
    report(vault, "words to a role that do not check out", blob_hash(blob).view());
    return;
  }
  vault.db()
      .statement(
          "INSERT OR IGNORE INTO told (hash, charity, role, message) VALUES (?1, ?2, ?3, ?4)")
      .bind(1, message_id(payload->bytes))
      .bind(2, inbox->charity)
      .bind(3, inbox->role)
      .bind(4, payload->bytes)
      .run();
  vault.touch();
}

void forget_lost_roles(Vault& vault) {
  Database& db = vault.db();
  for (const HeldInbox& inbox : held_inboxes(db)) {
    const RootId charity = root_of_author(db, inbox.charity);
    const auto card = known_card(vault, charity);
    const bool is_lost =
        charity != vault.me() && card && card->role(vault.me(), inbox.role) == RoleState::ended;
    if (!is_lost || PLANT(lost_roles_keep_their_keys)) continue;
    db.statement("DELETE FROM told WHERE charity = ?1 AND role = ?2 AND blob IS NULL")
        .bind(1, inbox.charity)
        .bind(2, inbox.role)
        .run();
    // What I said there myself stays, and goes on its way.
    db.statement("DELETE FROM role_inbox WHERE stream = ?1").bind(1, inbox.stream).run();
    db.statement("DELETE FROM blob WHERE stream = ?1 AND made_here = 0")
        .bind(1, inbox.stream)
        .run();
    db.statement("UPDATE blob SET place = NULL WHERE stream = ?1").bind(1, inbox.stream).run();
    db.statement(
          "UPDATE stream SET purpose = ?2, epoch_key = NULL, count = 0, head = zeroblob(32) WHERE "
          "id = ?1")
        .bind(1, inbox.stream)
        .bind(2, static_cast<std::int64_t>(StreamPurpose::contact_inbox))
        .run();
    forget_messages(vault, [&](const Message& message) {
      if (message.kind != static_cast<std::uint64_t>(MessageKind::role_key)) return false;
      const auto key = decode_role_key(message.content);
      return key && message.sender == charity && key->role == inbox.role;
    });
    const std::array<std::byte, 1> yes{std::byte{1}};
    set_fact(db, kFactToClear, yes);
    vault.touch();
  }
}

std::optional<InboxPlace> role_place(Vault& vault, const RootId& charity, const std::string& role) {
  const auto card = known_card(vault, charity);
  if (!card) return std::nullopt;
  const auto inbox = card->role_inboxes.find(role);
  if (inbox == card->role_inboxes.end()) return std::nullopt;
  StreamRow stream;
  stream.four = inbox->second.hashes();
  stream.address = address_of(stream.four);
  stream.purpose = StreamPurpose::contact_inbox;
  stream.author = author_number(vault.db(), charity);
  stream.append_cap = inbox->second.append;
  return InboxPlace{put_stream(vault.db(), stream), inbox->second.box};
}

std::int64_t lay_in_role_inbox(Vault& vault, const InboxPlace& place, View message) {
  const auto stream = stream_row(vault.db(), place.stream);
  MUST(stream);
  const Payload payload{static_cast<std::uint8_t>(PayloadKind::message), copy_of(message)};
  return seal_into_inbox(vault, *stream, place.box, payload);
}

void leave_told_again(Vault& vault) {
  struct Left {
    std::int64_t told = 0, blob = 0;
    RootId charity;
    std::string role;
    Bytes message;
  };
  Database& db = vault.db();
  std::vector<Left> left;
  auto& rows = db.statement(
      "SELECT told.id, told.blob, author.root, told.role, told.message FROM told JOIN author ON "
      "author.id = told.charity JOIN blob ON blob.id = told.blob WHERE blob.receipt IS NULL AND "
      "blob.place IS NULL");
  while (rows.step()) {
    left.push_back({rows.integer(0), rows.integer(1), rows.id<RootId>(2), std::string(rows.text(3)),
                    copy_of(rows.blob(4))});
  }
  for (const Left& told : left) {
    const auto place = role_place(vault, told.charity, told.role);
    auto& at = db.statement("SELECT stream FROM blob WHERE id = ?1").bind(1, told.blob);
    const auto stream = first_row(at, [](Statement& row) { return row.integer(0); });
    if (!place || stream == place->stream) continue;
    db.statement("UPDATE told SET blob = ?2 WHERE id = ?1")
        .bind(1, told.told)
        .bind(2, lay_in_role_inbox(vault, *place, told.message))
        .run();
    db.statement("DELETE FROM blob WHERE id = ?1").bind(1, told.blob).run();
  }
}

}  // namespace alongside
