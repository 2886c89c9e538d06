#pragma once

#include <nlohmann/json.hpp>

#include "shared/change/batch.h"
#include "shared/consent/members.h"

namespace alongside {

// One world of the executable reference model, told by its items and steps in JSON. Names become
// ids by hashing, fields become numbers, and a frontier, there a full set, becomes tips.

// A batch of a trace: what visibility needs of it, and its changes, one operation each.
struct TraceBatch {
  std::string device;
  BatchView view;
  Batch batch;
};

struct Trace {
  nlohmann::json steps;
  nlohmann::json epochs;  // the epoch items as they stand there
  std::map<std::string, TraceBatch> batches;
  std::map<std::string, EpochView> views;      // of epochs, by name
  std::map<std::string, EpochRecord> records;  // the same, whole
  std::map<std::string, Verdict> notices;
};

// The id that a name of a trace stands for.
template <class AnyId>
AnyId trace_id(const std::string& name) {
  const Hash hash = tagged_hash("trace", {view_of(name)});
  AnyId id;
  std::copy_n(hash.bytes.begin(), AnyId::kSize, id.bytes.begin());
  return id;
}

// The id of an admission; that of the owner's own devices is zero.
AdmissionId trace_admission(const std::string& name);

Trace read_trace(const nlohmann::json& trace);

// A set of batches as tips, each of which stands for itself and its ancestors in its chain, and the
// rest one by one.
struct TraceTips {
  std::vector<BatchRef> tips;  // ascending
  std::set<BatchHash> single;
};
TraceTips tips_of(const Trace& trace, const nlohmann::json& names);

// All the names in `names` that tips cover, to see that nothing was added: the closure of `tips`.
std::set<BatchHash> covered_by(const Trace& trace, const std::vector<BatchRef>& tips);

}  // namespace alongside
