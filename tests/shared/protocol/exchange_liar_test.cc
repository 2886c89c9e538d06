// A server that lies under its true key: the same or the next sync notices, and nothing it says
// counts as sent.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "tests/shared/protocol/exchange_rig.h"

namespace alongside {
namespace {

// A device that has seen `seen` blobs of a stream, all at the server.
struct Seen : ExchangeRig {
  explicit Seen(int seen) : caps(StreamCaps::random(random)) {
    stream = replica.add_stream(caps);
    for (int i = 0; i < seen; ++i) replica.write(stream, blob());
    Exchange exchange = sync(replica);
    if (exchange.state() != ExchangeState::done) throw std::logic_error("the first sync failed");
  }
  std::vector<Bytes>& there() { return server.streams.begin()->second.blobs; }

  StreamCaps caps;
  MemoryReplica replica;
  std::int64_t stream = 0;
};

// The device noticed, and either mended the server or says that it cannot.
bool noticed(const Exchange& exchange) {
  return exchange.counts().healed || exchange.state() == ExchangeState::failed;
}

bool fails(ExchangeRig& rig, MemoryReplica& replica,
           std::function<void(const SyncRequest&, SyncAnswer&)> twist) {
  rig.server.twist = std::move(twist);
  const std::uint64_t applied = replica.applied;
  const Exchange exchange = rig.sync(replica);
  return exchange.state() == ExchangeState::failed && replica.applied == applied;
}

}  // namespace

TEST_CASE("I11.ReorderedBlobsAreNoticed", "[protocol][invariant]") {
  Seen rig(4);
  std::swap(rig.there()[1], rig.there()[2]);
  CHECK(noticed(rig.sync(rig.replica)));
}

TEST_CASE("I11.ARemovedBlobIsNoticed", "[protocol][invariant]") {
  for (std::size_t at = 0; at < 4; ++at) {
    Seen rig(4);
    rig.there().erase(rig.there().begin() + static_cast<std::ptrdiff_t>(at));
    CHECK(noticed(rig.sync(rig.replica)));
  }
}

TEST_CASE("I11.AnInsertedBlobIsNoticed", "[protocol][invariant]") {
  for (std::size_t at = 0; at < 4; ++at) {
    Seen rig(4);
    rig.there().insert(rig.there().begin() + static_cast<std::ptrdiff_t>(at), rig.blob());
    CHECK(noticed(rig.sync(rig.replica)));
  }
}

TEST_CASE("I11.ARewrittenBlobIsNoticedAtTheSameLength", "[protocol][invariant]") {
  for (std::size_t at = 0; at < 4; ++at) {
    Seen rig(4);
    rig.there()[at] = rig.blob();
    CHECK(noticed(rig.sync(rig.replica)));
  }
}

TEST_CASE("I11.AStreamThatIsGoneIsNoticed", "[protocol][invariant]") {
  Seen rig(4);
  rig.server.streams.clear();
  CHECK(noticed(rig.sync(rig.replica)));
}

TEST_CASE("I11.WhatIsDeliveredInAnotherOrderIsNoticed", "[protocol][invariant]") {
  Seen rig(1);
  MemoryReplica other;
  const std::int64_t stream = other.add_stream(rig.caps);
  for (int i = 0; i < 3; ++i) other.write(stream, rig.blob());
  (void)rig.sync(other);
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    if (!answer.deliver.empty()) std::swap(answer.deliver[0].items[0], answer.deliver[0].items[1]);
  }));
}

TEST_CASE("I11.ADigestOfSomethingElseIsNeverAccepted", "[protocol][invariant]") {
  Seen rig(2);
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    if (answer.digest) answer.digest->bytes[0] ^= std::byte{1};
  }));
}

TEST_CASE("I11.TwoHistoriesShownToTwoDevicesPartForEver", "[protocol][invariant]") {
  Seen rig(2);
  MemoryReplica other;
  other.add_stream(rig.caps);
  (void)rig.sync(other);
  rig.replica.write(rig.stream, rig.blob());
  (void)rig.sync(rig.replica);
  rig.there().back() = rig.blob();
  CHECK(rig.sync(other).state() == ExchangeState::done);
  CHECK(noticed(rig.sync(rig.replica)));
}

TEST_CASE("Exchange.AReceiptThatDoesNotVerifyIsNotSent", "[protocol]") {
  Seen rig(1);
  rig.replica.write(rig.stream, rig.blob());
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    for (PushResult& result : answer.pushed) result.receipt->bytes[5] ^= std::byte{4};
  }));
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    for (PushResult& result : answer.pushed) result.receipt.reset();
  }));
}

TEST_CASE("Exchange.AReceiptForWhatIsNeverShownIsNotSent", "[protocol]") {
  Seen rig(2);
  const std::int64_t number = rig.replica.write(rig.stream, rig.blob());
  const Hash head = rig.replica.followed()[0].head;
  rig.server.twist = [&](const SyncRequest&, SyncAnswer& answer) {
    answer.deliver.clear();
    answer.digest = digest_of({head});
  };
  CHECK(rig.sync(rig.replica).state() == ExchangeState::failed);
  CHECK_FALSE(rig.replica.blobs.at(number).receipt.has_value());
}

TEST_CASE("Exchange.ABlobThatIsDeliveredAtTwoPlacesIsNotTaken", "[protocol]") {
  Seen rig(1);
  const Hash head = rig.replica.followed()[0].head;
  const Bytes held = rig.there()[0];
  const Bytes fresh = rig.blob();
  for (const std::vector<Bytes>& order : {std::vector{fresh, fresh}, {held}, {fresh, held}}) {
    CHECK(fails(rig, rig.replica, [&](const SyncRequest&, SyncAnswer& answer) {
      Delivery part{0, 1, {}};
      Hash end = head;
      for (const Bytes& blob : order) {
        part.items.emplace_back(blob);
        end = next_head(end, hash_of_blob(blob));
      }
      answer.deliver = {part};
      answer.digest = digest_of({end});
    }));
  }
}

