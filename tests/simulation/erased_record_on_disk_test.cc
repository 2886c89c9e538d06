#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/streams.h"
#include "tests/simulation/erased_world.h"
#include "tests/support/crypto.h"
#include "tests/support/planted.h"
#include "tests/support/sealed_pages.h"

// What is left of an erased record on the disk of whoever had it, for a thief who has the vault's
// key.

namespace alongside {
namespace {

bool stands_in(View bytes, View what) {
  return std::search(bytes.begin(), bytes.end(), what.begin(), what.end()) != bytes.end();
}

struct ErasedOnDisk {
  ErasedWorld it;
  std::vector<Bytes> secrets;  // keys, capabilities to write, sealed blobs

  ErasedOnDisk() {
    for (int i = 0; i < 12; ++i) {
      const std::string filler(static_cast<std::size_t>(60 * i), '.');
      it.world.write_note(it.world.ade, std::string(kErasedWords) + filler);
      it.world.write_note(it.world.bea, std::string(kErasedWords) + filler);
    }
    it.everybody_writes();
    auto blobs = it.world.server.all_blobs();
    for (const Address& address : it.addresses) {
      const auto stream = find_stream(it.world.ade.window().db(), address);
      REQUIRE(stream);
      REQUIRE(stream->epoch_key);
      secrets.push_back(copy_of(stream->epoch_key->view()));
      secrets.push_back(copy_of(content_key_of(*stream->epoch_key).view()));
      secrets.push_back(copy_of(stream->append_cap->view()));
      secrets.push_back(copy_of(stream->merge_secret->view()));
      for (const Bytes& blob : blobs[address]) secrets.emplace_back(blob.end() - 64, blob.end());
    }
    auto& rows = it.world.ade.window().db().statement(
        "SELECT inbox_seed, root_sealed FROM identity WHERE is_me = 0");
    while (rows.step()) {
      secrets.push_back(copy_of(rows.blob(0)));
      secrets.push_back(copy_of(rows.blob(1)));
    }
  }

  // How many of the secrets, and whether any word, a thief finds there.
  std::size_t found(SimDevice& device) {
    const auto pages = opened_pages(device.disk.image(), device.keys().vault);
    const auto is_there = [&](View what) {
      return std::any_of(pages.begin(), pages.end(),
                         [&](const OpenedPage& page) { return stands_in(page.bytes, what); });
    };
    const auto count = std::count_if(secrets.begin(), secrets.end(),
                                     [&](const Bytes& one) { return is_there(one); });
    return static_cast<std::size_t>(count) + (is_there(view_of(kErasedWords.substr(1))) ? 1 : 0);
  }
};

bool nothing_is_left_on_any_disk() {
  ErasedOnDisk erased;
  for (SimDevice* device : erased.it.all()) {
    if (erased.found(*device) < 10) return false;  // the control
  }
  erased.it.erase();
  const auto devices = erased.it.all();
  return std::all_of(devices.begin(), devices.end(),
                     [&](SimDevice* device) { return erased.found(*device) == 0; });
}

TEST_CASE("EraseRecord.LeavesNoKeyAndNoWordOnAnyDiskToAThiefWithTheVaultsKey",
          "[simulation][erasing]") {
  CHECK(nothing_is_left_on_any_disk());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("the_log_is_not_emptied", nothing_is_left_on_any_disk));
  CHECK(is_caught("keys_of_erased_records_stay", nothing_is_left_on_any_disk));
#endif
}

// Cut at a write of the sync that carries it out, or of one that hears of it.
void is_cut_at(std::uint64_t at, bool by_the_eraser, bool& was_cut) {
  ErasedOnDisk erased;
  ErasedWorld& it = erased.it;
  REQUIRE(it.ask(it.world.ade));
  it.sync_all(2);
  it.pass(kEraseWaitMs + 1);
  SimDevice& device = by_the_eraser ? it.world.ade : it.world.bea;
  if (!by_the_eraser) it.world.sync(it.world.ade);
  device.disk.unplug_at(at);
  try {
    static_cast<void>(it.world.sync(device));
  } catch (const SqliteError&) {
    CHECK(device.disk.is_unplugged());
  }
  was_cut = device.disk.is_unplugged();
  device.crash_and_restart(Crash::power_cut, it.world.random);
  CHECK(verify_vault(device.window()).empty());
  it.sync_all(6);
  CHECK(it.is_nowhere());
  for (SimDevice* one : it.all()) CHECK(erased.found(*one) == 0);
  CHECK(erased_records(it.world.ade.window()).front().unconfirmed.empty());
}

TEST_CASE("EraseRecord.IsCutAtEveryWriteAndStillLeavesNothing", "[simulation][erasing]") {
  for (const bool by_the_eraser : {true, false}) {
    bool was_cut = true;
    for (std::uint64_t at = 1; was_cut && at < 600; at += 61) {
      is_cut_at(at, by_the_eraser, was_cut);
    }
  }
}

}  // namespace
}  // namespace alongside
