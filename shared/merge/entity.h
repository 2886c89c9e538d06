#pragma once

#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "shared/change/change.h"

namespace alongside {

// Where a version comes from. `batch` is the number that the fold's owner gives a batch (in the
// vault: its row); `author` likewise numbers identities, so that nothing here depends on who is
// who.
struct Origin {
  std::int64_t batch = 0;
  std::uint16_t change = 0;
  std::uint16_t op = 0;
  friend bool operator==(const Origin&, const Origin&) = default;
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

// One value of a field that nothing has overwritten.
struct Version {
  OpKind kind = OpKind::put;  // put, add or entry
  Origin origin;
  std::int64_t author = 0;
  TimeMs at = 0;  // what the author's clock claimed: for showing only
  Bytes value;
};

// What an operation looks for in a field: versions of a kind, elements also of a value.
struct Target {
  OpKind kind = OpKind::put;
  View value;  // of an add; else empty
  Origin origin;
};

// Versions in the order in which operations find them: by kind, elements by value, then by origin.
struct ByTarget {
  using is_transparent = void;
  static Target target_of(const Version& version) {
    return {version.kind, version.kind == OpKind::add ? View(version.value) : View(),
            version.origin};
  }
  static const Target& target_of(const Target& target) { return target; }
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    return is_less(target_of(a), target_of(b));
  }
  static bool is_less(const Target& a, const Target& b);
};
using Versions = std::set<Version, ByTarget>;

// The folded state of one entry: for each field its surviving versions. More than one version of a
// register means that edits were made apart: both are kept and shown.
struct EntityState {
  std::uint64_t kind = 0;
  EntityId id;
  std::map<std::uint64_t, Versions> fields;  // none is empty
  std::vector<std::int64_t> authors;         // who has ever written here, ascending
  std::vector<std::int64_t> removers;  // who, other than the owner, has ever removed it, ascending
  bool owner_removed = false;          // the owner has once removed it
  bool touched_by_removal = false;     // any remove or delete has ever been folded here

  bool is_present() const { return !fields.empty(); }
};

// What may be done to entries of a kind, apart from who may write in the section at all. A fold
// never refuses: an operation against these rules folds to nothing and is reported.
struct KindRules {
  bool anyone_removes = false;  // else only the version's author or the owner
  bool owner_words = false;     // else anyone who may write may overwrite anyone's version
  bool append_only = false;     // a put overwrites nothing: it stands beside what is there
};

// One operation, ready to be folded.
struct FoldOp {
  const Op* op;
  Origin origin;
  std::int64_t author;
  bool by_owner;
  TimeMs at = 0;
};

// Who had seen what, as far as the fold needs it.
class Causality {
 public:
  virtual ~Causality() = default;
  // True if batch `earlier` was applied for the author of batch `later` (never the same batch).
  virtual bool sees(std::int64_t later, std::int64_t earlier) const = 0;
  // The batch number of an OpRef, or nothing if that batch is not known here. `self` is the batch
  // that says it.
  virtual std::optional<std::int64_t> number_of(const BatchHash& hash, std::int64_t self) const = 0;
  // True if the author of the batch is the section's owner (the admission is the owner's own).
  virtual bool is_owner(std::int64_t batch) const = 0;
};

// Folds the operations of one batch into one entry, at a cost that grows with the versions there
// plus the operations, not with their product. While it lives nothing else changes the entry.
class EntityFold {
 public:
  struct With {
    KindRules rules;
    const Causality& causality;
  };
  // `state` and the causality outlive this.
  EntityFold(EntityState& state, const With& with) : state_(state), with_(with) {}

  // Folds one operation in. Operations come in causal order (everything a batch has seen before
  // it); then any order gives the same state. False: the operation was against the rules and folded
  // to nothing. Requires: all operations are of one batch, in its order.
  bool fold(const FoldOp& op);

 private:
  struct Place {
    std::uint64_t field = 0;
    Versions::const_iterator at;
  };
  struct Effect {
    bool overwrote = false;
    bool was_forbidden = false;
  };
  // What an operation that lists nothing is about: later ones like it find only what is new.
  using Sweep = std::tuple<OpKind, std::uint64_t, Bytes>;

  Effect overwrite_listed(const FoldOp& op);
  Effect overwrite_seen(const FoldOp& op);
  std::vector<Place> candidates(const FoldOp& op, bool is_first);
  std::optional<Place> find(const FoldOp& op, const Origin& origin);
  void try_to_overwrite(const Place& place, const FoldOp& op, Effect& effect);
  void add(const FoldOp& op);
  std::map<Origin, Place>& places();

  EntityState& state_;
  With with_;
  std::optional<std::map<Origin, Place>> places_;  // of all versions, once a deletion needs them
  std::map<Sweep, std::vector<Origin>> swept_;     // and what was forbidden then
};

// The same for one operation alone.
bool fold_op(EntityState& state, const FoldOp& op, const KindRules& rules,
             const Causality& causality);

// True if somebody who may do so removed the entry while others edited it, so that it came back.
bool is_marked(const EntityState& state, const KindRules& rules);

// The entry as bytes for a local store, and back. Not canonical across devices (numbers are local).
Bytes encode_entity(const EntityState& state);
// Errors: malformed.
Result<EntityState> decode_entity(View bytes);

}  // namespace alongside
