#include "client/store/history_streams.h"

#include <algorithm>
#include <map>

#include "client/store/identities.h"
#include "client/store/log.h"
#include "client/store/placing.h"
#include "client/store/receive.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// Under which EPOCHs a batch lies already, also where that is not enough.
std::set<EpochId> lies_under(Vault& vault, const SectionRow& section, const SectionEpochs& epochs,
                             const BatchHash& batch) {
  std::set<std::int64_t> streams;
  static const std::string sql =
      "SELECT blob.stream FROM blob JOIN stream ON stream.id = blob.stream WHERE blob.content = ?1 "
      "AND " +
      std::string(kHoldsWhatItHas);
  auto& rows = vault.db().statement(sql).bind(1, batch);
  while (rows.step()) streams.insert(rows.integer(0));
  std::set<EpochId> under;
  for (const SignedEpoch& epoch : epochs.all) {
    const auto stream = find_stream(vault.db(), epoch.record.stream);
    if (stream && streams.contains(stream->id)) under.insert(epoch.id);
  }
  for (const HistoryStream& history : history_streams(vault.db(), section.id)) {
    if (streams.contains(history.stream.id)) under.insert(history.epoch);
  }
  return under;
}

// Whether somebody who starts at one of `since` has a stream among those.
bool reaches(const std::set<EpochId>& since, const std::set<EpochId>& under,
             const SectionEpochs& epochs) {
  return std::any_of(under.begin(), under.end(), [&](const EpochId& id) {
    const auto& past = epochs.records.at(id).past;
    return std::any_of(since.begin(), since.end(),
                       [&](const EpochId& start) { return start == id || past.contains(start); });
  });
}

// Where a batch goes that may not go into the newest stream.
std::set<EpochId> places_for(HistoryGuard& guard, const BatchHeader& header, const BatchHash& batch,
                             std::set<EpochId> under) {
  std::set<EpochId> due;
  const SectionEpochs& epochs = guard.epochs();
  for (const Member& member : guard.starters()) {
    std::optional<EpochId> start;
    for (const EpochId& since : member.since) {
      const bool is_known = epochs.records.contains(since);
      if (is_known && !guard.records().covers(since, batch)) start = since;
    }
    if (!start || reaches(member.since, under, epochs)) continue;
    under.insert(*start);
    due.insert(*start);
  }
  if (!under.empty()) return due;
  for (const EpochId& head : header.heads) {
    if (epochs.records.contains(head)) return {head};
  }
  return due;
}

}  // namespace

HistoryGuard::HistoryGuard(Vault& vault, const SectionRow& section)
    : vault_(vault), section_(section), epochs_(section_epochs(vault, section.id)) {
  for (const EpochId& head : epochs_.heads) {
    for (Member member : epochs_.records.at(head).members) {
      if (member.full) continue;
      if (member.since.erase(EpochId{}) > 0) member.since.insert(head);
      starters_.push_back(std::move(member));
    }
  }
}

Records& HistoryGuard::records() {
  if (!records_) records_.emplace(vault_, section_);
  return records_->records();
}

bool HistoryGuard::is_history_for(const Member& member, const EpochId& epoch,
                                  const BatchHash& batch) {
  if (member.full || PLANT(from_now_gets_what_was_not_sent)) return false;
  return std::all_of(member.since.begin(), member.since.end(), [&](const EpochId& since) {
    const bool is_known = !since.is_zero() && epochs_.records.contains(since);
    return records().covers(is_known ? since : epoch, batch);
  });
}

bool HistoryGuard::may_lie_under(const EpochId& epoch, const BatchHash& batch) {
  const auto& members = epochs_.records.at(epoch).members;
  return std::none_of(members.begin(), members.end(),
                      [&](const Member& member) { return is_history_for(member, epoch, batch); });
}

bool HistoryGuard::may_be_placed(const BatchHash& batch) {
  return std::all_of(epochs_.heads.begin(), epochs_.heads.end(),
                     [&](const EpochId& head) { return may_lie_under(head, batch); });
}

std::int64_t seal_history(Vault& vault, const SectionRow& section, const EpochId& epoch,
                          const std::vector<Unplaced>& batches) {
  StreamRow stream = section_stream(OwnedStream::random(vault.random()), section.id);
  stream.id = put_stream(vault.db(), stream);
  keep_history_stream(vault.db(), section.id, stream.id, epoch);
  vault.db().statement("UPDATE stream SET to_close = 1 WHERE id = ?1").bind(1, stream.id).run();
  for (const Unplaced& batch : batches) {
    auto bytes = batch_bytes(vault, batch.row);
    MUST(bytes);
    const auto decoded = decode_batch(*bytes);
    MUST(decoded);
    for (const RootId& root : {decoded->header.author, root_of_author(vault.db(), section.owner)}) {
      const auto card = known_records(vault, root);
      if (!card) continue;
      const Bytes control = encode_control(ControlType::card, encode_card(*card));
      seal_into(vault, stream, {static_cast<std::uint8_t>(PayloadKind::control), control},
                control_name(control).view());
    }
    seal_into(vault, stream, {static_cast<std::uint8_t>(PayloadKind::batch), std::move(*bytes)},
              batch.hash.view());
    set_place(vault.db(), batch.row, Place::in_a_stream);
  }
  return stream.id;
}

void place_history(Vault& vault, const SectionRow& section) {
  HistoryGuard guard(vault, section);
  if (guard.guards_nothing()) return;
  std::map<EpochId, std::vector<Unplaced>> due;
  for (const Unplaced& batch : unplaced(vault.db(), section.id, false)) {
    if (guard.may_be_placed(batch.hash)) continue;
    const auto bytes = batch_bytes(vault, batch.row);
    MUST(bytes);
    const auto decoded = decode_batch(*bytes);
    MUST(decoded);
    const auto under = lies_under(vault, section, guard.epochs(), batch.hash);
    for (const EpochId& epoch : places_for(guard, decoded->header, batch.hash, under)) {
      due[epoch].push_back(batch);
    }
  }
  for (const auto& [epoch, batches] : due) seal_history(vault, section, epoch, batches);
}

std::vector<HistoryStream> history_streams(Database& db, std::int64_t section) {
  std::vector<std::pair<std::int64_t, EpochId>> found;
  auto& rows =
      db.statement("SELECT stream, epoch FROM history_stream WHERE section = ?1").bind(1, section);
  while (rows.step()) found.emplace_back(rows.integer(0), rows.id<EpochId>(1));
  std::vector<HistoryStream> streams;
  for (const auto& [row, epoch] : found) {
    const auto stream = stream_row(db, row);
    MUST(stream);
    streams.push_back({*stream, epoch});
  }
  return streams;
}

void keep_history_stream(Database& db, std::int64_t section, std::int64_t stream,
                         const EpochId& epoch) {
  db.statement("INSERT OR IGNORE INTO history_stream (stream, section, epoch) VALUES (?1, ?2, ?3)")
      .bind(1, stream)
      .bind(2, section)
      .bind(3, epoch)
      .run();
}

}  // namespace alongside
