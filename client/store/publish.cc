#include "client/store/ended_devices.h"
#include "client/store/epochs.h"
#include "client/store/erase_record.h"
#include "client/store/handing.h"
#include "client/store/history_streams.h"
#include "client/store/identities.h"
#include "client/store/late.h"
#include "client/store/late_changes.h"
#include "client/store/let_go_record.h"
#include "client/store/log.h"
#include "client/store/own_contacts.h"
#include "client/store/own_inboxes.h"
#include "client/store/placing.h"
#include "client/store/receive.h"
#include "client/store/replica.h"
#include "client/store/role_inboxes.h"
#include "client/store/rotate.h"
#include "client/store/sharing.h"
#include "client/store/standing.h"
#include "client/store/stream_copies.h"
#include "client/store/wipe_record.h"
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
  if (!is_readable(vault, section)) return;
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

// Seals what belongs into the section's stream and is not there: the card that certifies this
// device, the EPOCHs of that stream, batches.
void publish_section(Vault& vault, const SectionRow& section) {
  const auto batches = unplaced(vault.db(), section.id, false);
  if (batches.empty() && !section.to_publish) return;
  if (is_removed_here(vault, section)) {
    tell_owner(vault, section, false);  // who decides
    return;
  }
  const auto stream = target_stream(vault, section.id);
  if (!stream) return;
  const RootId writer = section.is_owner() ? root_of_author(vault.db(), section.owner) : vault.me();
  if (!PLANT(card_is_not_sent)) put_card(vault, *stream, writer);
  if (writer != vault.me()) put_card(vault, *stream, vault.me());  // who holds it for them
  if (section.is_owner()) {
    for (const SignedEpoch& epoch : epochs_of(vault, section.id)) {
      const bool here = epoch.record.stream == stream->address && epoch.record.signer;
      if (here) put_control(vault, *stream, ControlType::epoch, encode_epoch(epoch));
    }
  }
  HistoryGuard guard(vault, section);
  for (const Unplaced& batch : batches) {
    if (!guard.guards_nothing() && !guard.may_be_placed(batch.hash)) {
      if (!section.is_owner()) tell_owner_of(vault, section, batch);
      continue;
    }
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

// A record kept here: shares that are over end, what another device changed at the same time is
// merged, and everybody has what they may have.
void do_owner_duties(Vault& vault, const SectionRow& section) {
  const bool has_run_out = section.until && *section.until <= time_of_ends(vault);
  const bool is_copying = has_copies_to_make(vault.db(), section.id);
  if (!has_run_out && !section.to_publish && !is_copying) return;
  if (is_removed_here(vault, section)) {
    hand_in_late(vault, section);
    return find_places(vault, section);
  }
  if (has_run_out || section.to_publish) end_what_is_over(vault, section);
  go_on_copying(vault, section);
  const auto now = section_row(vault.db(), section.id);
  if (!now->to_publish) return;
  merge_heads(vault, section);
  find_places(vault, section);
  tell_owner(vault, section, true);  // the other devices of the owner
  tell_late_changes(vault, section);
  place_history(vault, section);
  MUST(hand_out(vault, section));  // nothing fresh is given that could lack a card
}

// A record shared with me: what the owner has to decide on goes to them, and what has ended goes.
// Gives whether anything may be published.
bool do_reader_duties(Vault& vault, const SectionRow& section) {
  if (section.reading == Reading::ended) leave_section(vault, section);
  if (section.reading != Reading::in) return false;
  tell_late_changes(vault, section);
  const bool may_publish = section.may_write && is_readable(vault, section);
  if (!may_publish || section.unsettled > 0) tell_owner(vault, section, may_publish);
  return may_publish;
}

void prepare_section(Vault& vault, std::int64_t id) {
  if (!section_row(vault.db(), id)->open_batch)
    leave_seen_mark(vault, *section_row(vault.db(), id));
  close_open_batch(vault, id);
  auto section = section_row(vault.db(), id);
  MUST(section);
  if (section->reading == Reading::wiped) return;
  if (section->is_owner()) do_owner_duties(vault, *section);
  section = section_row(vault.db(), id);
  if (section->to_publish && !section->is_owner()) find_places(vault, *section);
  if (section->is_owner() || do_reader_duties(vault, *section)) publish_section(vault, *section);
  vault.db().statement("UPDATE section SET to_publish = 0 WHERE id = ?1").bind(1, id).run();
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

void leave_what_ended(Vault& vault) {
  go_on_erasing(vault);
  auto& query = vault.db()
                    .statement("SELECT 1 FROM section WHERE out = ?1 LIMIT 1")
                    .bind(1, static_cast<std::int64_t>(Reading::ended));
  const bool has_ended = first_row(query, [](Statement&) { return true; }).has_value();
  if (!has_ended && !has_records_to_let_go(vault)) return;
  Transaction transaction(vault.db());
  vault.cards().clear();
  for (const SectionRow& section : all_section_rows(vault.db())) {
    if (section.reading == Reading::ended) prepare_section(vault, section.id);
  }
  judge_anew(vault, let_go_of_records(vault));
  transaction.commit();
  finish_leaving(vault);
}

bool prepare_to_send(Vault& vault) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  erase_what_is_due(vault);
  wipe_erased(vault);
  for (const SectionRow& section : all_section_rows(vault.db())) {
    prepare_section(vault, section.id);
  }
  judge_anew(vault, let_go_of_records(vault));
  const bool takes_part = !vault.me().is_zero() && !is_removed(vault);
  if (takes_part) hand_contacts(vault);
  forget_old_late_words(vault);
  forget_lost_roles(vault);
  leave_told_again(vault);
  publish_cards(vault);
  if (takes_part) hand_inboxes(vault);
  transaction.commit();
  finish_leaving(vault);
  return blobs_to_send(vault.db()) > 0 || has_streams_to_drop(vault.db());
}

}  // namespace alongside
