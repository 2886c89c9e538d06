#include "client/store/standing.h"

#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/judge.h"
#include "client/store/log.h"
#include "client/store/writer.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/message.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// What counts for me under the newest EPOCHs.
struct Mine {
  std::set<AdmissionId> reading, writing;
  std::optional<TimeMs> until;
};

bool has_me(Vault& vault, const std::set<DeviceId>& devices) {
  return devices.contains(vault.device().id()) || devices.contains(writer_id(vault));
}

Mine my_part(Vault& vault, const SectionRow& section) {
  std::set<AdmissionId> over;
  bool is_ended = false;
  for (const KeptNotice& kept : notices_of(vault.db(), section)) {
    const auto notice = decode_notice(kept.record);
    MUST(notice);
    over.insert(notice->stopped.begin(), notice->stopped.end());
    is_ended = is_ended || has_me(vault, notice->ended);
  }
  const SectionEpochs epochs = section_epochs(vault, section.id);
  Mine mine;
  for (const EpochId& id : epochs.heads) {
    const EpochRecord& head = epochs.records.at(id);
    is_ended = is_ended || has_me(vault, head.ended);
    for (const Member& member : head.members) {
      if (!is_kept_here(vault.db(), author_number(vault.db(), member.root))) continue;
      const auto counts = [&](const AdmissionId& admission) { return !over.contains(admission); };
      std::copy_if(member.admissions.begin(), member.admissions.end(),
                   std::inserter(mine.reading, mine.reading.end()), counts);
      std::copy_if(member.writers.begin(), member.writers.end(),
                   std::inserter(mine.writing, mine.writing.end()), counts);
      if (member.until) mine.until = std::min(mine.until.value_or(*member.until), *member.until);
    }
  }
  return is_ended ? Mine{} : mine;
}

// A chain goes on under its admission for as long as that counts.
AdmissionId pick(const std::set<AdmissionId>& from, const AdmissionId& now) {
  return from.contains(now) ? now : *from.begin();
}

void write_standing(Database& db, const SectionRow& section) {
  db.statement(
        "UPDATE section SET admission = ?2, may_write = ?3, out = ?4, until_ms = ?5, to_publish "
        "= 1 WHERE id = ?1")
      .bind(1, section.id)
      .bind(2, section.admission)
      .bind(3, section.may_write)
      .bind(4, static_cast<std::int64_t>(section.reading))
      .bind(5, section.until)
      .run();
}

bool has_run_out(Vault& vault, const SectionRow& section) {
  if (!section.until || section.is_owner()) return false;
  const TimeMs now = std::max(vault.now_ms(), signed_time(vault.db()));
  return now >= *section.until;
}

}  // namespace

void update_standing(Vault& vault, std::int64_t section_id) {
  const auto before = section_row(vault.db(), section_id);
  MUST(before);
  if (before->is_owner()) return;
  const Mine mine = my_part(vault, *before);
  SectionRow now = *before;
  if (mine.reading.empty()) {
    const bool is_clean = before->reading == Reading::wiped && epochs_of(vault, section_id).empty();
    if (before->reading == Reading::ended || is_clean) return;
    now.reading = Reading::ended;
    now.may_write = false;
    now.until.reset();
  } else {
    now.reading = Reading::in;
    now.may_write = !mine.writing.empty();
    now.admission = pick(now.may_write ? mine.writing : mine.reading, before->admission);
    now.until = mine.until;
  }
  close_open_batch(vault, section_id);
  write_standing(vault.db(), now);
  vault.touch();
}

void judge_anew(Vault& vault, const std::set<std::int64_t>& sections) {
  for (const std::int64_t section : sections) {
    update_standing(vault, section);
    judge_section(vault, section);
  }
}

bool is_readable(Vault& vault, const SectionRow& section) {
  if (section.reading != Reading::in) return false;
  if (section.number != kSectionPerson || section.is_owner()) return !has_run_out(vault, section);
  // The name goes with the rest: it shows while anything else of the person does.
  bool has_others = false;
  for (const SectionRow& other : sections_of(vault.db(), section.space_row)) {
    if (other.number == kSectionPerson || other.reading != Reading::in) continue;
    has_others = true;
    if (!has_run_out(vault, other)) return true;
  }
  return !has_others;
}

TimeMs signed_time(Database& db) {
  auto& query = db.statement("SELECT time_floor_ms FROM home");
  return first_row(query, [](Statement& row) { return row.integer(0); }).value_or(0);
}

TimeMs time_of_ends(Vault& vault) {
  return PLANT(device_clock_ends_shares) ? vault.now_ms() : signed_time(vault.db());
}

std::vector<KeptNotice> notices_of(Database& db, const SectionRow& section) {
  std::vector<KeptNotice> notices;
  auto& rows = db.statement(
                     "SELECT hash, record FROM notice WHERE space = ?1 AND number = ?2 AND sender "
                     "= ?3 ORDER BY id")
                   .bind(1, section.space)
                   .bind(2, section.number)
                   .bind(3, section.owner);
  while (rows.step()) notices.push_back({rows.id<Hash>(0), copy_of(rows.blob(1))});
  return notices;
}

}  // namespace alongside
