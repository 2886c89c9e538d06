#include "shared/change/runs.h"

#include <utility>

namespace alongside {

std::size_t Runs::begin(std::size_t batch) {
  runs_.push_back({runs_.size(), 1, batch, batch});
  return runs_.size() - 1;
}

void Runs::extend(std::size_t run, std::size_t batch) { runs_[find(run)].high = batch; }

void Runs::join(std::size_t lower, std::size_t upper) {
  std::size_t root = find(lower);
  std::size_t child = find(upper);
  const std::size_t low = runs_[root].low;
  const std::size_t high = runs_[child].high;
  if (runs_[root].size < runs_[child].size) std::swap(root, child);
  runs_[child].parent = root;
  runs_[root].size += runs_[child].size;
  runs_[root].low = low;
  runs_[root].high = high;
}

std::size_t Runs::find(std::size_t run) const {
  while (runs_[run].parent != run) run = runs_[run].parent;
  return run;
}

}  // namespace alongside
