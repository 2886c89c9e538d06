#include "tools/bench/sharing_bench.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>

#include "client/store/edits.h"
#include "client/store/log.h"
#include "shared/base/check.h"
#include "tests/simulation/charity.h"

namespace alongside {
namespace {

constexpr int kReaders = 5;
constexpr int kTimes = 30;
constexpr int kNotes = 2000;
constexpr int kPeople = 30;

struct Times {
  std::vector<double> wall_ms;
  double cpu_ms = 0;  // of all of them
};

void time_one(Times& times, const std::function<void()>& code) {
  using namespace std::chrono;
  const auto start = steady_clock::now();
  const std::clock_t cpu = std::clock();
  code();
  times.cpu_ms += static_cast<double>(std::clock() - cpu) * 1e3 / CLOCKS_PER_SEC;
  times.wall_ms.push_back(duration<double, std::milli>(steady_clock::now() - start).count());
}

void print_times(const char* what, Times& taken) {
  std::vector<double>& times = taken.wall_ms;
  std::sort(times.begin(), times.end());
  std::printf(
      "{\"w\":\"sharing\",\"what\":\"%s\",\"times\":%zu,\"median_ms\":%.1f,\"worst_ms\":%.1f,"
      "\"mean_cpu_ms\":%.1f}\n",
      what, times.size(), times[times.size() / 2], times.back(),
      taken.cpu_ms / static_cast<double>(times.size()));
  std::fflush(stdout);
}

void add_note(Vault& vault, const SpaceId& space, int number) {
  const FieldEdit body{kNoteBody, Text{"note " + std::to_string(number), "coach", "en"},
                       std::nullopt};
  MUST(add_entry(vault, {space, kSectionNotes}, kKindNote, {body}));
}

void give(Vault& owner, const SpaceId& space, std::uint64_t section, Vault& reader) {
  MUST(share_section(owner, {.space = space,
                             .section = section,
                             .contact = reader.me(),
                             .why = "bench",
                             .language = "en",
                             .write = true}));
}

// Notes are shared with five, one of whom is stopped and admitted again and again: each time the
// keys go to all others, too.
void measure_share_and_stop() {
  Charity charity;
  Vault& ade = charity.add_coach("Ade");
  std::vector<Vault*> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.push_back(&charity.add_coach("Reader " + std::to_string(i)));
  }
  charity.introduce();
  const SpaceId mo = add_person(ade, "Mo", "en").value();
  for (int i = 0; i < kNotes; ++i) {
    add_note(ade, mo, i);
    if (i % 20 == 0) charity.sync(ade);  // a batch of its own every 20
  }
  for (Vault* reader : readers) give(ade, mo, kSectionNotes, *reader);
  charity.sync(ade);
  for (Vault* reader : readers) charity.sync(*reader);
  Times shares, stops;
  for (int i = 0; i < kTimes; ++i) {
    Vault& one = *readers[static_cast<std::size_t>(i % kReaders)];
    add_note(ade, mo, kNotes + i);
    time_one(stops, [&] { MUST(stop_sharing(ade, {mo, kSectionNotes, one.me()})); });
    time_one(shares, [&] { give(ade, mo, kSectionNotes, one); });
  }
  print_times("a share, five readers, 2,000 notes in 100 batches, offline", shares);
  print_times("a stop, the same", stops);
}

// A section is there from its first writing on.
void begin(Vault& vault, const SpaceId& space, std::uint64_t section) {
  Transaction transaction(vault.db());
  MUST(ready_to_write(vault, space, section));
  transaction.commit();
}

// Every section of thirty people, each read by `readers` others.
void measure_idle_sync(std::size_t readers) {
  Charity charity;
  Vault& ade = charity.add_coach("Ade");
  std::vector<Vault*> others;
  for (std::size_t i = 0; i < readers; ++i) {
    others.push_back(&charity.add_coach("Reader " + std::to_string(i)));
  }
  charity.introduce();
  int sections = 0;
  for (int i = 0; i < kPeople; ++i) {
    const SpaceId person = add_person(ade, "Person " + std::to_string(i), "en").value();
    for (const SectionSpec& section : all_sections()) {
      if (section.space != SpaceOf::person || !section.shareable) continue;
      ++sections;
      for (Vault* other : others) {
        if (section.number != kSectionPerson) give(ade, person, section.number, *other);
      }
      begin(ade, person, section.number);
    }
  }
  for (int round = 0; round < 3; ++round) {
    charity.sync(ade);
    for (Vault* other : others) charity.sync(*other);
  }
  std::vector<Vault*> idle{&ade};
  if (!others.empty()) idle.push_back(others.front());
  for (Vault* vault : idle) {
    const SyncReport report = charity.sync(*vault);
    std::printf(
        "{\"w\":\"sharing\",\"what\":\"a sync with nothing to tell\",\"who\":\"%s\",\"people\":%d,"
        "\"sections\":%d,\"readers\":%zu,\"requests\":%llu,\"bytes_up\":%llu,\"bytes_down\":%llu}"
        "\n",
        vault == &ade ? "keeper" : "reader", kPeople, sections, readers,
        static_cast<unsigned long long>(report.requests),
        static_cast<unsigned long long>(report.bytes_up),
        static_cast<unsigned long long>(report.bytes_down));
  }
}

}  // namespace

int measure_sharing() {
  measure_share_and_stop();
  for (const std::size_t readers : {0u, 1u, 3u}) measure_idle_sync(readers);
  return 0;
}

}  // namespace alongside
