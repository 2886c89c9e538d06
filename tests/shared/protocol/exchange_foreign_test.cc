// Answers that are not our server's: nothing of them is applied.
#include <catch2/catch_test_macros.hpp>

#include "tests/shared/protocol/exchange_rig.h"

namespace alongside {
namespace {

struct OneUnsent : ExchangeRig {
  OneUnsent() {
    stream = replica.add_stream(StreamCaps::random(random));
    blob_number = replica.write(stream, blob());
  }
  bool is_untouched() const {
    return replica.applied == 0 && !replica.blobs.at(blob_number).receipt &&
           replica.streams.at(stream).places.empty();
  }
  MemoryReplica replica;
  std::int64_t stream = 0, blob_number = 0;
};

// How an exchange ends when its first request gets this answer.
ExchangeState state_after(OneUnsent& rig, int status, std::string_view body) {
  Exchange exchange = rig.begin(rig.replica);
  (void)exchange.next();
  exchange.answer(status, view_of(body));
  return exchange.state();
}

}  // namespace

TEST_CASE("Exchange.ACaptivePortalsPageIsNotSentYet", "[protocol]") {
  OneUnsent rig;
  CHECK(state_after(rig, 200, "<html><body>Welcome to the Wi-Fi</body></html>") ==
        ExchangeState::failed);
  CHECK(rig.is_untouched());
}

TEST_CASE("Exchange.EveryOtherStatusIsNotSentYet", "[protocol]") {
  for (const int status : {0, 204, 301, 302, 400, 404, 411, 413, 415, 429, 500, 502, 503, 511}) {
    OneUnsent rig;
    CHECK(state_after(rig, status, "") == ExchangeState::failed);
    CHECK(rig.is_untouched());
  }
}

TEST_CASE("Exchange.AnUnknownOrDisabledDeviceIsTurnedAway", "[protocol]") {
  for (const int status : {401, 403}) {
    OneUnsent rig;
    CHECK(state_after(rig, status, "") == ExchangeState::turned_away);
    CHECK(rig.is_untouched());
  }
}

TEST_CASE("Exchange.NoConnectionIsNotSentYet", "[protocol]") {
  OneUnsent rig;
  Exchange exchange = rig.begin(rig.replica);
  (void)exchange.next();
  exchange.no_answer();
  CHECK(exchange.state() == ExchangeState::failed);
  CHECK_FALSE(exchange.reason().empty());
}

TEST_CASE("Exchange.AnAnswerUnderAnotherKeyIsNotApplied", "[protocol]") {
  OneUnsent rig;
  NaiveServer other(Key::random(rig.random), rig.server.boot);
  Exchange exchange = rig.begin(rig.replica);
  exchange.answer(200, other.sync(exchange.next().body).body);
  CHECK(exchange.state() == ExchangeState::failed);
  CHECK(rig.is_untouched());
}

TEST_CASE("Exchange.AnAnswerToAnotherRequestIsNotApplied", "[protocol]") {
  OneUnsent rig;
  Exchange before = rig.begin(rig.replica);
  const Bytes replayed = rig.server.sync(before.next().body).body;
  Exchange exchange = rig.begin(rig.replica);
  (void)exchange.next();
  exchange.answer(200, replayed);
  CHECK(exchange.state() == ExchangeState::failed);
  CHECK(rig.is_untouched());
}

TEST_CASE("Exchange.NoPrefixAndNoFlippedBitOfAnAnswerIsApplied", "[protocol]") {
  OneUnsent rig;
  Exchange trial = rig.begin(rig.replica);
  const Bytes whole = rig.server.sync(trial.next().body).body;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Exchange exchange = rig.begin(rig.replica);
    const Bytes answer = rig.server.sync(exchange.next().body).body;
    exchange.answer(200, View(answer).first(size));
    REQUIRE(exchange.state() == ExchangeState::failed);
  }
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    Exchange exchange = rig.begin(rig.replica);
    Bytes answer = rig.server.sync(exchange.next().body).body;
    answer[bit / 8] ^= std::byte{1} << (bit % 8);
    exchange.answer(200, answer);
    REQUIRE(exchange.state() == ExchangeState::failed);
  }
  CHECK(rig.is_untouched());
}

}  // namespace alongside
