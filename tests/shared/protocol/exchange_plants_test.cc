// One bug after the other is planted, and each is caught by what the other files here claim.
#include "tests/support/planted.h"

#ifdef ALONGSIDE_PLANTS
#include <catch2/catch_test_macros.hpp>

#include "tests/shared/protocol/exchange_rig.h"

namespace alongside {
namespace {

// One device with one unsent blob, beside two that are sent.
struct Small : ExchangeRig {
  Small() {
    stream = replica.add_stream(StreamCaps::random(random));
    replica.write(stream, blob());
    replica.write(stream, blob());
    (void)sync(replica);
    fresh = replica.write(stream, blob());
  }
  std::vector<Bytes>& there() { return server.streams.begin()->second.blobs; }
  bool is_sent() { return replica.blobs.at(fresh).receipt.has_value(); }

  MemoryReplica replica;
  std::int64_t stream = 0, fresh = 0;
};

bool refuses_a_foreign_key() {
  Small rig;
  (void)rig.sync(rig.replica);
  NaiveServer other(Key::random(rig.random), rig.server.boot);
  other.streams = rig.server.streams;
  Exchange exchange = rig.begin(rig.replica);
  exchange.answer(200, other.sync(exchange.next().body).body);
  return exchange.state() == ExchangeState::failed;
}

bool notices_a_rewritten_blob() {
  Small rig;
  rig.there()[0] = rig.blob();
  const Exchange exchange = rig.sync(rig.replica);
  return exchange.counts().healed;
}

bool refuses_a_false_receipt() {
  Small rig;
  rig.server.twist = [](const SyncRequest&, SyncAnswer& answer) {
    for (PushResult& result : answer.pushed) result.receipt = Signature{};
  };
  (void)rig.sync(rig.replica);
  return !rig.is_sent();
}

bool waits_for_the_place() {
  Small rig;
  const Hash head = rig.replica.followed()[0].head;
  rig.server.twist = [head](const SyncRequest&, SyncAnswer& answer) {
    answer.deliver.clear();
    answer.digest = digest_of({head});
  };
  (void)rig.sync(rig.replica);
  return !rig.is_sent();
}

bool heals_a_loss() {
  Small rig;
  (void)rig.sync(rig.replica);
  rig.there().resize(1);
  (void)rig.sync(rig.replica);
  return rig.there().size() == 3;
}

}  // namespace

TEST_CASE("Exchange.PlantedBugsAreCaught", "[protocol][plant]") {
  CHECK(is_caught("exchange_trusts_unsigned_answer", refuses_a_foreign_key));
  CHECK(is_caught("exchange_skips_digest", notices_a_rewritten_blob));
  CHECK(is_caught("exchange_skips_receipt_check", refuses_a_false_receipt));
  CHECK(is_caught("exchange_counts_a_receipt_without_its_place", waits_for_the_place));
  CHECK(is_caught("exchange_ignores_what_the_server_lost", heals_a_loss));
  CHECK(is_caught("exchange_heals_nothing", heals_a_loss));
}

}  // namespace alongside
#endif
