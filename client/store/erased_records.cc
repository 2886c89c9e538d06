#include "client/store/erased_records.h"

#include <array>

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/recovery.h"
#include "client/store/streams.h"
#include "client/store/words.h"
#include "shared/base/plant.h"
#include "shared/change/batch.h"
#include "shared/consent/own_keys.h"

namespace alongside {
namespace {

std::optional<Payload> open_own(Vault& vault, const Message& message) {
  const auto content = decode_sealed_to_device(message.content);
  const auto box = content ? box_of(vault, content->device) : std::nullopt;
  if (!box) return std::nullopt;
  auto payload = open_sealed(*box, content->sealed);
  return payload ? std::optional(std::move(*payload)) : std::nullopt;
}

std::optional<SpaceId> record_of_own_keys(Vault& vault, const Message& message) {
  auto payload = open_own(vault, message);
  if (!payload) return std::nullopt;
  const auto keys = decode_own_keys(payload->bytes);
  wipe(payload->bytes);
  return keys ? std::optional(keys->space) : std::nullopt;
}

std::optional<SpaceId> record_of_identity(Vault& vault, const Message& message) {
  auto payload = open_own(vault, message);
  if (!payload) return std::nullopt;
  const auto kit = decode_kit(payload->bytes);
  wipe(payload->bytes);
  if (!kit || kit->is_me) return std::nullopt;
  return space_name(kit->card.root, SpaceKind::person);
}

template <class Decoded>
std::optional<SpaceId> space_in(const Decoded& decoded) {
  return decoded ? std::optional(decoded->space) : std::nullopt;
}

void set_to_clear(Database& db) {
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(db, kFactToClear, yes);
}

// A share of it, or its stop: whoever sent it waits for word that nothing is here.
void owe_a_word(Database& db, const SpaceId& space) {
  db.statement("UPDATE erased_record SET to_say = 1 WHERE space = ?1 AND asked_here = 0")
      .bind(1, space)
      .run();
}

Result<bool> confirm(Vault& vault, const Message& message, const SpaceId& space) {
  const auto word = decode_section_word(message.content);
  if (!word || !word->whole_record) return true;
  const auto sender = known_card(vault, message.sender);
  if (!sender || !sender->certified.contains(message.sender_device)) {
    return error(ErrorCode::refused, "A message waits for the card of the one who sent it.");
  }
  vault.db()
      .statement("DELETE FROM unconfirmed WHERE space = ?1 AND device = ?2 AND author = ?3")
      .bind(1, space)
      .bind(2, message.sender_device)
      .bind(3, author_number(vault.db(), message.sender))
      .run();
  vault.touch();
  return true;
}

// A root that follows says what of the earlier one counts (docs/spec/hand-over.md): what somebody
// erased who had let go of the record by then is not erased.
void forget_what_counts_no_more(Vault& vault, const Card& card) {
  Database& db = vault.db();
  std::vector<SpaceId> gone;
  auto& rows = db.statement(
                     "SELECT space FROM erased_record JOIN author ON author.id = "
                     "erased_record.owner WHERE author.root = ?1")
                   .bind(1, card.root);
  while (rows.step()) {
    if (!card.erased.contains(rows.id<SpaceId>(0))) gone.push_back(rows.id<SpaceId>(0));
  }
  for (const SpaceId& space : gone) {
    db.statement("DELETE FROM unconfirmed WHERE space = ?1").bind(1, space).run();
    db.statement("DELETE FROM erased_record WHERE space = ?1").bind(1, space).run();
    vault.touch();
  }
}

}  // namespace

bool is_erased(Database& db, const SpaceId& space) {
  auto& query = db.statement("SELECT 1 FROM erased_record WHERE space = ?1").bind(1, space);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

Error erased_for_good() {
  return error(ErrorCode::refused,
               "This record was erased for good by whoever kept it. Nothing of it is taken in.");
}

void note_erased_records(Vault& vault, const Card& card) {
  forget_what_counts_no_more(vault, card);
  Database& db = vault.db();
  for (const SpaceId& space : card.erased) {
    const bool is_here = find_space(db, space).has_value();
    db.statement(
          "INSERT OR IGNORE INTO erased_record (space, owner, at_ms, to_say) VALUES (?1, ?2, ?3, "
          "?4)")
        .bind(1, space)
        .bind(2, author_number(db, card.root))
        .bind(3, vault.now_ms())
        .bind(4, is_here)
        .run();
    if (db.changes() > 0) vault.touch();
  }
}

std::optional<SpaceId> record_of(Vault& vault, const Message& message) {
  switch (static_cast<MessageKind>(message.kind)) {
    case MessageKind::grant:
      return space_in(decode_grant(message.content));
    case MessageKind::own_keys:
      return record_of_own_keys(vault, message);
    case MessageKind::own_identity:
      return record_of_identity(vault, message);
    case MessageKind::stop_notice:
      return space_in(decode_notice(message.content));
    case MessageKind::late_batch:
    case MessageKind::late_change: {
      const auto batch = decode_batch(message.content);
      return batch ? std::optional(batch->header.space) : std::nullopt;
    }
    default:
      if (!is_word(static_cast<MessageKind>(message.kind))) return std::nullopt;
      return space_in(decode_section_word(message.content));
  }
}

Result<bool> pass_over(Vault& vault, const Message& message, const SpaceId& space) {
  set_to_clear(vault.db());
  switch (static_cast<MessageKind>(message.kind)) {
    case MessageKind::wiped:
      return confirm(vault, message, space);
    case MessageKind::grant:
    case MessageKind::stop_notice:
      owe_a_word(vault.db(), space);
      return true;
    case MessageKind::late_batch:
    case MessageKind::late_change:
    case MessageKind::own_keys:
    case MessageKind::own_identity:
      report(vault, "something for a record that was erased for good", space.view());
      return true;
    default:
      return true;
  }
}

void say_erased_records(Vault& vault) {
  struct Due {
    SpaceId space;
    RootId owner;
  };
  std::vector<Due> due;
  auto& rows = vault.db().statement(
      "SELECT space, author.root FROM erased_record JOIN author ON author.id = erased_record.owner "
      "WHERE to_say = 1 AND wiped = 1");
  while (rows.step()) due.push_back({rows.id<SpaceId>(0), rows.id<RootId>(1)});
  for (const Due& one : due) {
    const auto owner = known_card(vault, one.owner);
    const bool is_own = owner && owner->certified.contains(vault.device().id());
    SectionWord word;
    word.space = one.space;
    word.whole_record = true;
    const RootId from = is_own ? one.owner : vault.me();
    if (!say(vault, {one.owner, from, MessageKind::wiped}, word)) continue;  // tried again
    vault.db()
        .statement("UPDATE erased_record SET to_say = 0 WHERE space = ?1")
        .bind(1, one.space)
        .run();
  }
}

std::vector<ErasedRecord> erased_records(Vault& vault) {
  std::vector<ErasedRecord> list;
  auto& open = vault.db()
                   .statement("SELECT 1 FROM stream WHERE purpose = ?1 AND state <> 2 LIMIT 1")
                   .bind(1, static_cast<std::int64_t>(StreamPurpose::erased));
  const bool is_at_server = first_row(open, [](Statement&) { return true; }).has_value();
  auto& rows = vault.db().statement(
      "SELECT space, at_ms FROM erased_record WHERE asked_here = 1 ORDER BY at_ms, space");
  while (rows.step()) list.push_back({rows.id<SpaceId>(0), rows.integer(1), is_at_server, {}});
  for (ErasedRecord& record : list) {
    auto& devices = vault.db()
                        .statement(
                            "SELECT author.root, device FROM unconfirmed JOIN author ON author.id "
                            "= unconfirmed.author WHERE space = ?1 ORDER BY author.id, device")
                        .bind(1, record.space);
    while (devices.step()) {
      record.unconfirmed.push_back({devices.id<RootId>(0), devices.id<DeviceId>(1)});
    }
  }
  return list;
}

}  // namespace alongside
