#pragma once

#include <cstddef>
#include <vector>

namespace alongside {

// Runs: stretches of a chain in which each batch directly follows the one before it, so that who
// reaches one reaches all below it. Batches and runs are numbers. Stretches that meet are joined
// (a disjoint-set forest, Galler and Fischer 1964).
class Runs {
 public:
  // A run of one batch.
  std::size_t begin(std::size_t batch);
  // Puts `batch` on top of `run`.
  void extend(std::size_t run, std::size_t batch);
  // Puts all of `upper` on top of `lower`.
  void join(std::size_t lower, std::size_t upper);

  // The one number that all numbers of a run share.
  std::size_t find(std::size_t run) const;
  // The lowest and highest batch of a run.
  std::size_t low(std::size_t run) const { return runs_[find(run)].low; }
  std::size_t high(std::size_t run) const { return runs_[find(run)].high; }

 private:
  struct Run {
    std::size_t parent;
    std::size_t size;
    std::size_t low;
    std::size_t high;
  };
  std::vector<Run> runs_;
};

}  // namespace alongside
