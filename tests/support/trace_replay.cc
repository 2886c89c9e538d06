#include "tests/support/trace_replay.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/merge/graph_causality.h"
#include "shared/merge/memory_store.h"

namespace alongside {
namespace {

using Json = nlohmann::json;

KindRules lax_rules(std::uint64_t) { return {.anyone_removes = true, .owner_words = false}; }

// What one replica holds of one section.
class Replica {
 public:
  explicit Replica(const Trace& trace) : trace_(trace) {
    for (const auto& [name, batch] : trace.batches) names_[batch.view.node.self.hash] = name;
  }

  void learn(const Json& step) {
    if (step["base"] != base_) {
      base_ = step["base"];
      TraceTips base = tips_of(trace_, base_);
      records_.set_base(std::move(base.tips), std::move(base.single));
    }
    for (const std::string name : step["learns"]) {
      const auto redacted = step["redacted"].find(name);
      if (name[0] == 'b')
        learn_batch(name, redacted == step["redacted"].end() ? Json() : *redacted);
      if (name[0] == 'e') records_.add_epoch(trace_.views.at(name));
      if (name[0] == 'n') records_.add_notice(trace_id<Hash>(name), trace_.notices.at(name));
    }
  }

  Json visibility() {
    static constexpr const char* kNames[] = {"applied", "held", "pending"};
    Json all = Json::object();
    for (const auto& [hash, batch] : held_) {
      const Visibility seen = records_.of(hash);
      MUST((seen.standing == Standing::applied) == (seen.reason == Reason::none));
      all[names_.at(hash)] = kNames[static_cast<std::size_t>(seen.standing)];
    }
    return all;
  }

  // The folded state, as traces tell it.
  Json state() {
    GraphCausality causality(records_.graph());
    std::int64_t number = 0;
    for (const auto& [hash, batch] : held_) causality.number(++number, hash);
    MemoryStore store;
    const auto erased = records_.erased();
    const auto is_erased = [&](const EntityId& entity) { return erased.contains(entity); };
    for (const BatchHash& hash : records_.applied()) {
      const std::int64_t mine = *causality.number_of(hash, 0);
      const FoldedBatch as{mine, mine, causality.is_owner(mine)};
      const auto refused = fold_batch(held_.at(hash), as, is_erased, lax_rules, causality, store);
      MUST(refused.has_value() && refused->empty());
    }
    return told(store, causality);
  }

 private:
  void learn_batch(const std::string& name, const Json& redacted) {
    const TraceBatch& batch = trace_.batches.at(name);
    BatchView view = batch.view;
    Batch form = batch.batch;
    for (const std::size_t index : redacted) form.elements.at(index) = {Bytes(), Hash()};
    records_.add_batch(std::move(view));
    held_[batch.view.node.self.hash] = std::move(form);
  }

  Json told(const MemoryStore& store, const GraphCausality& causality) const {
    static const std::map<OpKind, const char*> kKinds{
        {OpKind::put, "put"}, {OpKind::add, "add"}, {OpKind::entry, "entry"}};
    static const std::map<std::uint64_t, const char*> kFields{{0, "name"}, {2, "set"}, {4, "log"}};
    std::map<EntityId, Json> entries;
    for (const auto& [name, entry] : store.entries()) {
      if (!entry.is_present()) continue;
      Json fields = Json::object();
      for (const auto& [field, versions] : entry.fields) {
        Json list = Json::array();
        for (const Version& version : versions) {
          CborReader value(version.value);
          const std::string batch = names_.at(causality.hash_of(version.origin.batch));
          list.push_back({kKinds.at(version.kind), std::string(*value.text()),
                          trace_.batches.at(batch).device,
                          trace_.batches.at(batch).view.node.self.seq});
        }
        std::sort(list.begin(), list.end());
        fields[kFields.at(field)] = list;
      }
      if (is_marked(entry, lax_rules(0))) fields["marked"] = Json::array();
      entries.emplace(entry.id, std::move(fields));
    }
    Json all = Json::object();
    for (const char* entity : {"v", "w", "x", "y", "z"}) {
      const auto found = entries.find(trace_id<EntityId>(entity));
      if (found != entries.end()) all[entity] = found->second;
    }
    return all;
  }

  const Trace& trace_;
  std::map<BatchHash, std::string> names_;
  std::map<BatchHash, Batch> held_;
  Records records_;
  Json base_ = Json::array();
};

// What a fresh derivation of one EPOCH gives, next to what the trace says of it.
std::string epoch_difference(const Trace& trace, const EpochMap& known, const EpochRecord& told) {
  CausalGraph graph;
  for (const auto& [name, batch] : trace.batches) graph.add(batch.view.node);
  EpochDraft draft;
  if (told.parents.size() == 1) draft.parent = *told.parents.begin();
  draft.signer = told.signer.value_or(DeviceId{});
  draft.shares = told.shares;
  draft.stops = told.stops;
  draft.ends = told.ends;
  draft.accepted = told.frontier;
  draft.adopted = told.adopted;
  for (const auto& [entity, seen] : told.erased) {
    const EpochRecord* const before = draft.parent ? &known.at(*draft.parent) : nullptr;
    if (before != nullptr && before->erased.contains(entity) && before->erased.at(entity) == seen) {
      continue;
    }
    draft.erases.insert(entity);
    draft.seen.insert(seen.begin(), seen.end());
  }
  const auto derived = told.parents.size() > 1 ? derive_merge(known, told.parents, {})
                                               : derive_epoch(known, draft, graph);
  if (!derived) return derived.error().message;
  if (derived->past != told.past) return "past";
  if (derived->stopped != told.stopped) return "stopped";
  if (derived->gone != told.gone) return "gone";
  if (derived->ended != told.ended) return "ended";
  if (derived->adopted != told.adopted) return "adopted";
  if (derived->erased != told.erased) return "erased";
  if (covered_by(trace, derived->frontier) != covered_by(trace, told.frontier)) return "frontier";
  const auto same_rights = [](const Member& a, const Member& b) {
    return a.root == b.root && a.admissions == b.admissions && a.writers == b.writers;
  };
  const bool same_members = std::equal(derived->members.begin(), derived->members.end(),
                                       told.members.begin(), told.members.end(), same_rights);
  return same_members ? "" : "members";
}

}  // namespace

ReplayResult replay(const Trace& trace) {
  ReplayResult result;
  std::map<std::pair<int, std::string>, Replica> replicas;
  for (const Json& step : trace.steps) {
    const std::pair<int, std::string> key(step["replica"], step["section"]);
    Replica& replica = replicas.try_emplace(key, trace).first->second;
    replica.learn(step);
    const std::string where = "step " + std::to_string(result.steps) + ", " +
                              step["device"].get<std::string>() + ", " + key.second + ": ";
    const Json visibility = replica.visibility();
    if (visibility != step["visibility"]) {
      result.difference = where + "visibility " + Json::diff(step["visibility"], visibility).dump();
      return result;
    }
    const Json state = replica.state();
    if (state != step["state"]) {
      result.difference = where + "state " + Json::diff(step["state"], state).dump();
      return result;
    }
    ++result.steps;
  }
  EpochMap known;
  for (const Json& item : trace.epochs) {
    const EpochRecord& told = trace.records.at(item["name"]);
    const std::string difference = epoch_difference(trace, known, told);
    if (!difference.empty()) {
      result.difference = "EPOCH " + item["name"].get<std::string>() + ": " + difference;
      return result;
    }
    known.emplace(trace_id<EpochId>(item["name"]), told);
    ++result.epochs;
  }
  return result;
}

}  // namespace alongside
