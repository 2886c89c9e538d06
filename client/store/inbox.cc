#include "client/store/inbox.h"

#include "client/store/erased_records.h"
#include "client/store/identities.h"
#include "client/store/judge.h"
#include "client/store/own_identities.h"
#include "client/store/role_inboxes.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

struct InboxOwner {
  std::int64_t author = 0;
  RootId root;
  Key seed;
};

InboxOwner owner_of(Vault& vault, const StreamRow& inbox) {
  auto& query = vault.db()
                    .statement(
                        "SELECT identity.author, author.root, identity.inbox_seed FROM identity "
                        "JOIN author ON author.id = identity.author WHERE inbox_stream = ?1 UNION "
                        "ALL SELECT author, author.root, seed FROM earlier_inbox JOIN author ON "
                        "author.id = earlier_inbox.author WHERE stream = ?1")
                    .bind(1, inbox.id);
  const auto owner = first_row(query, [](Statement& row) {
    auto seed = Key::from(row.blob(2));
    MUST(seed);
    return InboxOwner{row.integer(0), row.id<RootId>(1), *seed};
  });
  MUST(owner);
  return *owner;
}

void put_waiting(Vault& vault, std::int64_t recipient, View message, const std::string& reason) {
  if (PLANT(waiting_messages_are_dropped)) return;
  vault.db()
      .statement(
          "INSERT INTO waiting_message (hash, message, recipient, reason) VALUES (?1, ?2, ?3, ?4) "
          "ON CONFLICT (hash) DO UPDATE SET reason = ?4")
      .bind(1, tagged_hash("alongside/control", {message}))
      .bind(2, message)
      .bind(3, recipient)
      .bind(4, reason)
      .run();
}

// The record that a message says something of, if it was erased whole.
std::optional<SpaceId> erased_record_of(Vault& vault, const Message& message) {
  auto& any = vault.db().statement("SELECT 1 FROM erased_record LIMIT 1");
  if (PLANT(erased_records_are_taken_in) || !first_row(any, [](Statement&) { return true; })) {
    return std::nullopt;
  }
  const auto space = record_of(vault, message);
  if (!space || !is_erased(vault.db(), *space)) return std::nullopt;
  // The card in a share may say that a root follows for which it is not erased.
  const auto grant = message.kind == static_cast<std::uint64_t>(MessageKind::grant)
                         ? decode_grant(message.content)
                         : Result<Grant>(error(ErrorCode::not_found, ""));
  const bool is_theirs = grant && grant->owner.root == message.sender;
  if (is_theirs && known_records(vault, message.sender)) learn_card(vault, grant->owner);
  return is_erased(vault.db(), *space) ? space : std::nullopt;
}

// Acts on a message that was checked. Errors: why it waits.
ActedOn act_on(Vault& vault, const Message& message, View signed_bytes) {
  if (message.kind % 2 != 0) return 0;
  if (const auto space = erased_record_of(vault, message)) {
    TRY_DO(pass_over(vault, message, *space));
    return 0;
  }
  switch (static_cast<MessageKind>(message.kind)) {
    case MessageKind::grant:
      return accept_grant(vault, message, signed_bytes);
    case MessageKind::own_keys:
      return accept_own_keys(vault, message);
    case MessageKind::stop_notice:
      return accept_notice(vault, message);
    case MessageKind::card:
      return accept_card(vault, message);
    case MessageKind::late_batch:
      return accept_late_batch(vault, message);
    case MessageKind::looked:
    case MessageKind::wiped:
    case MessageKind::got:
    case MessageKind::ask:
    case MessageKind::passed_on:
    case MessageKind::let_go:
    case MessageKind::said_no:
    case MessageKind::taken:
    case MessageKind::received:
    case MessageKind::took_over:
      return accept_word(vault, message, signed_bytes);
    case MessageKind::role_key:
      return accept_role_key(vault, message);
    case MessageKind::own_contact:
      return accept_own_contact(vault, message);
    case MessageKind::own_identity:
      return accept_own_identity(vault, message);
    case MessageKind::late_change:
      return accept_late_change(vault, message);
    case MessageKind::told:  // lies in a role's inbox
      break;
  }
  return error(ErrorCode::unknown_version, "A message needs a newer app.");
}

