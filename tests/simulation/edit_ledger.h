#pragma once

#include <set>

#include "client/store/items.h"
#include "tests/simulation/sim_device.h"
#include "tests/simulation/vault_log.h"

namespace alongside {

// A section of a space, as a key.
using SectionKey = std::pair<SpaceId, std::uint64_t>;

// What the people at the devices were told is saved, kept outside the code under test: the exact
// bytes of every change at its place in its chain.
class EditLedger {
 public:
  struct Saved {
    Bytes bytes;
    std::size_t device = 0;
  };

  // Takes down what stands in the device's open batches and was not taken down before. Gives how
  // many changes are new. Requires: called after each edit, before the next sync.
  std::size_t note_saved(SimDevice& device, std::size_t number);

  // Changes taken down for a device that its own log no longer has, or has with other bytes.
  std::size_t lost_on(SimDevice& device, std::size_t number) const;

  const std::map<ChangePlace, Saved>& all() const { return saved_; }
  std::size_t count_of(std::size_t number) const;
  // A record that was erased whole.
  void forget(const SpaceId& space);

 private:
  std::map<ChangePlace, Saved> saved_;
};

// What was on screens: every version of every field that anybody saw, and which of them somebody
// replaced while seeing it.
class ScreenRecord {
 public:
  struct Shown {
    SectionKey section;
    std::uint64_t field = 0;
    std::string value;
    RootId author;
    std::set<std::size_t> devices;  // on whose screens
  };

  void saw(std::size_t device, const SectionKey& section, const Item& item);
  void replaced(std::size_t device, const EntityId& entry, const std::vector<VersionId>& versions);
  // The edit may or may not have been saved: a crash came between.
  void perhaps_replaced(const EntityId& entry, const std::vector<VersionId>& versions);

  // What of the given section is not as it must be in a vault that has everything: a version that
  // is gone though nobody who saw it replaced it, or one that is back. Each in one sentence. What
  // only the devices in `lost` had seen may be gone with them, and so may what they replaced be
  // back.
  // So is what the `late` ones wrote: it may have been held.
  std::vector<std::string> problems(Vault& vault, const SectionKey& section,
                                    const std::set<std::size_t>& lost,
                                    const std::set<RootId>& late) const;

 private:
  using Key = std::pair<EntityId, std::string>;  // a version id means something within its entry
  std::map<Key, Shown> shown_;
  std::map<Key, std::set<std::size_t>> replaced_;  // on which devices
  std::set<Key> perhaps_replaced_;
};

}  // namespace alongside
