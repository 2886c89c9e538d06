#include "client/store/receive.h"

#include "client/store/epochs.h"
#include "client/store/erased_records.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/log.h"
#include "client/store/own_inboxes.h"
#include "client/store/role_inboxes.h"
#include "client/store/standing.h"
#include "client/store/strip.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
Bytes encode_control(ControlType type, View bytes) {
  CborWriter out;
  out.map(2).key(0).uint(static_cast<std::uint64_t>(type)).key(2).bytes(bytes);
  return std::move(out).take();
}

Result<Control> decode_control(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  Control control;
  TRY_DO(map.need(0));
  TRY(control.type, in.uint());
  TRY_DO(map.need(2));
  TRY(control.bytes, in.bytes());
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return control;
}

void Receiver::take_in(std::int64_t blob, const StreamRow& stream, View bytes) {
  const Opened opened = open(stream, bytes);
  Database& db = vault_.db();
  if (opened.name) {
    db.statement("UPDATE blob SET content = ?2 WHERE id = ?1")
        .bind(1, blob)
        .bind(2, *opened.name)
        .run();
  }
  if (opened.opens && !opened.is_tainted) return;
  db.statement("UPDATE blob SET bytes = NULL, tainted = ?2 WHERE id = ?1")
      .bind(1, blob)
      .bind(2, opened.is_tainted)
      .run();
}

Receiver::Opened Receiver::open(const StreamRow& stream, View blob) {
  switch (stream.purpose) {
    case StreamPurpose::my_inbox:
      return {std::nullopt, receive_message(vault_, stream, blob, learned_)};
    case StreamPurpose::role_inbox:
      receive_told(vault_, stream, blob);
      return {};
    case StreamPurpose::contact_inbox:
      return {};  // never read
    case StreamPurpose::recovery:
      return {};  // opens with the recovery code alone
    case StreamPurpose::erased:
      return {std::nullopt, false};  // only where it stands in the order counts
    case StreamPurpose::section:
    case StreamPurpose::my_card:
    case StreamPurpose::contact_card:
      return open_in_section(stream, blob);
  }
  return {};
}

Receiver::Opened Receiver::open_in_section(const StreamRow& stream, View blob) {
  if (is_of_erased(stream)) return {std::nullopt, false};
  MUST(stream.epoch_key);
  auto payload = open_blob(content_key_of(*stream.epoch_key), stream.address, blob);
  if (!payload) {
    const bool is_newer = payload.error().code == ErrorCode::unknown_version;
    report(vault_, is_newer ? "a blob that needs a newer app" : "a blob that does not open",
           blob_hash(blob).view());
    return {std::nullopt, is_newer};
  }
  if (payload->kind == static_cast<std::uint8_t>(PayloadKind::control)) {
    return {receive_control(stream, payload->bytes), true};
  }
  if (payload->kind == static_cast<std::uint8_t>(PayloadKind::batch) && stream.section) {
    return receive_batch(stream, std::move(payload->bytes));
  }
  if (payload->kind % 2 == 0) {
    report(vault_, "a blob that needs a newer app", blob_hash(blob).view());
  }
  return {std::nullopt, !PLANT(unknown_kinds_are_dropped)};
}

Receiver::Opened Receiver::receive_batch(const StreamRow& stream, Bytes bytes) {
  auto batch = decode_batch(bytes);
  const Hash about = tagged_hash("alongside/control", {bytes});
  if (!batch) {
    const bool newer = batch.error().code == ErrorCode::unknown_version;
    report(vault_, newer ? "a batch that needs a newer app" : "a batch that does not check out",
           about.view());
    return {};
  }
  const auto section = find_section(vault_.db(), batch->header.space, batch->header.section);
  if (!section || !is_named_by_epoch(*section, stream)) {
    report(vault_, "a batch of another section", about.view());
    return {};
  }
  const Hash name{batch->hash().bytes};
  const bool is_tainted = Eraser(vault_, *section).take_off(*batch);
  if (is_tainted) bytes = encode_batch(*batch);
  if (BatchBook(vault_.db()).number_of(batch->hash())) {
    if (complete_batch(vault_, *batch, bytes)) learned_.completed.insert(section->id);
  } else {
    const auto beside = is_tainted ? std::optional(bytes) : std::nullopt;
    auto fresh = store_batch(vault_, *section, std::move(*batch), beside);
    if (fresh) fresh_[section->id].push_back(std::move(*fresh));
  }
  vault_.db().statement("UPDATE batch SET placed = 1 WHERE hash = ?1").bind(1, name).run();
  if (is_tainted || has_several_streams(section->id)) mark_to_publish(vault_.db(), section->id);
  return {name, true, is_tainted};
}

