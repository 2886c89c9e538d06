#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/facts.h"
#include "client/store/late.h"
#include "tests/simulation/two_coaches.h"
#include "tests/simulation/vault_search.h"
#include "tests/support/crypto.h"
#include "tests/support/planted.h"
#include "tests/support/sealed_pages.h"

// What is left on the disk of somebody whose share was stopped, for a thief who has the vault's
// key.

namespace alongside {
namespace {

// Words without a letter in common, so that the search index holds all but the first of each.
constexpr std::string_view kByAde = "qzjxkvbwpyfm";
constexpr std::string_view kByBea = "ghdlrctnuoea";
constexpr std::string_view kOwnLate = "mfypwbvkxjzq";

bool stands_in(View bytes, View what) {
  return std::search(bytes.begin(), bytes.end(), what.begin(), what.end()) != bytes.end();
}

View without_first_letter(std::string_view word) { return view_of(word.substr(1)); }

// Everything secret that a device has of a section: keys, capabilities, sealed blobs.
std::vector<Bytes> secrets_of(SimDevice& device, SimServer& server, const SpaceId& space,
                              std::uint64_t section) {
  std::vector<Bytes> secrets;
  auto blobs = server.all_blobs();
  for (const Address& address : addresses_of_section(device, space, section)) {
    const auto stream = find_stream(device.window().db(), address);
    REQUIRE(stream);
    REQUIRE(stream->epoch_key);
    secrets.push_back(copy_of(stream->epoch_key->view()));
    secrets.push_back(copy_of(content_key_of(*stream->epoch_key).view()));
    secrets.push_back(copy_of(read_cap_of(*stream->epoch_key).view()));
    if (stream->append_cap) secrets.push_back(copy_of(stream->append_cap->view()));
    for (const Bytes& blob : blobs[address]) {
      secrets.emplace_back(blob.end() - 64, blob.end());
    }
  }
  return secrets;
}

// How many of `what` a thief finds on the disk.
std::size_t found(const std::vector<OpenedPage>& pages, const std::vector<Bytes>& what) {
  return static_cast<std::size_t>(std::count_if(what.begin(), what.end(), [&](const Bytes& one) {
    return std::any_of(pages.begin(), pages.end(),
                       [&](const OpenedPage& page) { return stands_in(page.bytes, one); });
  }));
}

bool reads(const std::vector<OpenedPage>& pages, std::string_view word) {
  return found(pages, {copy_of(without_first_letter(word))}) != 0;
}

struct Stopped {
  TwoCoaches world;
  std::vector<Bytes> secrets;

  // Notes of both, long ones and many, so that pages are split, moved and freed.
  Stopped() {
    world.sync_all();
    for (int i = 0; i < 30; ++i) {
      const std::string filler(static_cast<std::size_t>(40 * i), '.');
      world.write_note(world.ade, std::string(kByAde) + filler);
      world.write_note(world.bea, std::string(kByBea) + filler);
      if (i % 10 == 0) world.sync_all();
    }
    world.sync_all();
    secrets = secrets_of(world.bea, world.server, world.mo, kSectionNotes);
  }
  std::vector<OpenedPage> pages() {
    return opened_pages(world.bea.disk.image(), world.bea.keys().vault);
  }
  // Ade stops, and Bea writes before she hears of it.
  void stop() {
    REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
    REQUIRE(world.sync(world.ade).state == SyncState::sent);
    world.write_note(world.bea, std::string(kOwnLate));
    world.sync_all();
  }
};

TEST_CASE("StopSharing.LeavesNoKeyAndNoWordOnTheDiskToAThiefWithTheVaultsKey",
          "[simulation][stop]") {
  Stopped stopped;
  REQUIRE(stopped.secrets.size() > 20);
  REQUIRE(found(stopped.pages(), stopped.secrets) > 15);  // the control: the search finds them
  REQUIRE(reads(stopped.pages(), kByAde));
  REQUIRE(reads(stopped.pages(), kByBea));

  stopped.stop();
  const auto left = stopped.pages();
  CHECK(found(left, stopped.secrets) == 0);
  CHECK_FALSE(reads(left, kByAde));
  CHECK_FALSE(reads(left, kByBea));
  CHECK(reads(left, kOwnLate));  // their own, until Mo has decided
  auto& free_pages = stopped.world.bea.window().db().statement("PRAGMA freelist_count");
  REQUIRE(free_pages.step());
  CHECK(free_pages.integer(0) > 0);  // the search went over pages that were given up
}

TEST_CASE("StopSharing.LeavesNothingReadableInTheFilesThemselves", "[simulation][stop]") {
  Stopped stopped;
  const auto is_in_files = [&](View what) {
    const DiskImage files = stopped.world.bea.disk.image();
    return std::any_of(files.begin(), files.end(),
                       [&](const auto& file) { return stands_in(file.second, what); });
  };
  const auto nothing_readable = [&] {
    for (const std::string_view word : {kByAde, kByBea, kOwnLate}) {
      CHECK_FALSE(is_in_files(without_first_letter(word)));
    }
    for (const Bytes& secret : stopped.secrets) CHECK_FALSE(is_in_files(secret));
  };
  nothing_readable();
  stopped.stop();
  nothing_readable();
}

TEST_CASE("StopSharing.IsCutAtEveryWriteAndStillLeavesNothingOnTheDisk", "[simulation][stop]") {
  for (std::uint64_t at = 1; at < 400; at += 29) {
    Stopped stopped;
    TwoCoaches& world = stopped.world;
    REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
    REQUIRE(world.sync(world.ade).state == SyncState::sent);
    world.bea.disk.unplug_at(at);
    try {
      static_cast<void>(world.sync(world.bea));
    } catch (const SqliteError&) {
      CHECK(world.bea.disk.is_unplugged());
    }
    const bool was_cut = world.bea.disk.is_unplugged();
    world.bea.crash_and_restart(Crash::power_cut, world.random);
    world.sync_all();
    CHECK(found(stopped.pages(), stopped.secrets) == 0);
    CHECK_FALSE(reads(stopped.pages(), kByAde));
    if (!was_cut) break;
  }
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("StopSharing.LogThatIsNotEmptiedIsSeenOnTheDisk", "[simulation][stop]") {
  CHECK(is_caught("the_log_is_not_emptied", [] {
    Stopped stopped;
    stopped.stop();
    return found(stopped.pages(), stopped.secrets) == 0 && !reads(stopped.pages(), kByAde);
  }));
}
#endif

}  // namespace
}  // namespace alongside
