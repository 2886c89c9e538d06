#include "tests/simulation/erased_world.h"

#include <algorithm>

#include "client/store/remove_device.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/seal/blob.h"

namespace alongside {
namespace {

// The keys that a device has, by address.
std::map<Address, Key> stream_keys(SimDevice& device) {
  std::map<Address, Key> keys;
  auto& rows = device.window().db().statement(
      "SELECT address, epoch_key FROM stream WHERE epoch_key IS NOT NULL");
  while (rows.step()) keys.emplace(rows.id<Address>(0), Key::from(rows.blob(1)).value());
  return keys;
}

}  // namespace

ErasedWorld::ErasedWorld() {
  world.sync_all();
  tablet.home = world.enrol_device(tablet);
  make_own_device(world.ade, tablet);
  sync_all();
}

void ErasedWorld::sync_all(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    for (SimDevice* device : all()) world.sync(*device);
  }
}

void ErasedWorld::everybody_writes() {
  for (SimDevice* device : all()) world.write_note(*device, std::string(kErasedWords));
  sync_all();
  for (SimDevice* device : all()) {
    for (const std::uint64_t section : {kSectionPerson, kSectionNotes, kSectionGoals}) {
      for (const Address& address : addresses_of_section(*device, world.mo, section)) {
        addresses.insert(address);
      }
    }
  }
}

Result<RecordToErase> ErasedWorld::ask(SimDevice& on) {
  return ask_to_erase(on.window(), world.mo, on.roots_key());
}

void ErasedWorld::erase() {
  MUST(ask(world.ade));
  sync_all();
  pass(kEraseWaitMs + 1);
  sync_all();
}

void ErasedWorld::pass(TimeMs ms) {
  world.server.clock.now += ms;
  for (SimDevice* device : all()) device->clock.now += ms;
}

void ErasedWorld::reopen(SimDevice& device) { device.crash_and_restart(Crash::kill, world.random); }

void ErasedWorld::remove_tablet() {
  MUST(remove_device(world.ade.window(), tablet.window().device().id(), world.ade.roots_key()));
}

bool ErasedWorld::is_held_by_all() {
  const auto devices = all();
  return std::all_of(devices.begin(), devices.end(),
                     [&](SimDevice* device) { return is_on(*device); });
}

bool ErasedWorld::is_at_server() {
  MUST(!addresses.empty());
  const auto there = world.server.all_blobs();
  return std::any_of(addresses.begin(), addresses.end(), [&](const Address& address) {
    const auto blobs = there.find(address);
    return blobs != there.end() && !blobs->second.empty();
  });
}

bool ErasedWorld::is_readable_at_server() {
  std::map<Address, Key> keys;
  for (SimDevice* device : all()) keys.merge(stream_keys(*device));
  for (const auto& [address, blobs] : world.server.all_blobs()) {
    const auto key = keys.find(address);
    if (key == keys.end()) continue;
    for (const Bytes& blob : blobs) {
      const auto opened = open_blob(content_key_of(key->second), address, blob);
      if (!opened) continue;
      const View words = view_of(kErasedWords);
      if (std::search(opened->bytes.begin(), opened->bytes.end(), words.begin(), words.end()) !=
          opened->bytes.end()) {
        return true;
      }
    }
  }
  return false;
}

bool ErasedWorld::is_nowhere() {
  const auto devices = all();
  return !is_at_server() && !is_readable_at_server() &&
         std::none_of(devices.begin(), devices.end(),
                      [&](SimDevice* device) { return is_on(*device); });
}

}  // namespace alongside
