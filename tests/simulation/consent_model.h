#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "shared/base/clock.h"
#include "shared/base/id.h"

namespace alongside {

// Who may read one section, worked out from what its owner's devices did and had heard of when they
// did it: a model beside the code under test, written from docs/spec/visibility.md.
class ConsentModel {
 public:
  // What somebody was given.
  struct Terms {
    bool write = false;
    bool full = true;  // all history; else from now on
    std::optional<TimeMs> until;
    friend bool operator==(const Terms&, const Terms&) = default;
  };
  // What was done in one step.
  struct Deed {
    std::map<RootId, Terms> shares;
    std::set<RootId> stops;
    std::set<DeviceId> ends;  // devices of the owner that count no more
    std::set<EntityId> erases;
    bool goes_on_erasing = false;  // nothing but a fresh key, where something is erased
    bool begins_key() const;
    bool is_end_of(const DeviceId& device) const;  // as an owner's device, if as a holder only
  };
  // One EPOCH: the deed, who did it (nobody: a merge), what was known there, and where what is
  // written from then on goes.
  struct Step {
    Deed deed;
    std::optional<DeviceId> by;
    std::set<EpochId> past;
    Address stream;
  };
  // What follows for one who may read.
  struct Reader {
    bool writes = false;
    bool full = true;
    std::optional<TimeMs> until;
    std::set<EpochId> since;
  };

  void add(const EpochId& id, Step step);
  // No device that is there knows of this step, nor will any: whoever made it was lost before.
  void never_arrives(const EpochId& id) { unheard_.insert(id); }
  // A stream that lies beside that of a step: whoever may have the step's may have it.
  void add_beside(const EpochId& id, const Address& stream);

  const std::map<EpochId, Step>& steps() const { return steps_; }
  // Of these steps, those that no other of them follows.
  std::set<EpochId> heads_of(const std::set<EpochId>& known) const;
  std::set<EpochId> heads() const;

  // Somebody's right under one step; nothing: none.
  std::optional<Reader> reader_at(const EpochId& step, const RootId& who) const;
  // The same under any of several.
  std::optional<Reader> reader_at(const std::set<EpochId>& steps, const RootId& who) const;
  // Everybody who was ever given anything.
  std::set<RootId> ever_named() const;
  // Under any step so far: whether somebody could read all of it; the streams that this device of
  // theirs could be given, until a step ended it.
  bool was_ever_full(const RootId& who) const;
  std::set<Address> ever_readable(const RootId& who, const DeviceId& device) const;
  // All streams of all steps.
  std::set<Address> made() const;
  // For a device of the owner: the streams of all steps that do not follow one which ends it.
  std::set<Address> readable_before_end(const DeviceId& device) const;

 private:
  std::set<EpochId> story_of(const EpochId& step) const;
  bool is_after_end(const EpochId& step, const DeviceId& device) const;
  bool counts(const EpochId& made, const std::set<EpochId>& story, const RootId& who) const;
  std::set<Address> streams_of(const EpochId& step) const;

  std::map<EpochId, Step> steps_;
  std::set<EpochId> unheard_;
  std::map<EpochId, std::set<Address>> beside_;
};

}  // namespace alongside
