#include "tests/simulation/power.h"

#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

constexpr std::size_t kMostExamples = 5;

}  // namespace

PowerCuts::PowerCuts(SimDisk& disk, Inspect inspect, std::size_t tear, std::size_t subsets)
    : disk_(disk), inspect_(std::move(inspect)), tear_(tear), subsets_(subsets) {
  disk_.before_sync = [this] { cut_now(); };
}

PowerCuts::~PowerCuts() { disk_.before_sync = nullptr; }

void PowerCuts::cut_now() {
  const auto& pending = disk_.pending();
  const auto prefix = [&](std::size_t whole, std::size_t of_next) {
    return disk_.image_after_power_cut([&](std::size_t i) -> std::size_t {
      return i < whole ? SIZE_MAX : i == whole ? of_next : 0;
    });
  };
  look_at(prefix(0, 0));
  for (std::size_t i = 0; i < pending.size(); ++i) {
    for (std::size_t part = tear_; part * SimDisk::kSector < pending[i].bytes.size();
         part += tear_) {
      look_at(prefix(i, part * SimDisk::kSector));
    }
    look_at(prefix(i + 1, 0));
  }
  for (std::size_t i = 0; i < subsets_ && pending.size() > 1; ++i) {
    SeededRandom random(++drawn_);
    look_at(disk_.image_after_power_cut([&](std::size_t at) -> std::size_t {
      const std::size_t sectors = pending[at].bytes.size() / SimDisk::kSector;
      return random.below(2) == 0 ? SIZE_MAX : random.below(sectors + 1) * SimDisk::kSector;
    }));
  }
}

void PowerCuts::look_at(const DiskImage& left) {
  ++report_.images;
  const auto finding = inspect_(left);
  if (!finding) return;
  ++(finding->is_lost ? report_.lost : report_.corrupt);
  if (report_.examples.size() < kMostExamples) report_.examples.push_back(finding->what);
}

}  // namespace alongside