TEST_CASE("Exchange.WhatWasSentIsPlacedOnce", "[protocol]") {
  Seen rig(1);
  const Bytes blob = rig.blob();
  rig.replica.write(rig.stream, blob);
  const Hash head = rig.replica.followed()[0].head;
  CHECK(fails(rig, rig.replica, [&](const SyncRequest&, SyncAnswer& answer) {
    const DeliveredItem sent(std::uint64_t{0});
    answer.deliver = {{0, 1, {sent, sent}}};
    answer.digest = digest_of({next_head(next_head(head, hash_of_blob(blob)), hash_of_blob(blob))});
  }));
}

// As an earlier version of this app may have left it: one blob, counted at two places.
TEST_CASE("Exchange.AStreamThatCountsABlobTwiceBeginsAgain", "[protocol]") {
  struct Forgetful final : Replica {
    explicit Forgetful(MemoryReplica& of) : inner(of) {}
    std::vector<Followed> followed() override {
      std::vector<Followed> list = inner.followed();
      if (is_mended) return list;
      list[0].head = next_head(list[0].head, inner.hashes(list[0].number)[0]);
      ++list[0].count;
      return list;
    }
    std::vector<Outgoing> outgoing(std::size_t bytes,
                                   const std::vector<std::int64_t>& except) override {
      return inner.outgoing(bytes, except);
    }
    void apply(const Applied& answer) override { inner.apply(answer); }
    std::vector<Hash> hashes(std::int64_t stream) override { return inner.hashes(stream); }
    void reorder(std::int64_t stream, std::uint64_t keep) override {
      is_mended = is_mended || keep == 0;
      inner.reorder(stream, keep);
    }
    MemoryReplica& inner;
    bool is_mended = false;
  };
  Seen rig(2);
  const std::vector<Bytes> before = rig.replica.placed(rig.stream);
  Forgetful replica(rig.replica);
  Exchange exchange(replica, rig.random, {rig.server.pin(), {}});
  rig.finish(exchange);
  CHECK(exchange.state() == ExchangeState::done);
  CHECK(replica.is_mended);
  CHECK(rig.replica.placed(rig.stream) == before);
}

TEST_CASE("Exchange.AnEndWithoutProofIsNotBelieved", "[protocol]") {
  for (const StreamState state : {StreamState::closed, StreamState::dropped}) {
    Seen rig(1);
    CHECK(fails(rig, rig.replica, [&](const SyncRequest&, SyncAnswer& answer) {
      answer.states = {{0, state, rig.random.id<Capability>()}};
      answer.deliver.clear();
    }));
  }
}

TEST_CASE("Exchange.ARefusalWithoutProofIsNotBelieved", "[protocol]") {
  Seen rig(1);
  rig.replica.write(rig.stream, rig.blob());
  CHECK(fails(rig, rig.replica, [&](const SyncRequest&, SyncAnswer& answer) {
    answer.pushed = {{PushStatus::closed, {}, rig.random.id<Capability>()}};
  }));
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    answer.pushed = {{PushStatus::closed, {}, {}}};
  }));
}

TEST_CASE("Exchange.AServerThatPromisesMoreForEverIsLeft", "[protocol]") {
  Seen rig(1);
  rig.server.twist = [](const SyncRequest&, SyncAnswer& answer) { answer.more = true; };
  const Exchange exchange = rig.sync(rig.replica);
  CHECK(exchange.state() == ExchangeState::failed);
  CHECK(exchange.counts().requests < 10);
}

TEST_CASE("Exchange.AServerThatAlwaysSaysItIsBehindIsLeft", "[protocol]") {
  Seen rig(3);
  rig.server.twist = [](const SyncRequest&, SyncAnswer& answer) {
    answer.behind = {0};
    answer.deliver.clear();
    answer.digest = digest_of({behind_head()});
  };
  const Exchange exchange = rig.sync(rig.replica);
  CHECK(exchange.state() == ExchangeState::failed);
  CHECK(exchange.counts().requests < 20);
}

TEST_CASE("Exchange.AServerThatLiesAboutItsOrderIsLeft", "[protocol]") {
  Seen rig(3);
  rig.there().pop_back();
  rig.server.twist_have = [&](HaveAnswer& answer) {
    for (HaveStream& stream : answer.streams) {
      stream.count = 1'000'000'000;
      stream.head = rig.random.id<Hash>();
    }
  };
  const Exchange exchange = rig.sync(rig.replica);
  CHECK(exchange.state() == ExchangeState::failed);
  CHECK(exchange.counts().requests < 20);
}

TEST_CASE("Exchange.IndexesOutOfRangeAreRefused", "[protocol]") {
  Seen rig(1);
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    answer.deliver = {{7, {}, {DeliveredItem(Bytes(3))}}};
  }));
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    answer.deliver = {{0, {}, {DeliveredItem(std::uint64_t{0})}}};
  }));
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    answer.deliver = {{0, 5, {DeliveredItem(Bytes(3))}}};
  }));
  CHECK(
      fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) { answer.behind = {9}; }));
  CHECK(fails(rig, rig.replica, [](const SyncRequest&, SyncAnswer& answer) {
    answer.pushed = {{PushStatus::denied, {}, {}}};
  }));
}

}  // namespace alongside
