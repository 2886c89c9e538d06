#include "tests/support/trace.h"

#include <algorithm>

#include "shared/base/check.h"

namespace alongside {
namespace {

using Json = nlohmann::json;

OpKind kind_named(const std::string& name) {
  static const std::map<std::string, OpKind> kKinds{
      {"put", OpKind::put},     {"add", OpKind::add},    {"remove", OpKind::remove},
      {"entry", OpKind::entry}, {"delete", OpKind::del}, {"adopt", OpKind::adopt}};
  return kKinds.at(name);
}

std::uint64_t field_named(const std::string& name) {
  static const std::map<std::string, std::uint64_t> kFields{{"name", 0}, {"set", 2}, {"log", 4}};
  return kFields.at(name);
}

BatchRef ref_named(const Trace& trace, const std::string& name) {
  const auto found = trace.batches.find(name);
  if (found != trace.batches.end()) return found->second.view.node.self;
  return {{}, 1, trace_id<BatchHash>(name)};
}

std::vector<BatchRef> refs_named(const Trace& trace, const Json& names) {
  std::vector<BatchRef> refs;
  for (const auto& name : names) refs.push_back(ref_named(trace, name));
  std::sort(refs.begin(), refs.end());
  return refs;
}

template <class AnyId>
std::set<AnyId> ids_named(const Json& names) {
  std::set<AnyId> ids;
  for (const auto& name : names) ids.insert(trace_id<AnyId>(name));
  return ids;
}

std::set<AdmissionId> admissions_named(const Json& names) {
  std::set<AdmissionId> ids;
  for (const auto& name : names) ids.insert(trace_admission(name));
  return ids;
}

// Where each operation of a trace stands, by its name there. A device that was copied with an open
// batch says the same operation twice, in two batches.
using Places = std::map<std::string, std::set<OpRef>>;

Places places_of(const Json& items) {
  Places places;
  for (const auto& item : items) {
    if (item["kind"] != "batch") continue;
    std::uint16_t place = 0;
    for (const auto& op : item["ops"]) {
      places[op["id"]].insert({trace_id<BatchHash>(item["name"]), place++, 0});
    }
  }
  return places;
}

Op op_from(const Json& item, const Places& places, const BatchHash& self) {
  Op op;
  op.kind = kind_named(item["kind"]);
  CborWriter value;
  if (op.kind == OpKind::adopt) {
    value.bytes(trace_id<BatchHash>(item["value"]).view());
  } else {
    value.text(item["value"].get<std::string>());
  }
  if (op.kind != OpKind::del) op.value = std::move(value).take();
  if (op.kind != OpKind::del && op.kind != OpKind::adopt) op.field = field_named(item["field"]);
  if (!item["replaces"].is_null()) {
    std::set<OpRef> replaces;
    for (const auto& name : item["replaces"]) {
      for (OpRef ref : places.at(name)) {
        if (ref.batch == self) ref.batch = {};
        replaces.insert(ref);
      }
    }
    op.replaces.emplace(replaces.begin(), replaces.end());
  }
  return op;
}

void read_batch(Trace& trace, const Json& item, const Places& places) {
  TraceBatch batch;
  batch.device = item["device"];
  BatchRef& self = batch.view.node.self;
  self.hash = trace_id<BatchHash>(item["name"]);
  self.seq = item["seq"];
  self.chain = {trace_id<DeviceId>(item["device"]), trace_admission(item["admission"])};
  batch.view.node.deps = refs_named(trace, item["deps"]);
  batch.view.node.skips = refs_named(trace, item["skips"]);
  for (const auto& head : item["heads"]) batch.view.heads.push_back(trace_id<EpochId>(head));
  for (const auto& op : item["ops"]) {
    Change change;
    change.ops = {op_from(op, places, self.hash)};
    if (const auto adopted = adopted_by(change.ops[0])) {
      batch.view.adopts.push_back(*adopted);
    } else {
      change.entity = trace_id<EntityId>(op["entity"]);
    }
    batch.batch.elements.push_back({encode_change(change), std::nullopt});
  }
  trace.batches.emplace(item["name"], std::move(batch));
}

Verdict verdict_from(const Trace& trace, const Json& item) {
  Verdict verdict;
  verdict.gone = admissions_named(item["gone"]);
  verdict.ended = ids_named<DeviceId>(item["ended"]);
  const TraceTips frontier = tips_of(trace, item["frontier"]);
  MUST(frontier.single.empty());
  verdict.frontier = frontier.tips;
  verdict.adopted = ids_named<BatchHash>(item["adopted"]);
  for (const auto& [entity, seen] : item["erased"].items()) {
    verdict.erased[trace_id<EntityId>(entity)] = ids_named<BatchHash>(seen);
  }
  return verdict;
}

Share share_from(const Json& item) {
  constexpr TimeMs kNever = 1'000'000'000;
  Share share;
  share.admission = trace_admission(item["admission"]);
  share.grantee = trace_id<RootId>(item["grantee"]);
  share.write = item["write"];
  share.full = item["full"];
  if (item["until"] != kNever) share.until = item["until"].get<TimeMs>();
  return share;
}

EpochRecord record_from(const Json& item, const Verdict& verdict) {
  EpochRecord record;
  record.parents = ids_named<EpochId>(item["parents"]);
  record.past = ids_named<EpochId>(item["past"]);
  if (!item["signer"].is_null()) record.signer = trace_id<DeviceId>(item["signer"]);
  for (const auto& share : item["shares"]) record.shares.push_back(share_from(share));
  record.stops = ids_named<RootId>(item["stops"]);
  record.ends = ids_named<DeviceId>(item["ends"]);
  for (const auto& [person, told] : item["members"].items()) {
    Member member;
    member.root = trace_id<RootId>(person);
    member.admissions = admissions_named(told["admissions"]);
    member.writers = admissions_named(told["writers"]);
    record.members.push_back(member);
  }
  std::sort(record.members.begin(), record.members.end(),
            [](const Member& a, const Member& b) { return a.root < b.root; });
  record.stopped = admissions_named(item["stopped"]);
  record.gone = verdict.gone;
  record.ended = verdict.ended;
  record.frontier = verdict.frontier;
  record.adopted = verdict.adopted;
  record.erased = verdict.erased;
  return record;
}

}  // namespace

AdmissionId trace_admission(const std::string& name) {
  return name == "own" ? AdmissionId{} : trace_id<AdmissionId>(name);
}

std::set<BatchHash> covered_by(const Trace& trace, const std::vector<BatchRef>& tips) {
  static const std::vector<BatchRef> kNone;
  std::map<BatchHash, const CausalNode*> nodes;
  for (const auto& [name, batch] : trace.batches) {
    nodes.emplace(batch.view.node.self.hash, &batch.view.node);
  }
  std::set<BatchHash> covered;
  std::vector<BatchRef> todo = tips;
  while (!todo.empty()) {
    const BatchRef ref = todo.back();
    todo.pop_back();
    if (!covered.insert(ref.hash).second) continue;
    for (const BatchRef& dep : nodes.at(ref.hash)->deps) {
      if (dep.chain == ref.chain) todo.push_back(dep);
    }
  }
  return covered;
}

TraceTips tips_of(const Trace& trace, const Json& names) {
  TraceTips found;
  std::set<BatchHash> wanted;
  std::set<BatchHash> below;
  for (const auto& name : names) {
    wanted.insert(trace_id<BatchHash>(name));
    const auto batch = trace.batches.find(name);
    if (batch == trace.batches.end()) continue;
    const CausalNode& node = batch->second.view.node;
    for (const BatchRef& dep : node.deps) {
      if (dep.chain == node.self.chain) below.insert(dep.hash);
    }
  }
  for (const auto& name : names) {
    const BatchHash hash = trace_id<BatchHash>(name);
    const auto batch = trace.batches.find(name);
    const bool is_tip = batch != trace.batches.end() && !below.contains(hash);
    if (!is_tip) continue;
    const BatchRef& ref = batch->second.view.node.self;
    const std::set<BatchHash> covered = covered_by(trace, {ref});
    if (std::includes(wanted.begin(), wanted.end(), covered.begin(), covered.end())) {
      found.tips.push_back(ref);
    }
  }
  std::sort(found.tips.begin(), found.tips.end());
  const std::set<BatchHash> covered = covered_by(trace, found.tips);
  std::set_difference(wanted.begin(), wanted.end(), covered.begin(), covered.end(),
                      std::inserter(found.single, found.single.end()));
  return found;
}

Trace read_trace(const Json& json) {
  Trace trace;
  trace.steps = json["steps"];
  const Places places = places_of(json["items"]);
  for (const auto& item : json["items"]) {
    if (item["kind"] == "batch") read_batch(trace, item, places);
  }
  for (const auto& item : json["items"]) {
    if (item["kind"] == "batch") continue;
    const Verdict verdict = verdict_from(trace, item);
    if (item["kind"] == "notice") {
      trace.notices.emplace(item["name"], verdict);
      continue;
    }
    const EpochRecord record = record_from(item, verdict);
    trace.views.emplace(item["name"], view_of(trace_id<EpochId>(item["name"]), record));
    trace.records.emplace(item["name"], record);
    trace.epochs.push_back(item);
  }
  return trace;
}

}  // namespace alongside
