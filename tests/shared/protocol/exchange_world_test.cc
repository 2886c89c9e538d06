// Devices, one server and a bad network, all drawn from one seed: requests and answers are lost,
// repeated and damaged, disks fail before and after a commit, the server is put back to old
// backups. Then the trouble ends, and nothing may be lost.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/shared/protocol/exchange_rig.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

constexpr std::size_t kDevices = 3;
constexpr std::size_t kStreams = 2;

struct World : ExchangeRig {
  explicit World(std::uint64_t seed) : ExchangeRig(seed), devices(kDevices) {
    for (std::size_t i = 0; i < kStreams; ++i) {
      const StreamCaps caps = StreamCaps::random(random);
      for (MemoryReplica& device : devices) device.add_stream(caps);
    }
    backup = server.streams;
  }

  bool chance(std::size_t one_in) { return random.below(one_in) == 0; }

  void write() {
    MemoryReplica& device = devices[random.below(kDevices)];
    const auto stream = static_cast<std::int64_t>(1 + random.below(kStreams));
    // Now and then more than one request or answer holds.
    const std::size_t size = chance(40) ? kMaxBlobBytes - 100 : 4 + random.below(30);
    const Bytes bytes = blob(size);
    written[stream].insert(bytes);
    device.write(stream, bytes);
  }

  // One exchange over the bad network. What a disk fault leaves is the replica as it was copied.
  void sync_badly(MemoryReplica& device) {
    device.before_commit = [this] {
      if (chance(12)) throw DiskFault{};
    };
    device.after_commit = device.before_commit;
    try {
      run_badly(device);
    } catch (const DiskFault&) {
      ++disk_faults;
    }
    device.before_commit = device.after_commit = nullptr;
  }

  void run_badly(MemoryReplica& device) {
    Exchange exchange = begin(device, chance(2) ? hash_of_list(device) : std::nullopt);
    while (exchange.state() == ExchangeState::asking) {
      const HttpRequest request = exchange.next();
      if (chance(10)) return exchange.no_answer();
      NaiveServer::Answer answer = server.post(request.path, request.body);
      if (chance(10)) answer = server.post(request.path, request.body);
      if (chance(10)) return exchange.no_answer();
      if (chance(12)) answer.body.resize(random.below(answer.body.size()));
      if (chance(12)) answer.body.insert(answer.body.begin(), std::byte{16});
      exchange.answer(answer.status, answer.body);
      check_positions(device);
    }
  }

  static std::optional<Hash> hash_of_list(MemoryReplica& device) {
    std::vector<Follow> list;
    for (const Followed& one : device.followed()) list.push_back({one.address, one.read});
    return hash_of_follow(list);
  }

  // I14: what stands at a place is held, and each blob stands at one place at most.
  void check_positions(const MemoryReplica& device) const {
    for (const auto& [number, stream] : device.streams) {
      std::vector<std::int64_t> places = stream.places;
      for (const std::int64_t blob_number : places) RC_ASSERT(device.blobs.contains(blob_number));
      std::sort(places.begin(), places.end());
      RC_ASSERT(std::adjacent_find(places.begin(), places.end()) == places.end());
    }
  }

  void trouble() {
    switch (random.below(8)) {
      case 0:
        backup = server.streams;
        break;
      case 1:
        server.streams = backup;
        server.boot = random.id<BootId>();
        server.remembered.clear();
        break;
      case 2:
      case 3:
      case 4:
        write();
        break;
      default:
        sync_badly(devices[random.below(kDevices)]);
    }
  }

  // Two rounds over a perfect network: the first brings the server everything, the second brings
  // everybody what others brought after them.
  void recover() {
    for (int round = 0; round < 2; ++round) {
      for (MemoryReplica& device : devices) {
        Exchange exchange = sync(device);
        INFO(exchange.reason());
        RC_ASSERT(exchange.state() == ExchangeState::done);
      }
    }
  }

  void check_nothing_lost() {
    for (const auto& [number, expected] : written) {
      const Address address = devices[0].streams.at(number).caps.address();
      const std::vector<Bytes>& there = server.streams.at(address).blobs;
      RC_ASSERT(std::multiset<Bytes>(there.begin(), there.end()) == expected);
      for (MemoryReplica& device : devices) {
        RC_ASSERT(device.placed(number) == there);
        RC_ASSERT(device.held(number) == expected);
      }
    }
  }

  std::vector<MemoryReplica> devices;
  std::map<std::int64_t, std::multiset<Bytes>> written;
  std::map<Address, NaiveServer::Stream> backup;
  int disk_faults = 0;
};

}  // namespace

TEST_CASE("L3.NothingIsLostOrDoubledWhateverTheNetworkAndDisksDo", "[protocol][invariant]") {
  check_property("a world of faults converges", [](std::uint64_t seed) {
    World world(seed);
    for (int step = 0; step < 30; ++step) world.trouble();
    world.recover();
    world.check_nothing_lost();
  });
}

TEST_CASE("L5.TheUnionOfTheDevicesRestoresAServerThatLostEverything", "[protocol][invariant]") {
  check_property("a server that lost everything is restored", [](std::uint64_t seed) {
    World world(seed);
    for (int i = 0; i < 12; ++i) world.write();
    world.recover();
    for (int i = 0; i < 6; ++i) world.write();
    (void)world.sync(world.devices[world.random.below(kDevices)]);
    world.server.streams.clear();
    world.recover();
    world.check_nothing_lost();
  });
}

TEST_CASE("I15.ADuplicatedRequestChangesNothing", "[protocol][invariant]") {
  World world(3);
  for (int i = 0; i < 10; ++i) world.write();
  Exchange exchange = world.begin(world.devices[0]);
  const HttpRequest request = exchange.next();
  (void)world.server.post(request.path, request.body);
  const auto before = world.server.streams;
  const auto answer = world.server.post(request.path, request.body);
  for (const auto& [address, stream] : before) {
    CHECK(world.server.streams.at(address).blobs == stream.blobs);
  }
  exchange.answer(answer.status, answer.body);
  CHECK(exchange.state() != ExchangeState::failed);
}

}  // namespace alongside
