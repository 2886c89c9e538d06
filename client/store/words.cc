#include "client/store/words.h"

#include "client/store/identities.h"
#include "client/store/tray.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

bool keep(Vault& vault, const Message& message, const Hash& id, const SectionWord& word,
          std::optional<std::int64_t> blob) {
  vault.db()
      .statement(
          "INSERT OR IGNORE INTO word (hash, kind, author, device, space, number, at_ms, "
          "received_ms, content, blob) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
      .bind(1, id)
      .bind(2, message.kind)
      .bind(3, author_number(vault.db(), message.sender))
      .bind(4, message.sender_device)
      .bind(5, word.space)
      .bind(6, word.section)
      .bind(7, message.at)
      .bind(8, vault.now_ms())
      .bind(9, message.content)
      .bind(10, blob)
      .run();
  return vault.db().changes() > 0;
}

// What one says again only if it is meant again: questions, answers, what was passed on.
bool is_said_once(MessageKind kind) {
  return kind == MessageKind::got || kind == MessageKind::looked || kind == MessageKind::wiped ||
         kind == MessageKind::let_go;
}

std::optional<Hash> said_before(Vault& vault, const Saying& saying, View content) {
  if (!is_said_once(saying.kind)) return std::nullopt;
  auto& query = vault.db()
                    .statement(
                        "SELECT word.hash FROM word JOIN author ON author.id = word.author WHERE "
                        "kind = ?1 AND device = ?2 AND content = ?3 AND author.root = ?4")
                    .bind(1, static_cast<std::int64_t>(saying.kind))
                    .bind(2, vault.device().id())
                    .bind(3, content)
                    .bind(4, saying.from);
  return first_row(query, [](Statement& row) { return row.id<Hash>(0); });
}

}  // namespace

bool is_word(MessageKind kind) {
  switch (kind) {
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
      return true;
    default:
      return false;
  }
}

std::optional<Hash> say(Vault& vault, const Saying& saying, const SectionWord& word) {
  const Bytes content = encode_section_word(word);
  if (const auto before = said_before(vault, saying, content)) return before;
  const auto sent = send_message(vault, {saying.to, saying.from, saying.kind, content});
  if (!sent) return std::nullopt;
  const auto message = decode_message(sent->signed_bytes);
  MUST(message);
  const Hash id = message_id(sent->signed_bytes);
  keep(vault, *message, id, word, sent->blob);
  return id;
}

ActedOn accept_word(Vault& vault, const Message& message, View signed_bytes) {
  TRY(const SectionWord word, decode_section_word(message.content));
  const auto sender = known_card(vault, message.sender);
  const bool lets_go = message.kind == static_cast<std::uint64_t>(MessageKind::let_go);
  const bool is_theirs = sender && (lets_go ? sender->speaks(message.sender_device)
                                            : sender->certified.contains(message.sender_device));
  if (!is_theirs) {
    return error(ErrorCode::refused, "A message waits for the card of the one who sent it.");
  }
  const bool is_new = keep(vault, message, message_id(signed_bytes), word, std::nullopt);
  vault.touch();
  if (!is_new || !lets_go || message.sender != message.recipient) return 0;
  forget_held(vault, word);
  return 0;
}

std::vector<KeptWord> words_of(Vault& vault, const SpaceId& space) {
  std::vector<KeptWord> words;
  auto& rows = vault.db()
                   .statement(
                       "SELECT word.hash, word.kind, author.root, word.device, word.at_ms, "
                       "word.received_ms, word.content, word.blob, blob.receipt IS NOT NULL OR "
                       "blob.place IS NOT NULL FROM word JOIN author ON author.id = word.author "
                       "LEFT JOIN blob ON blob.id = word.blob WHERE word.space = ?1 ORDER BY "
                       "word.id")
                   .bind(1, space);
  while (rows.step()) {
    auto word = decode_section_word(rows.blob(6));
    MUST(word);
    words.push_back({rows.id<Hash>(0), static_cast<MessageKind>(rows.integer(1)),
                     rows.id<RootId>(2), rows.id<DeviceId>(3), rows.integer(4), rows.integer(5),
                     std::move(*word), !rows.is_null(7), rows.integer(8) != 0});
  }
  return words;
}

}  // namespace alongside
