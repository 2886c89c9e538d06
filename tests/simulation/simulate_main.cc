#include <CLI/CLI.hpp>
#include <iostream>

#include "shared/sign/signature.h"
#include "tests/simulation/simulate.h"

namespace {

void print_failures(const alongside::RunReport& report) {
  for (const std::string& failure : report.failures) {
    std::cout << "seed " << report.seed << ": " << failure << "\n";
  }
}

int run_seeds(std::uint64_t first, std::uint64_t seeds) {
  alongside::RunCounts sum;
  std::uint64_t failed = 0;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    const alongside::RunReport report = alongside::simulate(seed);
    print_failures(report);
    failed += report.failures.empty() ? 0 : 1;
    sum.edits += report.counts.edits;
    sum.shares += report.counts.shares;
    sum.syncs += report.counts.syncs;
    sum.requests += report.counts.requests;
    sum.crashes += report.counts.crashes;
    sum.server_crashes += report.counts.server_crashes;
    sum.restores += report.counts.restores;
    sum.versions_apart += report.counts.versions_apart;
    sum.newer_blobs += report.counts.newer_blobs;
  }
  std::cout << sum.edits << " edits, " << sum.shares << " shares, " << sum.syncs << " syncs, "
            << sum.requests << " requests, " << sum.crashes << " device crashes, "
            << sum.server_crashes << " server crashes, " << sum.restores << " servers restored, "
            << sum.versions_apart << " fields seen in several versions, " << sum.newer_blobs
            << " blobs of a newer app\n"
            << seeds << " seeds run, " << failed << " failed\n";
  return failed == 0 ? 0 : 1;
}

}  // namespace

// alongside-simulate --seeds N [--first K], or --seed S for one run.
int main(int argc, char** argv) {
  CLI::App app("Runs the simulated world: real vaults, real exchange, real server log; one seed, one run.");
  std::uint64_t seeds = 20, first = 1, seed = 0;
  app.add_option("--seeds", seeds, "how many runs");
  app.add_option("--first", first, "the first seed");
  const auto* one = app.add_option("--seed", seed, "only this seed");
  CLI11_PARSE(app, argc, argv);
  alongside::start_crypto();
  return *one ? run_seeds(seed, 1) : run_seeds(first, seeds);
}
