#include <algorithm>

#include "shared/base/plant.h"
#include "shared/consent/visibility.h"

// What Records holds, and what a device that writes takes from it. Who sees what stands in
// visibility.cc.

namespace alongside {

namespace {

// Empties a container and gives back its room, which clear() would go through each time.
template <class Container>
void empty(Container& container) {
  if (!container.empty()) Container().swap(container);
}

}  // namespace

void Records::forget() {
  empty(refusals_);
  empty(missing_);
  empty(standings_);
  empty(fresh_);
  empty(skipped_);
  newest_.reset();
}

// True if a batch that is new here can change what was answered about others.
bool Records::bears_on_others(const BatchRef& batch) const {
  return graph_.is_awaited(batch) || graph_.holds_place(batch) || tips_.contains(batch.hash);
}

// An adoption counts only if an owner's device makes it.
void Records::note_adoptions(const BatchRef& by, const Item& item, bool are_gone) {
  if (!by.chain.admission.is_zero() && !PLANT(anyone_adopts)) return;
  for (const BatchHash& adopted : item.adopts) {
    if (are_gone) {
      adopters_[adopted].erase(by.hash);
    } else {
      adopters_[adopted].insert(by.hash);
    }
  }
}

void Records::add_batch(BatchView batch) {
  const BatchRef self = batch.node.self;
  Item item{std::move(batch.heads), std::move(batch.adopts)};
  const auto known = batches_.find(self.hash);
  if (known != batches_.end()) {
    if (known->second.adopts == item.adopts) return;
    note_adoptions(self, known->second, true);
    known->second.adopts = item.adopts;
    note_adoptions(self, item, false);
    forget();
    return;
  }
  if (!item.adopts.empty() || bears_on_others(self)) forget();
  note_adoptions(self, item, false);
  if (newest_) fresh_.push_back(self.hash);
  batches_.emplace(self.hash, std::move(item));
  graph_.add(std::move(batch.node));
}

void Records::add_verdict(std::shared_ptr<const Verdict> verdict) {
  if (!PLANT(epochs_forget_adoptions)) {
    listed_adopted_.insert(verdict->adopted.begin(), verdict->adopted.end());
  }
  for (const BatchRef& tip : verdict->frontier) tips_.insert(tip.hash);
  verdicts_.push_back(std::move(verdict));
  forget();
}

void Records::add_epoch(EpochView epoch) {
  if (epochs_.contains(epoch.id)) return;
  std::sort(epoch.verdict.frontier.begin(), epoch.verdict.frontier.end());
  const auto kept = std::make_shared<const EpochView>(std::move(epoch));
  epochs_.emplace(kept->id, kept);
  add_verdict(std::shared_ptr<const Verdict>(kept, &kept->verdict));
}

void Records::add_notice(const Hash& id, Verdict notice) {
  if (notices_.contains(id)) return;
  std::sort(notice.frontier.begin(), notice.frontier.end());
  const auto kept = std::make_shared<const Verdict>(std::move(notice));
  notices_.emplace(id, kept);
  add_verdict(kept);
}

void Records::set_base(std::vector<BatchRef> tips, std::set<BatchHash> single) {
  std::sort(tips.begin(), tips.end());
  for (const BatchRef& tip : tips) tips_.insert(tip.hash);
  base_tips_ = std::move(tips);
  base_single_ = std::move(single);
  forget();
}

std::vector<BatchHash> Records::applied() {
  std::vector<std::pair<std::uint64_t, BatchRef>> order;
  for (const auto& [hash, item] : batches_) {
    ++steps_;
    if (of(hash).standing != Standing::applied) continue;
    order.emplace_back(graph_.lamport(hash), graph_.find(hash)->self);
  }
  std::sort(order.begin(), order.end());
  std::vector<BatchHash> hashes;
  hashes.reserve(order.size());
  for (const auto& [lamport, self] : order) hashes.push_back(self.hash);
  return hashes;
}

std::vector<EpochId> Records::heads() const {
  std::set<EpochId> older;
  for (const auto& [id, epoch] : epochs_) older.insert(epoch->past.begin(), epoch->past.end());
  std::vector<EpochId> newest;
  for (const auto& [id, epoch] : epochs_) {
    if (!older.contains(id)) newest.push_back(id);
  }
  return newest;
}

std::map<EntityId, std::set<BatchHash>> Records::erased() const {
  std::map<EntityId, std::set<BatchHash>> all;
  for (const auto& verdict : verdicts_) {
    for (const auto& [entity, seen] : verdict->erased) {
      all[entity].insert(seen.begin(), seen.end());
    }
  }
  return all;
}

std::set<BatchHash> Records::adopted() {
  std::set<BatchHash> all(listed_adopted_.begin(), listed_adopted_.end());
  for (const auto& [hash, adopters] : adopters_) {
    if (is_adopted(hash)) all.insert(hash);
  }
  return all;
}

void Records::place_on_top(const BatchHash& hash) {
  ++steps_;
  if (of(hash).standing != Standing::applied) return;
  const CausalNode& node = *graph_.find(hash);
  for (const BatchRef& dep : node.deps) {
    if (dep.chain == node.self.chain) newest_->erase(dep);
  }
  newest_->insert(node.self);
}

std::vector<BatchRef> Records::deps(const std::optional<BatchRef>& own) {
  if (!newest_) {
    newest_.emplace();
    fresh_ = applied();
  }
  for (const BatchHash& hash : fresh_) place_on_top(hash);
  fresh_.clear();
  std::set<BatchRef> all = *newest_;
  if (own) all.insert(*own);
  return {all.begin(), all.end()};
}

// What the walk down a chain from `from` meets first that its author's screen did not show.
std::vector<BatchRef> Records::skipped_below(const BatchRef& from, const DeviceId& device) {
  std::set<BatchRef> skipped;
  std::set<BatchRef> done;
  std::vector<BatchRef> unvisited{from};
  while (!unvisited.empty()) {
    const BatchRef ref = unvisited.back();
    unvisited.pop_back();
    if (!done.insert(ref).second) continue;
    ++steps_;
    if (const auto known = skipped_.find(ref.hash); known != skipped_.end()) {
      skipped.insert(known->second.begin(), known->second.end());
      continue;
    }
    const CausalNode* const node = graph_.at(ref);
    const bool is_own = ref.chain.device == device;
    if (node == nullptr || (!is_own && of(ref.hash).standing != Standing::applied)) {
      skipped.insert(ref);
      continue;
    }
    for (const BatchRef& dep : node->deps) {
      if (dep.chain == ref.chain) unvisited.push_back(dep);
    }
  }
  return {skipped.begin(), skipped.end()};
}

std::vector<BatchRef> Records::skips(const std::vector<BatchRef>& deps, const DeviceId& device) {
  if (skipped_for_ != device) skipped_.clear();
  skipped_for_ = device;
  std::set<BatchRef> all;
  for (const BatchRef& dep : deps) {
    std::vector<BatchRef> skipped = skipped_below(dep, device);
    all.insert(skipped.begin(), skipped.end());
    if (graph_.at(dep) != nullptr) skipped_[dep.hash] = std::move(skipped);
  }
  if (PLANT(headers_skip_nothing)) return {};
  return {all.begin(), all.end()};
}

}  // namespace alongside
