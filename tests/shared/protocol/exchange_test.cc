#include "shared/protocol/exchange.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/shared/protocol/exchange_rig.h"

namespace alongside {
namespace {

// Two devices with one stream in common.
struct TwoDevices : ExchangeRig {
  TwoDevices() : caps(StreamCaps::random(random)) {
    here = ade.add_stream(caps);
    there = bea.add_stream(caps);
  }
  StreamCaps caps;
  MemoryReplica ade, bea;
  std::int64_t here = 0, there = 0;
};

}  // namespace

TEST_CASE("Exchange.CarriesABlobFromOneDeviceToAnother", "[protocol]") {
  TwoDevices rig;
  const Bytes blob = rig.blob();
  rig.ade.write(rig.here, blob);
  CHECK(rig.sync(rig.ade).state() == ExchangeState::done);
  CHECK(rig.sync(rig.bea).state() == ExchangeState::done);
  CHECK(rig.bea.placed(rig.there) == std::vector<Bytes>{blob});
}

TEST_CASE("Exchange.CatchesUpAndSendsInOneRequest", "[protocol]") {
  TwoDevices rig;
  rig.ade.write(rig.here, rig.blob());
  (void)rig.sync(rig.ade);
  rig.bea.write(rig.there, rig.blob());
  const Exchange exchange = rig.sync(rig.bea);
  CHECK(exchange.counts().requests == 1);
  CHECK(exchange.counts().sent == 1);
  CHECK(exchange.counts().received == 1);
  CHECK(rig.bea.placed(rig.there).size() == 2);
}

TEST_CASE("Exchange.SteadyStateOfThirtyPeopleIsBelow1500Bytes", "[protocol]") {
  ExchangeRig rig;
  MemoryReplica replica;
  for (int i = 0; i < 30 * 12; ++i) {
    const std::int64_t stream = replica.add_stream(StreamCaps::random(rig.random));
    replica.write(stream, rig.blob());
  }
  const Exchange first = rig.sync(replica);
  const Exchange second = rig.sync(replica, first.follow_hash());
  CHECK(second.state() == ExchangeState::done);
  CHECK(second.counts().requests == 1);
  CHECK(second.counts().bytes_up + second.counts().bytes_down < 1500);
}

TEST_CASE("Exchange.TellsItsListToAServerThatForgotIt", "[protocol]") {
  TwoDevices rig;
  const Exchange first = rig.sync(rig.ade);
  rig.server.remembered.clear();
  rig.ade.write(rig.here, rig.blob());
  const Exchange second = rig.sync(rig.ade, first.follow_hash());
  CHECK(second.state() == ExchangeState::done);
  CHECK(second.counts().requests == 2);
  CHECK(second.counts().sent == 1);
}

TEST_CASE("Exchange.GivesUpOnAServerThatForgetsForEver", "[protocol]") {
  TwoDevices rig;
  rig.server.twist = [](const SyncRequest&, SyncAnswer& answer) { answer.need_list = true; };
  CHECK(rig.sync(rig.ade).state() == ExchangeState::failed);
}

TEST_CASE("Exchange.FollowsAtOnceWhatAnAnswerGaveAccessTo", "[protocol]") {
  TwoDevices rig;
  const StreamCaps granted = StreamCaps::random(rig.random);
  const std::int64_t stream = rig.ade.add_stream(granted);
  rig.ade.write(stream, rig.blob());
  rig.ade.write(rig.here, rig.blob());
  (void)rig.sync(rig.ade);
  rig.bea.after_commit = [&] {
    if (rig.bea.streams.size() == 1) rig.bea.add_stream(granted);
  };
  CHECK(rig.sync(rig.bea).state() == ExchangeState::done);
  CHECK(rig.bea.placed(2).size() == 1);
}

TEST_CASE("Exchange.SendsMoreThanFitsIntoOneRequest", "[protocol]") {
  TwoDevices rig;
  for (int i = 0; i < 600; ++i) rig.ade.write(rig.here, rig.blob());
  for (int i = 0; i < 5; ++i) rig.ade.write(rig.here, rig.blob(kMaxBlobBytes));
  const Exchange exchange = rig.sync(rig.ade);
  CHECK(exchange.state() == ExchangeState::done);
  CHECK(exchange.counts().sent == 605);
  CHECK(rig.server.streams.begin()->second.blobs.size() == 605);
}

TEST_CASE("Exchange.NoRequestIsLargerThanABody", "[protocol]") {
  ExchangeRig rig;
  MemoryReplica replica;
  for (std::size_t i = 0; i < kMaxFollowed; ++i) replica.add_stream(StreamCaps::random(rig.random));
  replica.write(1, rig.blob(kMaxBlobBytes));
  replica.write(2, rig.blob(kMaxBlobBytes));
  Exchange exchange = rig.begin(replica);
  while (exchange.state() == ExchangeState::asking) {
    const HttpRequest request = exchange.next();
    REQUIRE(request.body.size() <= kMaxBodyBytes);
    const auto answer = rig.server.post(request.path, request.body);
    REQUIRE(answer.body.size() <= kMaxBodyBytes);
    exchange.answer(answer.status, answer.body);
  }
  CHECK(exchange.state() == ExchangeState::done);
}

TEST_CASE("Exchange.SaysSoWhenItFollowsTooMuch", "[protocol]") {
  ExchangeRig rig;
  MemoryReplica replica;
  for (std::size_t i = 0; i <= kMaxFollowed; ++i) {
    replica.add_stream(StreamCaps::random(rig.random));
  }
  CHECK(rig.begin(replica).state() == ExchangeState::failed);
}

TEST_CASE("Exchange.APushToAClosedStreamIsToldWithItsProof", "[protocol]") {
  TwoDevices rig;
  rig.ade.ends.close = {{rig.caps.address(), rig.caps.close, rig.caps.four()}};
  (void)rig.sync(rig.ade);
  const std::int64_t late = rig.bea.write(rig.there, rig.blob());
  const Exchange exchange = rig.sync(rig.bea);
  CHECK(exchange.state() == ExchangeState::done);
  CHECK(exchange.counts().refused == 1);
  CHECK(rig.bea.blobs.at(late).refused == PushStatus::closed);
  CHECK(rig.bea.streams.at(rig.there).proof == rig.caps.close);
}

TEST_CASE("Exchange.ADroppedStreamIsToldWithItsProof", "[protocol]") {
  TwoDevices rig;
  rig.ade.write(rig.here, rig.blob());
  (void)rig.sync(rig.ade);
  (void)rig.sync(rig.bea);
  rig.ade.ends.drop = {{rig.caps.address(), rig.ade.followed()[0].head, rig.caps.drop, {}}};
  CHECK(rig.sync(rig.ade).state() == ExchangeState::done);
  CHECK(rig.server.streams.begin()->second.blobs.empty());
  CHECK(rig.sync(rig.bea).state() == ExchangeState::done);
  CHECK(rig.bea.streams.at(rig.there).state == StreamState::dropped);
  CHECK(rig.bea.placed(rig.there).size() == 1);
}

TEST_CASE("I19.NothingTheServerSaysTakesABlobFromADevice", "[protocol][invariant]") {
  TwoDevices rig;
  rig.ade.write(rig.here, rig.blob());
  (void)rig.sync(rig.ade);
  const auto held = rig.ade.held(rig.here);
  rig.server.streams.clear();
  rig.server.twist = [](const SyncRequest&, SyncAnswer& answer) { answer.deliver.clear(); };
  (void)rig.sync(rig.ade);
  CHECK(rig.ade.held(rig.here) == held);
}

TEST_CASE("I14.APlaceNeverCoversABlobThatIsNotStoredHere", "[protocol][invariant]") {
  TwoDevices rig;
  rig.ade.write(rig.here, rig.blob());
  (void)rig.sync(rig.ade);
  rig.bea.before_commit = [] { throw DiskFault{}; };
  Exchange exchange = rig.begin(rig.bea);
  const auto answer = rig.server.sync(exchange.next().body);
  CHECK_THROWS_AS(exchange.answer(200, answer.body), DiskFault);
  CHECK(exchange.state() == ExchangeState::failed);
  CHECK(rig.bea.followed()[0].count == 0);
  rig.bea.before_commit = nullptr;
  CHECK(rig.sync(rig.bea).counts().received == 1);
}

TEST_CASE("Exchange.LeavesAMessageInAnInboxItCannotRead", "[protocol]") {
  ExchangeRig rig;
  MemoryReplica replica;
  const std::int64_t inbox = replica.add_stream(StreamCaps::random(rig.random), true, false);
  const std::int64_t message = replica.write(inbox, rig.blob());
  const Exchange exchange = rig.sync(replica);
  CHECK(exchange.state() == ExchangeState::done);
  CHECK(exchange.counts().sent == 1);
  CHECK(replica.blobs.at(message).receipt.has_value());
}

TEST_CASE("Exchange.TellsTimeAndBootOfEachAnswer", "[protocol]") {
  TwoDevices rig;
  rig.server.time = 1'700'000'000'000;
  (void)rig.sync(rig.ade);
  CHECK(rig.ade.boot == rig.server.boot);
  CHECK(rig.ade.applied == 1);
}

}  // namespace alongside