// Tries each waiting message once. Gives whether any was acted on.
bool retry_each(Vault& vault, std::set<std::int64_t>& grown) {
  struct Waiting {
    std::int64_t id;
    Bytes bytes;
  };
  std::vector<Waiting> all;
  auto& rows = vault.db().statement("SELECT id, message FROM waiting_message ORDER BY id");
  while (rows.step()) all.push_back({rows.integer(0), copy_of(rows.blob(1))});
  bool is_progress = false;
  for (const Waiting& waiting : all) {
    const auto message = decode_message(waiting.bytes);
    if (!message) continue;  // it needs a newer app
    const auto section = act_on(vault, *message, waiting.bytes);
    if (!section) continue;  // it goes on waiting, listed with its reason
    if (*section != 0) grown.insert(*section);
    is_progress = true;
    vault.db().statement("DELETE FROM waiting_message WHERE id = ?1").bind(1, waiting.id).run();
  }
  return is_progress;
}

}  // namespace

bool receive_message(Vault& vault, const StreamRow& inbox, View blob, Learned& learned) {
  const InboxOwner owner = owner_of(vault, inbox);
  const auto payload = open_sealed(BoxKey(owner.seed), blob);
  if (!payload) {
    report(vault, "a message that does not open", blob_hash(blob).view());
    return true;
  }
  const auto message = decode_message(payload->bytes);
  if (!message && message.error().code == ErrorCode::unknown_version) {
    put_waiting(vault, owner.author, payload->bytes, "A message needs a newer app.");
    return true;
  }
  if (!message || message->recipient != owner.root) {
    report(vault, "a message that is not for this inbox", blob_hash(blob).view());
    return true;
  }
  const auto erased = erased_record_of(vault, *message);
  const ActedOn section = act_on(vault, *message, payload->bytes);
  if (section) {
    if (*section != 0) learned.sections.insert(*section);
    learned.may_settle_others = true;
  } else {
    put_waiting(vault, owner.author, payload->bytes, section.error().message);
    vault.touch();
  }
  return !erased;
}

void keep_waiting(Vault& vault, const RootId& recipient, View message) {
  put_waiting(vault, author_number(vault.db(), recipient), message, "It is tried again.");
}

std::set<std::int64_t> retry_waiting_messages(Vault& vault) {
  std::set<std::int64_t> grown;
  // What one brings, such as a card, may be what another waits for.
  while (retry_each(vault, grown)) {
  }
  return grown;
}

Result<SentMessage> send_message(Vault& vault, const OutgoingMessage& message) {
  const auto place = inbox_of(vault, message.recipient);
  if (!place)
    return error(ErrorCode::not_found, "There is no card of them here, or it has no inbox.");
  Message signed_message;
  signed_message.recipient = message.recipient;
  signed_message.sender = message.sender;
  signed_message.sender_device = vault.device().id();
  signed_message.kind = static_cast<std::uint64_t>(message.kind);
  signed_message.at = vault.now_ms();
  signed_message.content = message.content;
  SentMessage sent;
  sent.signed_bytes = encode_message(signed_message, vault.device().sign);
  const auto stream = stream_row(vault.db(), place->stream);
  MUST(stream);
  const Payload payload{static_cast<std::uint8_t>(PayloadKind::message), sent.signed_bytes};
  sent.blob = seal_into_inbox(vault, *stream, place->box, payload);
  return sent;
}

void forget_messages(Vault& vault, const std::function<bool(const Message&)>& which) {
  struct Held {
    std::int64_t row = 0;
    Key seed;
    Bytes bytes;
  };
  std::vector<Held> held;
  auto& rows = vault.db().statement(
      "SELECT blob.id, mine.seed, blob.bytes FROM blob JOIN (SELECT inbox_stream AS stream, "
      "inbox_seed AS seed FROM identity UNION ALL SELECT stream, seed FROM earlier_inbox) AS mine "
      "ON "
      "mine.stream = blob.stream WHERE blob.bytes IS NOT NULL");
  while (rows.step()) {
    auto seed = Key::from(rows.blob(1));
    MUST(seed);
    held.push_back({rows.integer(0), *seed, copy_of(rows.blob(2))});
  }
  for (const Held& blob : held) {
    const auto payload = open_sealed(BoxKey(blob.seed), blob.bytes);
    const auto message =
        payload ? decode_message(payload->bytes) : Result<Message>(payload.error());
    if (!message || !which(*message)) continue;
    vault.db().statement("UPDATE blob SET bytes = NULL WHERE id = ?1").bind(1, blob.row).run();
  }
}

}  // namespace alongside
