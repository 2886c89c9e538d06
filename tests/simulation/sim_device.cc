#include "tests/simulation/sim_device.h"

#include "shared/base/check.h"
#include "shared/seal/passphrase.h"

namespace alongside {

DiskImage image_after(const SimDisk& disk, Crash crash, SeededRandom& random) {
  if (crash == Crash::kill) return disk.image();
  const auto kept = [&](std::size_t i) -> std::size_t {
    switch (random.below(4)) {
      case 0:
        return 0;
      case 1:
        return random.below(1 + disk.pending()[i].bytes.size() / SimDisk::kSector) *
               SimDisk::kSector;
      default:
        return SIZE_MAX;
    }
  };
  return disk.image_after_power_cut(kept);
}

SimDevice::SimDevice(std::string name, std::uint64_t seed, SpaceKind kind)
    : name_(std::move(name)),
      random_(seed),
      keys_{Key::random(random_), Key::random(random_)},
      code_(RecoverySecret::random(random_)) {
  const VaultMeans means{clock, random_, kSimVfs};
  MUST(VaultMaker::fill(database(), keys_, means, {name_, code_, kind}));
  open();
}

SimDevice::SimDevice(std::string name, std::uint64_t seed, const Recovering& how)
    : name_(std::move(name)),
      random_(seed),
      keys_{Key::random(random_), Key::random(random_)},
      code_(how.code) {
  const VaultMeans means{clock, random_, kSimVfs};
  MUST(VaultMaker::recover(database(), keys_, means, how));
  home = alongside::home(*VaultMaker::open(database(), keys_, means, nullptr).value().vault);
  open();
}

SimDevice::SimDevice(std::string name, std::uint64_t seed, const Joining& how)
    : name_(std::move(name)),
      random_(seed),
      keys_{Key::random(random_), Key::random(random_)},
      code_(RecoverySecret::random(random_)) {
  MUST(VaultMaker::join(database(), keys_, {clock, random_, kSimVfs}, how, code_));
  home = how.home;
  open();
}

SimDevice::SimDevice(std::string name, std::uint64_t seed, const RecordFile& from)
    : name_(std::move(name)),
      random_(seed),
      keys_{Key::random(random_), Key::random(random_)},
      code_(RecoverySecret::random(random_)) {
  MUST(VaultMaker::receive(database(), keys_, {clock, random_, kSimVfs}, code_, from));
  open();
}

void SimDevice::open() {
  auto opened = VaultMaker::open(database(), keys_, {clock, random_, kSimVfs}, nullptr);
  MUST(opened);
  opened_ = std::move(*opened);
  sync_ = opened_.vault->second_connection();
}

void SimDevice::close() {
  sync_.reset();
  opened_.vault.reset();
}

void SimDevice::crash_and_restart(Crash crash, SeededRandom& how) {
  put_in_place(image_after(disk, crash, how), disk.folder());
}

void SimDevice::put_in_place(const DiskImage& files, const std::string& from) {
  DiskImage renamed;
  for (const auto& [name, bytes] : files)
    renamed.emplace(disk.folder() + name.substr(from.size()), bytes);
  disk.unplug();  // what closing would still write is not written
  close();
  disk.install(renamed);
  open();
}

}  // namespace alongside
