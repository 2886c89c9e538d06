#include "shared/model/joined.h"

#include <algorithm>
#include <map>

namespace alongside {
namespace {

// A forest over records: each leads to another of its group, the least of it to itself.
class Forest {
 public:
  SpaceId root_of(SpaceId record) {
    while (true) {
      const SpaceId& up = above_.try_emplace(record, record).first->second;
      if (up == record) return record;
      record = up;
    }
  }
  void join(const SpaceId& one, const SpaceId& other) {
    const SpaceId a = root_of(one), b = root_of(other);
    above_[std::max(a, b)] = std::min(a, b);
  }
  // All records met so far, by the least of their group; ascending.
  std::map<SpaceId, std::vector<SpaceId>> groups() {
    std::map<SpaceId, std::vector<SpaceId>> all;
    for (const auto& [record, up] : above_) all[root_of(record)].push_back(record);
    return all;
  }

 private:
  std::map<SpaceId, SpaceId> above_;
};

}  // namespace

std::vector<std::vector<SpaceId>> groups_of(std::span<const Join> joins) {
  Forest forest;
  for (const Join& join : joins) {
    for (const SpaceId& record : join) forest.join(join.front(), record);
  }
  std::vector<std::vector<SpaceId>> found;
  for (auto& [least, group] : forest.groups()) {
    if (group.size() > 1) found.push_back(std::move(group));
  }
  return found;
}

std::vector<Join> bridges(std::span<const SpaceId> records, std::span<const Join> joins) {
  Forest forest;
  for (const Join& join : joins) {
    for (const SpaceId& record : join) forest.join(join.front(), record);
  }
  std::vector<SpaceId> ascending(records.begin(), records.end());
  std::sort(ascending.begin(), ascending.end());
  std::vector<Join> missing;
  for (const SpaceId& record : ascending) {
    if (forest.root_of(record) == forest.root_of(ascending.front())) continue;
    missing.push_back({ascending.front(), record});
    forest.join(ascending.front(), record);
  }
  return missing;
}

}  // namespace alongside
