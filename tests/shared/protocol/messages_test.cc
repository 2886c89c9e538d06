#include "shared/protocol/messages.h"

#include "shared/base/check.h"
#include "tests/shared/protocol/random_messages.h"
#include "tests/support/crypto.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

// The laws of one message's encoding.
template <class Decode>
void check_laws(View bytes, Decode decode) {
  const auto message = decode(bytes);
  RC_ASSERT(message.has_value());
  RC_ASSERT(to_hex(encode(*message)) == to_hex(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    RC_ASSERT(!decode(bytes.first(size)).has_value());
  }
  Bytes longer = copy_of(bytes);
  longer.push_back(std::byte{0});
  RC_ASSERT(!decode(longer).has_value());
}

// `bytes` with the first byte string that equals `from` replaced.
Bytes with(Bytes bytes, std::string_view from, std::string_view to) {
  std::string hex = to_hex(bytes);
  const std::size_t at = hex.find(from);
  MUST(at != std::string::npos);
  hex.replace(at, from.size(), to);
  return *from_hex(hex);
}

SyncAnswer smallest_answer() { return SyncAnswer{}; }

}  // namespace

TEST_CASE("Messages.DecodeUndoesEncodeAndEveryProperPrefixIsRefused", "[protocol]") {
  check_property("laws of every message", [](std::uint64_t seed) {
    SeededRandom random(seed);
    RandomMessages messages(random);
    check_laws(encode(messages.sync_request()), decode_sync_request);
    check_laws(encode(messages.sync_answer()), decode_sync_answer);
    check_laws(encode(messages.have_request()), decode_have_request);
    check_laws(encode(messages.have_answer()), decode_have_answer);
    check_laws(encode(messages.enrol_request()), decode_enrol_request);
    check_laws(encode(messages.enrol_answer()), decode_enrol_answer);
  });
}

TEST_CASE("Messages.UnknownOddKeysAreIgnoredAndUnknownEvenOnesRefused", "[protocol]") {
  const Bytes bytes = encode(smallest_answer());
  REQUIRE(to_hex(bytes).starts_with("a2"));
  const Bytes odd = with(with(bytes, "a2", "a3"), "0200", "02000718ff");
  CHECK(decode_sync_answer(odd).has_value());
  const Bytes even = with(with(bytes, "a2", "a3"), "0200", "02001863f5");
  CHECK(decode_sync_answer(even).has_value());
  const Bytes unknown = with(with(bytes, "a2", "a3"), "0200", "02001864f5");
  REQUIRE_FALSE(decode_sync_answer(unknown).has_value());
  CHECK(decode_sync_answer(unknown).error().code == ErrorCode::unknown_version);
}

TEST_CASE("Messages.WrittenDefaultsAndEmptyListsAreMalformed", "[protocol]") {
  const Bytes bytes = encode(smallest_answer());
  for (const char* tail :
       {"02000480", "02000680", "02000880", "02000af4", "02000e80", "020010f4"}) {
    CHECK_FALSE(decode_sync_answer(with(with(bytes, "a2", "a3"), "0200", tail)).has_value());
  }
}

TEST_CASE("Messages.AFollowListFitsWhatIsHeldOfIt", "[protocol]") {
  SyncRequest request;
  request.follow = {{Address{}, Capability{}}};
  request.have = {5};
  const Bytes bytes = encode(request);
  REQUIRE(decode_sync_request(bytes).has_value());
  CHECK_FALSE(decode_sync_request(with(bytes, "068105", "06820505")).has_value());
  const HaveRequest have{Nonce{}, {{Address{}, Capability{}}}, {5}};
  CHECK_FALSE(decode_have_request(with(encode(have), "048105", "04820505")).has_value());
}

TEST_CASE("Messages.ListsHaveLimits", "[protocol]") {
  SyncRequest request;
  request.follow.resize(kMaxFollowed + 1);
  request.have.resize(kMaxFollowed + 1);
  CHECK(decode_sync_request(encode(request)).error().code == ErrorCode::too_large);
  request = {};
  request.push.resize(kMaxPushes + 1);
  CHECK(decode_sync_request(encode(request)).error().code == ErrorCode::too_large);
  request = {};
  request.close.resize(kMaxEnds + 1);
  CHECK(decode_sync_request(encode(request)).error().code == ErrorCode::too_large);
  HaveAnswer answer;
  answer.streams.resize(1);
  answer.hashes.assign(1, std::vector<Hash>(kMaxHashesAnswered + 1));
  CHECK(decode_have_answer(encode(answer)).error().code == ErrorCode::too_large);
  CHECK(decode_sync_request(Bytes(kMaxBodyBytes + 1)).error().code == ErrorCode::too_large);
}

TEST_CASE("Messages.ADeliveredBlobIsNeitherEmptyNorTooLarge", "[protocol]") {
  SyncAnswer answer;
  answer.deliver = {{0, {}, {DeliveredItem(Bytes(kMaxBlobBytes + 1))}}};
  CHECK(decode_sync_answer(encode(answer)).error().code == ErrorCode::too_large);
  answer.deliver = {{0, {}, {DeliveredItem(Bytes())}}};
  CHECK(decode_sync_answer(encode(answer)).error().code == ErrorCode::malformed);
}

TEST_CASE("Messages.AnEnrolmentShowsExactlyOneThing", "[protocol]") {
  const Bytes both = *from_hex("a3" + std::string("0050") + std::string(32, '0') + "0250" +
                               std::string(32, '0') + "045820" + std::string(64, '0'));
  CHECK_FALSE(decode_enrol_request(both).has_value());
  const Bytes none = *from_hex("a10050" + std::string(32, '0'));
  CHECK_FALSE(decode_enrol_request(none).has_value());
}

}  // namespace alongside
