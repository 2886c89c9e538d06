#pragma once

#include "client/store/status.h"
#include "client/store/vault_maker.h"
#include "tests/support/seeded_random.h"
#include "tests/support/sim_disk.h"
#include "tests/support/virtual_clock.h"

namespace alongside {

// How a simulated program or machine stops.
enum class Crash {
  kill,       // the program ends at once; what it wrote stays
  power_cut,  // of what was not synced, anything may be lost or torn
};

// What `disk` holds after a crash: in a power cut `random` decides what of it survives.
DiskImage image_after(const SimDisk& disk, Crash crash, SeededRandom& random);

// One coach's device: the real vault on a disk of its own, with a connection for the window and one
// for the sync, and a clock that shows what the world wants.
class SimDevice {
 public:
  SimDevice(std::string name, std::uint64_t seed, SpaceKind kind = SpaceKind::coach);
  // One whose vault is recovered with a code. `fetch` brings what lies at the server.
  SimDevice(std::string name, std::uint64_t seed, const Recovering& how);

  // One that another device has let join.
  SimDevice(std::string name, std::uint64_t seed, const Joining& how);

  // One whose vault is made of the file of a record, as its person's.
  SimDevice(std::string name, std::uint64_t seed, const RecordFile& from);

  const std::string& name() const { return name_; }
  RootId root() { return window().me(); }
  Vault& window() { return *opened_.vault; }
  Vault& sync() { return *sync_; }
  const Key& roots_key() const { return opened_.roots_key; }
  const RecoverySecret& code() const { return code_; }
  const VaultKeys& keys() const { return keys_; }

  // What becomes of the program's connections and the disk; then the program starts again.
  void crash_and_restart(Crash crash, SeededRandom& how);

  // Starts again from the files of a disk whose folder was `from`: its own, or another device's.
  void put_in_place(const DiskImage& files, const std::string& from);

  VirtualClock clock;
  SimDisk disk;
  std::optional<Home> home;
  int calls_under_way = 0;  // of this device's own code, from the outside in

 private:
  std::filesystem::path database() const { return disk.folder() + "/vault.db"; }
  void open();
  void close();

  std::string name_;
  SeededRandom random_;
  VaultKeys keys_;
  RecoverySecret code_;
  OpenedVault opened_;
  std::unique_ptr<Vault> sync_;
};

}  // namespace alongside