bool Receiver::is_of_erased(const StreamRow& stream) {
  const auto section = stream.section ? section_row(vault_.db(), *stream.section) : std::nullopt;
  return section && is_erased(vault_.db(), section->space);
}

// A stream belongs to the sections whose EPOCHs name it, whoever made it known first.
bool Receiver::is_named_by_epoch(const SectionRow& section, const StreamRow& stream) {
  auto& query = vault_.db()
                    .statement(
                        "SELECT 1 FROM epoch WHERE section = ?1 AND stream = ?2 UNION ALL SELECT "
                        "1 FROM history_stream WHERE section = ?1 AND stream = ?2 LIMIT 1")
                    .bind(1, section.id)
                    .bind(2, stream.id);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

bool Receiver::has_several_streams(std::int64_t section) {
  auto& query =
      vault_.db().statement("SELECT count(*) FROM stream WHERE section = ?1").bind(1, section);
  return first_row(query, [](Statement& row) { return row.integer(0) > 1; }).value_or(false);
}

std::optional<Hash> Receiver::receive_control(const StreamRow& stream, View bytes) {
  const auto control = decode_control(bytes);
  if (!control) {
    report(vault_, "a control record that cannot be read", bytes);
    return std::nullopt;
  }
  if (control->type == static_cast<std::uint64_t>(ControlType::card)) {
    const auto records = decode_card(control->bytes);
    if (records) {
      receive_card(*records);
    } else {
      report(vault_, "a card that cannot be read", bytes);
    }
  } else if (control->type == static_cast<std::uint64_t>(ControlType::epoch)) {
    receive_epoch(stream, control->bytes);
  } else if (control->type == static_cast<std::uint64_t>(ControlType::own_inbox)) {
    if (stream.purpose == StreamPurpose::my_card) receive_own_inbox(vault_, stream, control->bytes);
  } else if (control->type % 2 == 0) {
    report(vault_, "a record that needs a newer app", bytes);
    return std::nullopt;
  }
  return control_name(bytes);
}

void Receiver::receive_card(const CardRecords& records) {
  if (learn_card(vault_, records)) learned_.may_settle_others = true;
}

void Receiver::receive_epoch(const StreamRow& stream, View bytes) {
  const auto epoch = decode_epoch(bytes);
  const auto section =
      epoch ? find_section(vault_.db(), epoch->record.space, epoch->record.section) : std::nullopt;
  const bool belongs_here = epoch && epoch->record.signer && epoch->record.stream == stream.address;
  if (!belongs_here || !section || !is_owners_epoch(vault_, *section, *epoch)) {
    report(vault_, "an EPOCH that is not the owner's", bytes);
    return;
  }
  if (!follows(section_epochs(vault_, section->id).records, epoch->record)) {
    report(vault_, "an EPOCH that does not follow from earlier ones", epoch->id.view());
    return;
  }
  close_open_batch(vault_, section->id);
  if (keep_epoch(vault_, *section, *epoch)) learned_.sections.insert(section->id);
}

void Receiver::settle_all() {
  if (learned_.may_settle_others) {
    for (const std::int64_t section : retry_waiting_messages(vault_)) {
      learned_.sections.insert(section);
    }
    for (const SectionRow& section : all_section_rows(vault_.db())) {
      if (section.unsettled > 0) learned_.sections.insert(section.id);
    }
    vault_.touch();
  }
  for (const auto& [section, batches] : fresh_) settle(vault_, section, batches);
  judge_anew(vault_, learned_.sections);
  for (const std::int64_t section : learned_.completed) {
    refold(vault_, section);
    vault_.touch();
  }
  fresh_.clear();
  learned_ = {};
}

}  // namespace alongside
