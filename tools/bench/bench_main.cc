#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <unordered_set>

#include "client/store/edits.h"
#include "client/store/log.h"
#include "tests/simulation/charity.h"
#include "tools/bench/sharing_bench.h"
#include "tools/bench/workload.h"

// Measures the product's own path (vault encrypted, signed, durable; the server without HTTP) on
// the shared workload: W1, W2, W3, W5 of docs/performance.md. JSON lines on standard output.

namespace alongside {
namespace {

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double wall_ms() {
  using namespace std::chrono;
  return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

double percentile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

Bytes encoded(const WorkloadRow& row) {
  return encode_value(Text{row.value, "coach", "en"}).value();
}

Change change_of(const WorkloadRow& row) {
  Change change{kKindNote, row.record, {}, 0};
  Op op;
  op.field = row.field;
  op.value = encoded(row);
  change.ops.push_back(std::move(op));
  return change;
}

// One row as one change, many to a transaction: only to fill the first device.
void write_all(Charity& charity, Vault& vault, const SpaceId& space,
               const std::vector<WorkloadRow>& rows) {
  for (std::size_t at = 0; at < rows.size();) {
    Transaction transaction(vault.db());
    for (std::size_t end = std::min(at + 1000, rows.size()); at < end; ++at) {
      charity.clock.now = rows[at].at;
      const auto section = ready_to_write(vault, space, kSectionNotes);
      append_changes(vault, section.value(), {change_of(rows[at])});
    }
    transaction.commit();
  }
}

// One row as a person's edit: its own transaction, durable when it is back.
void edit_one(Charity& charity, Vault& vault, const SpaceId& space, const WorkloadRow& row) {
  charity.clock.now = row.at;
  const FieldEdit edit{row.field, Text{row.value, "coach", "en"}, std::nullopt};
  const EntryName note{space, kSectionNotes, kKindNote, row.record};
  if (!set_entry(vault, note, {edit}).value()) std::abort();
}

void print_sync(const char* name, const char* what, const SyncReport& report, double cpu,
                double wall) {
  std::printf(
      "{\"w\":\"%s\",\"what\":\"%s\",\"cpu_ms\":%.1f,\"wall_ms\":%.1f,\"requests\":%llu,"
      "\"bytes_up\":%llu,\"bytes_down\":%llu,\"received\":%llu,\"sent\":%llu}\n",
      name, what, cpu, wall, static_cast<unsigned long long>(report.requests),
      static_cast<unsigned long long>(report.bytes_up),
      static_cast<unsigned long long>(report.bytes_down),
      static_cast<unsigned long long>(report.received),
      static_cast<unsigned long long>(report.sent));
  std::fflush(stdout);
}

SyncReport timed_sync(Charity& charity, Vault& vault, const char* name, const char* what) {
  const double server = charity.server_cpu_ms();
  const double cpu = cpu_ms(), wall = wall_ms();
  const SyncReport report = charity.sync(vault);
  print_sync(name, what, report, cpu_ms() - cpu - (charity.server_cpu_ms() - server),
             wall_ms() - wall);
  return report;
}

std::uintmax_t disk_bytes(Vault& vault, const std::filesystem::path& folder) {
  vault.db().checkpoint_truncate();
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() == "vault.db") {
      bytes = std::max(bytes, entry.file_size());
    }
  }
  return bytes;
}

void measure_bare_fdatasync(const std::filesystem::path& folder) {
  const std::string path = folder / "bare";
  const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  std::vector<double> times;
  const char bytes[200] = {};
  for (int i = 0; i < 500; ++i) {
    const double start = wall_ms();
    if (::write(file, bytes, sizeof bytes) < 0 || ::fdatasync(file) != 0) std::abort();
    times.push_back(wall_ms() - start);
  }
  ::close(file);
  std::printf(
      "{\"w\":\"W3\",\"what\":\"bare write and fdatasync\",\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n",
      percentile(times, .5), percentile(times, .99));
}

void measure_edits(Charity& charity, Vault& vault, const SpaceId& space,
                   const std::vector<WorkloadRow>& rows) {
  std::vector<double> times;
  for (std::size_t i = 0; i < 500; ++i) {
    WorkloadRow row = rows[i * 7 % rows.size()];
    row.value = "edit " + std::to_string(i) + row.value;
    row.value.resize(120);
    const double start = wall_ms();
    edit_one(charity, vault, space, row);
    times.push_back(wall_ms() - start);
  }
  std::printf(
      "{\"w\":\"W3\",\"what\":\"one durable local edit\",\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n",
      percentile(times, .5), percentile(times, .99));
}

void measure_catch_up(Charity& charity, Vault& a, Vault& b, const SpaceId& space,
                      const std::vector<WorkloadRow>& extra) {
  for (const char side : {'B', 'L'}) {
    for (const WorkloadRow& row : extra) {
      if (row.side == 'A' && side == 'B') edit_one(charity, a, space, row);
      if (row.side == side) edit_one(charity, b, space, row);
    }
    const char* what = side == 'B' ? "100 + 100 changes" : "100 changes made 30 days earlier";
    charity.sync(a);
    timed_sync(charity, b, "W2", what);
    timed_sync(charity, a, "W2",
               side == 'B' ? "the other side fetches them" : "the other side, late ones");
  }
}

// The extra rows of records that are there; the late ones get words of their own, since the
// workload gives them those of B's others, and saving the same words again writes nothing.
std::vector<WorkloadRow> extra_rows(const std::string& path, const std::vector<WorkloadRow>& rows) {
  std::unordered_set<EntityId> records;
  for (const WorkloadRow& row : rows) records.insert(row.record);
  std::vector<WorkloadRow> extra;
  for (WorkloadRow& row : read_workload(path + ".extra", true)) {
    if (row.side == 'L') row.value.replace(0, 4, "late");
    if (records.count(row.record) != 0) extra.push_back(std::move(row));
  }
  return extra;
}

int run(const std::string& path, std::size_t limit) {
  std::vector<WorkloadRow> rows = read_workload(path, false);
  if (limit != 0 && limit < rows.size()) rows.resize(limit);
  Charity charity;
  Vault& a = charity.add_coach("Ade");
  Vault& b = charity.add_coach("Bea");
  charity.introduce();
  const SpaceId mo = add_person(a, "Mo", "en").value();
  if (!share_section(a, {.space = mo,
                         .section = kSectionNotes,
                         .contact = b.me(),
                         .why = "bench",
                         .language = "en",
                         .write = true})) {
    return 1;
  }
  charity.sync(a);
  charity.sync(b);
  write_all(charity, a, mo, rows);
  timed_sync(charity, a, "W1", "the first device sends");
  const SyncReport report = timed_sync(charity, b, "W1", "a new device applies");
  const auto changes = static_cast<double>(rows.size());
  std::printf("{\"w\":\"W5\",\"wire_per_change\":%.1f,\"disk_per_change\":%.1f,\"changes\":%.0f}\n",
              static_cast<double>(report.bytes_down) / changes,
              static_cast<double>(disk_bytes(b, charity.folder())) / changes, changes);
  if (digests(a, mo).back().digest != digests(b, mo).back().digest) {
    std::fprintf(stderr, "The two devices do not agree.\n");
    return 1;
  }
  charity.sync(b);
  measure_catch_up(charity, a, b, mo, extra_rows(path, rows));
  measure_bare_fdatasync(charity.folder());
  measure_edits(charity, a, mo, rows);
  measure_bare_fdatasync(charity.folder());
  return 0;
}

}  // namespace
}  // namespace alongside

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: alongside-bench WORKLOAD [ROWS] | --sharing\n");
    return 2;
  }
  if (std::string_view(argv[1]) == "--sharing") return alongside::measure_sharing();
  return alongside::run(argv[1], argc == 3 ? std::stoul(argv[2]) : 0);
}
