#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/log.h"
#include "client/store/receive.h"
#include "client/store/replica.h"
#include "client/store/status.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

constexpr TimeMs kMsPerDay = 86'400'000;

void put_control(Vault& vault, const StreamRow& stream, ControlType type, View bytes) {
  const Bytes control = encode_control(type, bytes);
  seal_into(vault, stream, {static_cast<std::uint8_t>(PayloadKind::control), control},
            control_name(control).view());
}

void put_card(Vault& vault, const StreamRow& stream, const RootId& root) {
  const auto records = known_records(vault, root);
  if (records) put_control(vault, stream, ControlType::card, encode_card(*records));
}

// A mark for those who write that this device has what they wrote: at most one a section and day,
// and never for a mark.
void leave_seen_mark(Vault& vault, const SectionRow& section) {
  const std::int64_t day = vault.now_ms() / kMsPerDay;
  if (!section.has_news || !section.may_write || section.seen_day == day) return;
  const auto ready = ready_to_write(vault, section.space, section.number);
  if (!ready) return;
  Change mark;
  Op op;
  op.kind = OpKind::seen;
  mark.ops.push_back(std::move(op));
  append_changes(vault, *ready, {mark});
  vault.db()
      .statement("UPDATE section SET seen_day = ?2 WHERE id = ?1")
      .bind(1, section.id)
      .bind(2, day)
      .run();
}

struct Unplaced {
  std::int64_t row;
  BatchHash hash;
};

// Batches that lie in no stream yet, in the order they were written or came; held ones stay here.
std::vector<Unplaced> unplaced(Database& db, std::int64_t section) {
  std::vector<Unplaced> batches;
  auto& rows = db.statement(
                     "SELECT id, hash FROM batch WHERE section = ?1 AND placed = 0 AND "
                     "hash IS NOT NULL AND standing <> 1 ORDER BY id")
                   .bind(1, section);
  while (rows.step()) batches.push_back({rows.integer(0), rows.id<BatchHash>(1)});
  return batches;
}

// Seals what belongs into the section's stream and is not there: the card that certifies this
// device, the EPOCHs of that stream, batches.
void publish_section(Vault& vault, const SectionRow& section) {
  const auto batches = unplaced(vault.db(), section.id);
  const auto stream = target_stream(vault, section.id);
  if (!stream || (batches.empty() && !section.is_owner())) return;
  const RootId writer = section.is_owner() ? root_of_author(vault.db(), section.owner) : vault.me();
  if (!PLANT(card_is_not_sent)) put_card(vault, *stream, writer);
  if (section.is_owner()) {
    for (const SignedEpoch& epoch : epochs_of(vault, section.id)) {
      const bool here = epoch.record.stream == stream->address && epoch.record.signer;
      if (here) put_control(vault, *stream, ControlType::epoch, encode_epoch(epoch));
    }
  }
  for (const Unplaced& batch : batches) {
    auto bytes = batch_bytes(vault, batch.row);
    MUST(bytes);
    const Payload payload{static_cast<std::uint8_t>(PayloadKind::batch), std::move(*bytes)};
    if (!PLANT(placed_without_a_blob)) seal_into(vault, *stream, payload, batch.hash.view());
    vault.db()
        .statement("UPDATE batch SET placed = 1, bytes = NULL WHERE id = ?1")
        .bind(1, batch.row)
        .run();
  }
}

// The cards of the identities kept here, each in its own stream, where those who have it look.
void publish_cards(Vault& vault) {
  struct Kept {
    std::int64_t stream;
    RootId root;
  };
  std::vector<Kept> kept;
  auto& rows = vault.db().statement(
      "SELECT identity.card_stream, author.root FROM identity "
      "JOIN author ON author.id = identity.author");
  while (rows.step()) kept.push_back({rows.integer(0), rows.id<RootId>(1)});
  for (const Kept& identity : kept) {
    const auto stream = stream_row(vault.db(), identity.stream);
    MUST(stream);
    put_card(vault, *stream, identity.root);
  }
}

}  // namespace

bool prepare_to_send(Vault& vault) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  for (const SectionRow& section : all_section_rows(vault.db())) {
    if (section.open_batch) {
      close_open_batch(vault, section.id);
    } else {
      leave_seen_mark(vault, section);
      close_open_batch(vault, section.id);
    }
    const auto now = section_row(vault.db(), section.id);
    MUST(now);
    publish_section(vault, *now);
  }
  publish_cards(vault);
  const bool waiting = blobs_to_send(vault.db()) > 0;
  transaction.commit();
  return waiting;
}

}  // namespace alongside
