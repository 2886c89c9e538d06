#include "client/store/placing.h"

#include <algorithm>
#include <map>

#include "client/store/ended_devices.h"
#include "client/store/epochs.h"
#include "client/store/history_streams.h"
#include "client/store/section_records.h"
#include "client/store/standing.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// For each stream of a section: the EPOCHs that are neither its own nor earlier than those.
std::map<std::int64_t, std::vector<EpochId>> later_epochs(Vault& vault, std::int64_t section) {
  const std::vector<SignedEpoch> epochs = epochs_of(vault, section);
  std::map<Address, std::set<EpochId>> inside;  // own and earlier ones
  for (const SignedEpoch& epoch : epochs) {
    auto& own = inside[epoch.record.stream];
    own.insert(epoch.id);
    own.insert(epoch.record.past.begin(), epoch.record.past.end());
  }
  std::map<std::int64_t, std::vector<EpochId>> later;
  for (const auto& [address, own] : inside) {
    const auto stream = find_stream(vault.db(), address);
    if (!stream) continue;
    auto& list = later[stream->id];
    for (const SignedEpoch& epoch : epochs) {
      if (!own.contains(epoch.id)) list.push_back(epoch.id);
    }
  }
  for (const HistoryStream& history : history_streams(vault.db(), section)) {
    const auto own = std::find_if(epochs.begin(), epochs.end(), [&](const SignedEpoch& epoch) {
      return epoch.id == history.epoch;
    });
    if (own == epochs.end()) continue;
    auto& list = later[history.stream.id];
    for (const SignedEpoch& epoch : epochs) {
      const bool is_later = epoch.id != own->id && !own->record.past.contains(epoch.id);
      if (is_later) list.push_back(epoch.id);
    }
  }
  return later;
}

struct Lying {
  std::int64_t row = 0;
  BatchHash hash;
  Place place = Place::nowhere;
  bool is_held = false;
  bool is_moved = false;              // lay in a stream that was dropped
  std::vector<std::int64_t> streams;  // that hold it, or still take it
};

std::vector<Lying> batches_and_streams(Database& db, std::int64_t section) {
  std::vector<Lying> all;
  static const std::string sql =
      "SELECT batch.id, batch.hash, batch.placed, batch.standing = 1, found.stream, batch.moved "
      "FROM batch LEFT JOIN (SELECT blob.content AS content, blob.stream AS stream FROM blob JOIN "
      "stream ON stream.id = blob.stream WHERE " +
      std::string(kHoldsWhatItHas) +
      ") AS found ON found.content = batch.hash WHERE batch.section = ?1 AND batch.hash IS NOT "
      "NULL ORDER BY batch.id";
  auto& rows = db.statement(sql).bind(1, section);
  while (rows.step()) {
    if (all.empty() || all.back().row != rows.integer(0)) {
      all.push_back({rows.integer(0),
                     rows.id<BatchHash>(1),
                     static_cast<Place>(rows.integer(2)),
                     rows.integer(3) != 0,
                     rows.integer(5) != 0,
                     {}});
    }
    if (!rows.is_null(4)) all.back().streams.push_back(rows.integer(4));
  }
  return all;
}

// Whether what lay in a dropped stream is with the owner for sure, or will be: where a copy of that
// stream is here as a whole and this batch is not in it, the one who copied never had it.
bool is_left_alone(Database& db, const Lying& batch) {
  if (!batch.is_moved || PLANT(what_was_dropped_unseen_is_lost)) return batch.is_moved;
  auto& query =
      db.statement(
            "SELECT 1 FROM blob JOIN epoch ON epoch.stream = blob.stream JOIN "
            "history_stream ON history_stream.epoch = epoch.epoch JOIN stream ON "
            "stream.id = history_stream.stream WHERE blob.content = ?1 AND stream.state = "
            "1 AND stream.recheck = 0 LIMIT 1")
          .bind(1, batch.hash);
  return !first_row(query, [](Statement&) { return true; });
}

}  // namespace

void find_places(Vault& vault, const SectionRow& section) {
  const auto later = later_epochs(vault, section.id);
  HistoryGuard guard(vault, section);
  const auto is_settled = [&](std::int64_t stream, const BatchHash& batch) {
    const auto others = later.find(stream);
    return others != later.end() &&
           std::all_of(others->second.begin(), others->second.end(), [&](const EpochId& epoch) {
             return guard.records().covers(epoch, batch) || PLANT(old_streams_are_enough);
           });
  };
  const bool may_place =
      section.may_write && is_readable(vault, section) && !is_removed_here(vault, section);
  for (const Lying& batch : batches_and_streams(vault.db(), section.id)) {
    const bool is_there = std::any_of(batch.streams.begin(), batch.streams.end(), [&](auto stream) {
      return batch.is_held || is_settled(stream, batch.hash);
    });
    const bool stays = !is_there && !section.is_owner() && is_left_alone(vault.db(), batch);
    Place now = is_there || stays ? Place::in_a_stream : Place::nowhere;
    const bool was_told = batch.place == Place::in_the_owners_inbox;
    const bool stays_told = !may_place || batch.is_held || !guard.may_be_placed(batch.hash);
    if (!is_there && !stays && was_told && stays_told) now = Place::in_the_owners_inbox;
    if (now != batch.place) set_place(vault.db(), batch.row, now);
  }
}

std::vector<Unplaced> unplaced(Database& db, std::int64_t section, bool held) {
  std::vector<Unplaced> batches;
  auto& rows = db.statement(
                     "SELECT id, hash FROM batch WHERE section = ?1 AND placed = 0 AND "
                     "hash IS NOT NULL AND (standing = 1) = ?2 ORDER BY id")
                   .bind(1, section)
                   .bind(2, held);
  while (rows.step()) batches.push_back({rows.integer(0), rows.id<BatchHash>(1)});
  return batches;
}

void set_place(Database& db, std::int64_t batch, Place place) {
  db.statement("UPDATE batch SET placed = ?2 WHERE id = ?1")
      .bind(1, batch)
      .bind(2, static_cast<std::int64_t>(place))
      .run();
}

}  // namespace alongside
