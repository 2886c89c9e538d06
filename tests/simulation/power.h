#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/sim_disk.h"

namespace alongside {

// Power-loss replay (docs/reliability.md): a workload runs on a recording disk; for every sync of
// it, what a power cut just before that sync can have left is opened again and looked at.

struct PowerReport {
  std::uint64_t images = 0;           // opened again
  std::uint64_t corrupt = 0;          // would not open, or integrity_check found something
  std::uint64_t lost = 0;             // something acknowledged was missing
  std::vector<std::string> examples;  // the first few
};

// Looks at what a power cut left. Gives what is wrong in one sentence, or nothing; `is_lost` where
// something acknowledged is missing.
struct Finding {
  std::string what;
  bool is_lost = false;
};
using Inspect = std::function<std::optional<Finding>(const DiskImage& left)>;

// Collects the images of a workload while it runs. Before each sync of `disk` it opens: nothing of
// what is pending; each prefix of the pending writes, the last one torn at every `tear` × 512
// bytes; and `subsets` random subsets. `inspect` must hold everything that was acknowledged by
// then.
class PowerCuts {
 public:
  PowerCuts(SimDisk& disk, Inspect inspect, std::size_t tear, std::size_t subsets);
  ~PowerCuts();
  PowerCuts(const PowerCuts&) = delete;
  PowerCuts& operator=(const PowerCuts&) = delete;

  // The moment after the workload, without another sync.
  void cut_now();
  const PowerReport& report() const { return report_; }

 private:
  void look_at(const DiskImage& left);

  SimDisk& disk_;
  Inspect inspect_;
  std::size_t tear_;
  std::size_t subsets_;
  std::uint64_t drawn_ = 1;
  PowerReport report_;
};

// Notes, goals, drafts and syncs on an encrypted vault. At least 2,000 images.
PowerReport power_cuts_of_a_vault(std::uint64_t seed);
// Pushes of several devices on a server. At least 2,000 images.
PowerReport power_cuts_of_a_server(std::uint64_t seed);

}  // namespace alongside
