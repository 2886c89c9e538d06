#include "tests/simulation/mutations.h"

#include <array>
#include <iostream>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "tests/simulation/power.h"
#include "tests/simulation/simulate.h"

namespace alongside {
namespace {

enum class Check { simulation, power_of_a_vault, power_of_a_server };

struct Mutation {
  std::string_view name;
  Check check = Check::simulation;
};

constexpr std::uint64_t kMostSeeds = 150;
constexpr unsigned kMostSeconds = 900;
constexpr int kCaught = 10;

constexpr Mutation kMutations[] = {
    {"saved_before_commit"},
    {"replaces_what_was_not_shown"},
    {"unchanged_save_writes"},
    {"batch_not_closed_before_foreign"},
    {"marks_are_answered"},
    {"deps_are_forgotten"},
    {"placed_without_a_blob"},
    {"card_is_not_sent"},
    {"sent_without_a_receipt"},
    {"inbox_messages_are_left_once"},
    {"reorder_keeps_receipts"},
    {"heals_with_own_blobs_only"},
    {"waiting_messages_are_dropped"},
    {"unknown_kinds_are_dropped"},
    {"store_position_without_batch"},
    {"clock_decides"},
    {"fold_ignores_replaces"},
    {"removal_wins"},
    {"exchange_skips_digest"},
    {"exchange_ignores_what_the_server_lost"},
    {"exchange_heals_nothing"},
    {"server_receipt_before_commit"},
    {"server_forgets_on_duplicate"},
    {"nothing_is_closed"},
    {"a_stop_keeps_the_key"},
    {"nothing_is_wiped"},
    {"late_notes_are_dropped"},
    {"old_streams_are_enough"},
    {"from_now_gets_everything"},
    {"from_now_gets_what_was_not_sent"},
    {"stops_of_anyone_count"},
    {"epochs_of_anyone_count"},
    {"device_clock_ends_shares"},
    {"grants_stay_in_the_inbox"},
    {"the_base_is_forgotten"},
    {"stops_are_not_told"},
    {"own_devices_get_nothing"},
    {"commits_are_not_synced", Check::power_of_a_vault},
    {"commits_are_not_synced", Check::power_of_a_server},
};

#ifdef ALONGSIDE_PLANTS

// What catches the planted bug; nothing: it survives.
std::optional<std::string> catch_it(Check check) {
  if (check == Check::simulation) {
    for (std::uint64_t seed = 1; seed <= kMostSeeds; ++seed) {
      const RunReport report = simulate(seed);
      if (report.failures.empty()) continue;
      return "seed " + std::to_string(seed) + ": " + report.failures.front();
    }
    return std::nullopt;
  }
  const PowerReport report =
      check == Check::power_of_a_vault ? power_cuts_of_a_vault(1) : power_cuts_of_a_server(1);
  if (report.lost + report.corrupt == 0) return std::nullopt;
  return std::to_string(report.lost) + " of " + std::to_string(report.images) +
         " power cuts: " + report.examples.front();
}

// In the child: never comes back.
[[noreturn]] void run_child(const Mutation& mutation, int out) {
  planted_bug = mutation.name;
  alarm(kMostSeconds);
  const auto caught = catch_it(mutation.check);
  if (caught) MUST(write(out, caught->data(), caught->size()) >= 0);
  _exit(caught ? kCaught : 0);
}

std::string read_all(int from) {
  std::string text;
  std::array<char, 512> part;
  for (ssize_t got = 0; (got = read(from, part.data(), part.size())) > 0;) {
    text.append(part.data(), static_cast<std::size_t>(got));
  }
  return text;
}

// True: caught.
bool run_one(const Mutation& mutation) {
  std::array<int, 2> ends{};
  MUST(pipe(ends.data()) == 0);
  std::cout << mutation.name << ": " << std::flush;
  const pid_t child = fork();
  MUST(child >= 0);
  if (child == 0) run_child(mutation, ends[1]);
  close(ends[1]);
  const std::string words = read_all(ends[0]);
  close(ends[0]);
  int state = 0;
  MUST(waitpid(child, &state, 0) == child);
  const bool stopped_itself = WIFSIGNALED(state) && WTERMSIG(state) == SIGABRT;
  const bool is_caught = stopped_itself || (WIFEXITED(state) && WEXITSTATUS(state) == kCaught);
  std::cout << (stopped_itself ? "caught: a check of the program's own stopped it"
                : is_caught    ? "caught: " + words
                               : "SURVIVED")
            << "\n";
  return is_caught;
}

#endif

}  // namespace

std::uint64_t run_mutations(const WhichMutations& which) {
#ifdef ALONGSIDE_PLANTS
  std::uint64_t run = 0, survived = 0, place = 0;
  for (const Mutation& mutation : kMutations) {
    if (place++ % which.parts != which.part - 1) continue;
    if (!which.only.empty() && which.only != mutation.name) continue;
    ++run;
    survived += run_one(mutation) ? 0 : 1;
  }
  std::cout << run << " planted bugs, " << run - survived << " caught\n";
  return survived + (run == 0 ? 1 : 0);
#else
  static_cast<void>(which);
  std::cerr << "This build has no planted bugs (ALONGSIDE_PLANTS).\n";
  return std::size(kMutations);
#endif
}

}  // namespace alongside
