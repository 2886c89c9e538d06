// A server that lost something is mended by the devices that still have it.
#include <catch2/catch_test_macros.hpp>

#include "tests/shared/protocol/exchange_rig.h"

namespace alongside {
namespace {

// Ade and Bea with one stream; both have the five blobs that both of them wrote.
struct Restored : ExchangeRig {
  Restored() : caps(StreamCaps::random(random)) {
    here = ade.add_stream(caps);
    there = bea.add_stream(caps);
    for (int i = 0; i < 3; ++i) ade.write(here, blob());
    (void)sync(ade);
    backup = server.streams;
    for (int i = 0; i < 2; ++i) bea.write(there, blob());
    (void)sync(bea);
    (void)sync(ade);
  }
  void restore() {
    server.streams = backup;
    server.boot = random.id<BootId>();
  }
  std::vector<Bytes>& at_server() { return server.streams.begin()->second.blobs; }

  StreamCaps caps;
  MemoryReplica ade, bea;
  std::int64_t here = 0, there = 0;
  std::map<Address, NaiveServer::Stream> backup;
};

}  // namespace

TEST_CASE("Exchange.HealsAServerRestoredFromAnOldBackup", "[protocol]") {
  Restored rig;
  const std::vector<Bytes> before = rig.at_server();
  rig.restore();
  const Exchange exchange = rig.sync(rig.ade);
  CHECK(exchange.state() == ExchangeState::done);
  CHECK(exchange.counts().healed);
  CHECK(rig.at_server() == before);
}

TEST_CASE("Exchange.HealsWithBlobsThatOthersMade", "[protocol]") {
  Restored rig;
  rig.restore();
  (void)rig.sync(rig.ade);
  CHECK(rig.at_server() == rig.bea.placed(rig.there));
}

TEST_CASE("Exchange.HealsAServerThatLostEverything", "[protocol]") {
  Restored rig;
  const std::vector<Bytes> before = rig.at_server();
  rig.server.streams.clear();
  CHECK(rig.sync(rig.bea).state() == ExchangeState::done);
  CHECK(rig.at_server() == before);
  CHECK(rig.sync(rig.ade).state() == ExchangeState::done);
  CHECK(rig.ade.placed(rig.here) == before);
}

TEST_CASE("Exchange.TakesTheServersOrderWhereOtherWritesStandAtItsPlaces", "[protocol]") {
  Restored rig;
  rig.restore();
  MemoryReplica cem;
  const std::int64_t stream = cem.add_stream(rig.caps);
  cem.write(stream, rig.blob());
  REQUIRE(rig.sync(cem).state() == ExchangeState::done);
  REQUIRE(rig.sync(rig.ade).state() == ExchangeState::done);
  REQUIRE(rig.sync(rig.bea).state() == ExchangeState::done);
  REQUIRE(rig.sync(cem).state() == ExchangeState::done);
  CHECK(rig.at_server().size() == 6);
  CHECK(rig.ade.placed(rig.here) == rig.at_server());
  CHECK(rig.bea.placed(rig.there) == rig.at_server());
  CHECK(cem.placed(stream) == rig.at_server());
}

TEST_CASE("Exchange.SendsNothingThatTheServerStillHas", "[protocol]") {
  Restored rig;
  rig.restore();
  Exchange exchange = rig.begin(rig.ade);
  std::size_t pushed = 0;
  while (exchange.state() == ExchangeState::asking) {
    const HttpRequest request = exchange.next();
    if (request.path == "/v1/sync") pushed += decode_sync_request(request.body)->push.size();
    const auto answer = rig.server.post(request.path, request.body);
    exchange.answer(answer.status, answer.body);
  }
  CHECK(pushed == 2);
}

TEST_CASE("Exchange.AReaderWhoMayNotAppendWaitsForThoseWhoMay", "[protocol]") {
  Restored rig;
  MemoryReplica reader;
  const std::int64_t stream = reader.add_stream(rig.caps, false);
  (void)rig.sync(reader);
  const std::vector<Bytes> before = rig.at_server();
  rig.restore();
  CHECK(rig.sync(reader).state() == ExchangeState::done);
  CHECK(reader.held(stream).size() == 5);
  CHECK(reader.placed(stream).size() == 3);
  (void)rig.sync(rig.ade);
  CHECK(rig.sync(reader).state() == ExchangeState::done);
  CHECK(reader.placed(stream) == before);
}

TEST_CASE("Exchange.HealsAServerThatHasABlobAtALaterPlace", "[protocol]") {
  Restored rig;
  std::vector<Bytes>& there = rig.at_server();
  const Bytes moved = there[2];
  there.erase(there.begin() + 2);
  for (int i = 0; i < 3; ++i) there.push_back(rig.blob());
  there.push_back(moved);
  const Exchange exchange = rig.sync(rig.ade);
  CHECK(exchange.state() == ExchangeState::done);
  CHECK(exchange.counts().healed);
  CHECK(rig.ade.placed(rig.here) == there);
}

TEST_CASE("Exchange.AHealThatIsCutOffGoesOnNextTime", "[protocol]") {
  Restored rig;
  const std::vector<Bytes> before = rig.at_server();
  for (std::uint64_t cut = 1; cut < 4; ++cut) {
    rig.restore();
    Exchange exchange = rig.begin(rig.ade);
    while (exchange.state() == ExchangeState::asking) {
      const HttpRequest request = exchange.next();
      if (exchange.counts().requests == cut) {
        exchange.no_answer();
        break;
      }
      const auto answer = rig.server.post(request.path, request.body);
      exchange.answer(answer.status, answer.body);
    }
  }
  rig.restore();
  CHECK(rig.sync(rig.ade).state() == ExchangeState::done);
  CHECK(rig.at_server() == before);
}

}  // namespace alongside
