#include "sync-server/store/answer.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/sync-server/store/answer_rig.h"

namespace alongside {
namespace {

// One stream, one enrolled device.
struct OneStream : AnswerRig {
  OneStream() : caps(StreamCaps::random(random)), token(enrolled()) {}

  PushResult push(Bytes blob, const Capability& append) {
    SyncRequest request;
    request.push = {push_to(caps, std::move(blob))};
    request.push[0].append = append;
    if (count() > 0) request.push[0].four.reset();
    return sync(token, request).pushed.at(0);
  }
  PushResult push(Bytes blob) { return push(std::move(blob), caps.append); }
  std::uint64_t count() {
    const auto stream = Log(*database).find(caps.address());
    return stream ? stream->count : 0;
  }

  StreamCaps caps;
  Token token;
};

}  // namespace

TEST_CASE("I12.AReceiptedBlobIsThereAfterAKill", "[server][invariant]") {
  OneStream rig;
  const Bytes blob = rig.random.bytes(20);
  const PushResult result = rig.push(blob);
  REQUIRE(result.receipt.has_value());
  CHECK(
      check_receipt(rig.answerer->key(), rig.caps.address(), hash_of_blob(blob), *result.receipt));
  rig.restart();
  const SyncAnswer answer = rig.sync(rig.token, following(rig.caps, 0));
  REQUIRE(answer.deliver.size() == 1);
  CHECK(answer.deliver[0].items == std::vector<DeliveredItem>{blob});
}

TEST_CASE("I15.AnyNumberOfRepeatsGivesOneBlobAtOnePlace", "[server][invariant]") {
  OneStream rig;
  const Bytes first = rig.random.bytes(20);
  const Bytes second = rig.random.bytes(20);
  for (int i = 0; i < 3; ++i) {
    CHECK(rig.push(first).status == PushStatus::stored);
    CHECK(rig.push(second).status == PushStatus::stored);
  }
  CHECK(rig.count() == 2);
  const SyncAnswer answer = rig.sync(rig.token, following(rig.caps, 0));
  REQUIRE(answer.deliver.size() == 1);
  CHECK(answer.deliver[0].items == std::vector<DeliveredItem>{first, second});
}

TEST_CASE("Server.AppendingNeedsA", "[server]") {
  OneStream rig;
  CHECK(rig.push(rig.random.bytes(9), rig.caps.read).status == PushStatus::denied);
  CHECK(rig.count() == 0);
  CHECK(rig.push(rig.random.bytes(9)).status == PushStatus::stored);
  CHECK(rig.push(rig.random.bytes(9), rig.caps.read).status == PushStatus::denied);
  CHECK(rig.count() == 1);
}

TEST_CASE("Server.NobodyTakesAnAddressWithoutItsFourHashes", "[server]") {
  OneStream rig;
  const StreamCaps other = StreamCaps::random(rig.random);
  SyncRequest request;
  request.push = {push_to(rig.caps, rig.random.bytes(9))};
  request.push[0].append = other.append;
  request.push[0].four = other.four();
  CHECK(rig.sync(rig.token, request).pushed[0].status == PushStatus::denied);
  request.push[0].four.reset();
  CHECK(rig.sync(rig.token, request).pushed[0].status == PushStatus::denied);
  CHECK(rig.count() == 0);
}

TEST_CASE("Server.AStreamWithAnothersRIsAnotherStream", "[server]") {
  OneStream rig;
  StreamCaps squat = StreamCaps::random(rig.random);
  squat.read = rig.caps.read;
  SyncRequest request;
  request.push = {push_to(squat, rig.random.bytes(9))};
  CHECK(rig.sync(rig.token, request).pushed[0].status == PushStatus::stored);
  CHECK(rig.push(rig.random.bytes(9)).status == PushStatus::stored);
  CHECK(rig.sync(rig.token, following(rig.caps, 0)).deliver.at(0).items.size() == 1);
}

TEST_CASE("Server.ReadingNeedsR", "[server]") {
  OneStream rig;
  (void)rig.push(rig.random.bytes(9));
  SyncRequest request = following(rig.caps, 0);
  request.follow[0].read = rig.caps.append;
  const SyncAnswer answer = rig.sync(rig.token, request);
  CHECK(answer.deliver.empty());
  CHECK(answer.digest == digest_of({Hash{}}));
}

TEST_CASE("Server.AClosedStreamTakesNothingNewAndShowsC", "[server]") {
  OneStream rig;
  const Bytes before = rig.random.bytes(9);
  (void)rig.push(before);
  SyncRequest wrong = following(rig.caps, 1);
  wrong.close = {{rig.caps.address(), rig.caps.drop, {}}};
  CHECK(rig.sync(rig.token, wrong).states.empty());
  SyncRequest close = following(rig.caps, 1);
  close.close = {{rig.caps.address(), rig.caps.close, {}}};
  const SyncAnswer answer = rig.sync(rig.token, close);
  REQUIRE(answer.states.size() == 1);
  CHECK(answer.states[0].state == StreamState::closed);
  CHECK(answer.states[0].proof == rig.caps.close);
  const PushResult late = rig.push(rig.random.bytes(9));
  CHECK(late.status == PushStatus::closed);
  CHECK(late.proof == rig.caps.close);
  CHECK(rig.push(before).status == PushStatus::stored);
  CHECK(rig.count() == 1);
}

TEST_CASE("Server.ADropNeedsDAndTheHead", "[server]") {
  OneStream rig;
  const Bytes blob = rig.random.bytes(9);
  (void)rig.push(blob);
  const Hash head = next_head(Hash{}, hash_of_blob(blob));
  SyncRequest request = following(rig.caps, 1);
  request.drop = {{rig.caps.address(), Hash{}, rig.caps.drop, {}}};
  CHECK(rig.sync(rig.token, request).states.empty());
  request.drop = {{rig.caps.address(), head, rig.caps.close, {}}};
  CHECK(rig.sync(rig.token, request).states.empty());
  request.drop = {{rig.caps.address(), head, rig.caps.drop, {}}};
  const SyncAnswer answer = rig.sync(rig.token, request);
  REQUIRE(answer.states.size() == 1);
  CHECK(answer.states[0].state == StreamState::dropped);
  CHECK(answer.digest == digest_of({dropped_head(rig.caps.drop)}));
  CHECK(rig.push(blob).status == PushStatus::dropped);
  CHECK(rig.count() == 0);
}

TEST_CASE("Server.ADropOfWhatItNeverHadKeepsItOut", "[server]") {
  OneStream rig;
  SyncRequest request;
  request.drop = {{rig.caps.address(), Hash{}, rig.caps.drop, rig.caps.four()}};
  (void)rig.sync(rig.token, request);
  CHECK(rig.push(rig.random.bytes(9)).status == PushStatus::dropped);
}

TEST_CASE("Server.DroppedBytesLeaveTheFile", "[server]") {
  OneStream rig;
  const Bytes blob = rig.random.bytes(64);
  (void)rig.push(blob);
  const auto holds_blob = [&] {
    rig.database->checkpoint_truncate();
    std::ifstream file(rig.folder.path() / "server.db", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    return bytes.find(text_of(blob)) != std::string::npos;
  };
  REQUIRE(holds_blob());
  SyncRequest request;
  request.drop = {{rig.caps.address(), next_head(Hash{}, hash_of_blob(blob)), rig.caps.drop, {}}};
  (void)rig.sync(rig.token, request);
  CHECK_FALSE(holds_blob());
}

TEST_CASE("Server.DeliversAtLeastOneBlobHoweverLittleIsAskedFor", "[server]") {
  OneStream rig;
  for (int i = 0; i < 3; ++i) (void)rig.push(rig.random.bytes(500));
  SyncRequest request = following(rig.caps, 0);
  request.max_bytes = 0;
  const SyncAnswer answer = rig.sync(rig.token, request);
  CHECK(answer.deliver.at(0).items.size() == 1);
  CHECK(answer.more);
}

TEST_CASE("Server.NoAnswerIsLargerThanABody", "[server]") {
  OneStream rig;
  for (int i = 0; i < 4; ++i) (void)rig.push(rig.random.bytes(kMaxBlobBytes));
  SyncRequest request = following(rig.caps, 0);
  request.max_bytes = 1'000'000'000;
  request.nonce = rig.random.id<Nonce>();
  CHECK(rig.answerer->sync(rig.token, encode(request)).body.size() <= kMaxBodyBytes);
}

TEST_CASE("Server.ATooLargeBlobIsRefusedAlone", "[server]") {
  OneStream rig;
  SyncRequest request;
  request.push = {push_to(rig.caps, rig.random.bytes(kMaxBlobBytes + 1)),
                  push_to(rig.caps, rig.random.bytes(9))};
  const SyncAnswer answer = rig.sync(rig.token, request);
  CHECK(answer.pushed[0].status == PushStatus::too_large);
  CHECK(answer.pushed[1].status == PushStatus::stored);
}

TEST_CASE("Server.KeepsADeviceToItsQuota", "[server]") {
  constexpr std::int64_t kStream = kStreamBytes;
  AnswerRig rig(1, {kStream + 1000, kStream + 1500});
  const Token token = rig.enrolled();
  const StreamCaps caps = StreamCaps::random(rig.random);
  const auto push = [&] {
    SyncRequest request;
    request.push = {push_to(caps, rig.random.bytes(500))};
    return rig.sync(token, request).pushed[0].status;
  };
  CHECK(push() == PushStatus::stored);
  CHECK(push() == PushStatus::stored);
  CHECK(push() == PushStatus::too_large);
  rig.clock.now += kDayMs;
  CHECK(push() == PushStatus::stored);
  CHECK(push() == PushStatus::too_large);
}

TEST_CASE("Server.AStreamCountsBesideItsBlobs", "[server]") {
  AnswerRig rig(1, {3 * kStreamBytes, 100 * kStreamBytes});
  const Token token = rig.enrolled();
  const auto end = [&](bool by_drop) {
    const StreamCaps caps = StreamCaps::random(rig.random);
    SyncRequest request;
    if (by_drop) request.drop = {{caps.address(), Hash{}, caps.drop, caps.four()}};
    if (!by_drop) request.close = {{caps.address(), caps.close, caps.four()}};
    (void)rig.sync(token, request);
    return Log(*rig.database).find(caps.address()).has_value();
  };
  CHECK(end(true));
  CHECK(end(false));
  CHECK(Tokens(*rig.database).all().at(0).stored_bytes == 2 * kStreamBytes);
  SyncRequest request;
  request.push = {push_to(StreamCaps::random(rig.random), rig.random.bytes(1))};
  CHECK(rig.sync(token, request).pushed.at(0).status == PushStatus::too_large);
  CHECK_FALSE(Log(*rig.database).find(request.push[0].address));
  CHECK(end(true));
  CHECK_FALSE(end(true));
  CHECK_FALSE(end(false));
  rig.clock.now += kDayMs;
  CHECK(end(false));
}

TEST_CASE("Server.AsksForAListItDoesNotRemember", "[server]") {
  OneStream rig;
  (void)rig.push(rig.random.bytes(9));
  SyncRequest request = following(rig.caps, 0);
  const Hash hash = hash_of_follow(request.follow);
  SyncRequest by_hash;
  by_hash.follow_hash = hash;
  by_hash.have = {0};
  by_hash.push = {push_to(StreamCaps::random(rig.random), rig.random.bytes(9))};
  by_hash.max_bytes = kMaxBodyBytes;
  const SyncAnswer asked = rig.sync(rig.token, by_hash);
  CHECK(asked.need_list);
  CHECK(asked.pushed.empty());
  (void)rig.sync(rig.token, request);
  CHECK(rig.sync(rig.token, by_hash).deliver.size() == 1);
  const Token other = rig.enrolled();
  CHECK(rig.sync(other, by_hash).need_list);
  rig.restart();
  CHECK(rig.sync(rig.token, by_hash).need_list);
}

TEST_CASE("Server.ListsHashesInBoundedParts", "[server]") {
  OneStream rig;
  for (int i = 0; i < 5; ++i) (void)rig.push(rig.random.bytes(9));
  const auto nonce = rig.random.id<Nonce>();
  const HaveRequest request{nonce, {{rig.caps.address(), rig.caps.read}}, {2}};
  const Answered answered = rig.answerer->have(rig.token, encode(request));
  const auto answer = decode_have_answer(*open_answer(rig.answerer->key(), nonce, answered.body));
  REQUIRE(answer.has_value());
  CHECK(answer->streams[0].count == 5);
  CHECK(answer->hashes[0].size() == 3);
}

TEST_CASE("Server.EachStartHasItsOwnBootId", "[server]") {
  OneStream rig;
  const BootId before = rig.sync(rig.token, following(rig.caps, 0)).boot;
  rig.restart();
  CHECK(rig.sync(rig.token, following(rig.caps, 0)).boot != before);
}

TEST_CASE("Server.MalformedRequestsAreAnsweredPlainly", "[server]") {
  OneStream rig;
  CHECK(rig.answerer->sync(rig.token, view_of("hello")).status == 400);
  CHECK(rig.answerer->have(rig.token, {}).status == 400);
  CHECK(rig.answerer->enrol(view_of("x")).status == 400);
  CHECK(rig.answerer->sync(rig.token, Bytes(kMaxBodyBytes + 1)).status == 413);
}

TEST_CASE("Server.HealsWhenItsOldBackupIsPutBack", "[server]") {
  OneStream rig;
  MemoryReplica ade;
  const std::int64_t stream = ade.add_stream(rig.caps);
  ade.write(stream, rig.random.bytes(9));
  REQUIRE(rig.exchange(ade, rig.token).state() == ExchangeState::done);
  rig.database->backup_to(rig.folder.path() / "old.db");
  for (int i = 0; i < 4; ++i) ade.write(stream, rig.random.bytes(9));
  REQUIRE(rig.exchange(ade, rig.token).state() == ExchangeState::done);
  rig.answerer.reset();
  rig.database.reset();
  std::filesystem::remove(rig.folder.path() / "server.db-wal");
  std::filesystem::remove(rig.folder.path() / "server.db-shm");
  std::filesystem::rename(rig.folder.path() / "old.db", rig.folder.path() / "server.db");
  rig.open();
  rig.start();
  REQUIRE(rig.count() == 1);
  const Exchange exchange = rig.exchange(ade, rig.token);
  CHECK(exchange.state() == ExchangeState::done);
  CHECK(exchange.counts().healed);
  CHECK(rig.count() == 5);
}

}  // namespace alongside
