#include <iostream>

#include <CLI/CLI.hpp>

#include "shared/sign/signature.h"
#include "tests/simulation/mutations.h"
#include "tests/simulation/power.h"
#include "tests/simulation/simulate.h"

namespace alongside {
namespace {

int run_seeds(std::uint64_t first, std::uint64_t seeds) {
  RunCounts sum;
  std::uint64_t failed = 0;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    const RunReport report = simulate(seed);
    for (const std::string& failure : report.failures) {
      std::cout << "seed " << seed << ": " << failure << "\n";
    }
    failed += report.failures.empty() ? 0 : 1;
    sum += report.counts;
  }
  std::cout << sum.edits << " edits, " << sum.shares << " shares, " << sum.stops << " stops, "
            << sum.kept << " late notes kept, " << sum.syncs << " syncs, " << sum.requests
            << " requests, " << sum.lost << " of them or their answers lost, " << sum.crashes
            << " device crashes, " << sum.server_crashes << " server crashes, " << sum.restores
            << " servers restored, " << sum.versions_apart << " fields seen in several versions, "
            << sum.newer_blobs << " blobs of a newer app, " << sum.lies << " lies of servers, "
            << sum.forgeries << " forgeries of members, " << sum.recovered << " devices recovered, "
            << sum.erased << " entries erased, " << sum.added << " devices added, " << sum.removed
            << " removed, " << sum.handed_over << " records handed over, " << sum.erased_whole
            << " erased whole, " << sum.joined << " joined or unjoined\n"
            << seeds << " seeds run, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}

int run_power_cuts(const std::string& of, std::uint64_t seed) {
  const PowerReport report =
      of == "server" ? power_cuts_of_a_server(seed) : power_cuts_of_a_vault(seed);
  for (const std::string& example : report.examples) std::cout << example << "\n";
  std::cout << report.images << " power cuts of a " << of << ", " << report.lost << " lost, "
            << report.corrupt << " corrupt\n";
  constexpr std::uint64_t kFewestImages = 2000;
  return report.images >= kFewestImages && report.lost + report.corrupt == 0 ? 0 : 1;
}

int run(int argc, char** argv) {
  CLI::App app(
      "Runs the simulated world: real vaults, real exchange, real server log; one seed, one run.");
  std::uint64_t seeds = 20, first = 1, seed = 1;
  std::string power_of, mutation;
  app.add_option("--seeds", seeds, "how many runs");
  app.add_option("--first", first, "the first seed");
  const auto* one = app.add_option("--seed", seed, "only this seed");
  const auto* power =
      app.add_option("--power", power_of, "replay power cuts of a vault or a server")
          ->check(CLI::IsMember({"vault", "server"}));
  bool all_bugs = false;
  app.add_flag("--mutations", all_bugs, "see every planted bug caught");
  const auto* one_bug = app.add_option("--mutation", mutation, "see this planted bug caught");
  WhichMutations which;
  app.add_option("--part", which.part, "of the planted bugs only this part, from 1")
      ->check(CLI::PositiveNumber);
  app.add_option("--parts", which.parts, "into so many parts")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  start_crypto();
  which.only = mutation;
  if (all_bugs || *one_bug) return run_mutations(which) == 0 ? 0 : 1;
  if (*power) return run_power_cuts(power_of, seed);
  return *one ? run_seeds(seed, 1) : run_seeds(first, seeds);
}

}  // namespace
}  // namespace alongside

// alongside-simulate --seeds N [--first K] | --seed S | --power vault|server |
// --mutations [--part K --parts N]
int main(int argc, char** argv) { return alongside::run(argc, argv); }
