// The real server against the naive one: the same requests, the same bytes back.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/naive_server.h"
#include "tests/support/property.h"
#include "tests/sync-server/store/answer_rig.h"

namespace alongside {
namespace {

// Draws requests about a few streams and blobs, right and wrong.
struct Asker {
  explicit Asker(SeededRandom& random_in) : random(random_in) {
    for (int i = 0; i < 3; ++i) caps.push_back(StreamCaps::random(random));
    for (int i = 0; i < 4; ++i) blobs.push_back(random.bytes(1 + random.below(20)));
  }

  const StreamCaps& stream() { return caps[random.below(caps.size())]; }
  bool rarely() { return random.below(6) == 0; }
  Capability or_wrong(const Capability& right) {
    return rarely() ? random.id<Capability>() : right;
  }
  std::optional<Four> four_of(const StreamCaps& stream) {
    if (rarely()) return std::nullopt;
    return rarely() ? caps[0].four() : stream.four();
  }
  Hash some_head() {
    Hash head;
    for (const Bytes& blob : blobs) {
      if (random.below(2) == 0) head = next_head(head, hash_of_blob(blob));
    }
    return head;
  }

  SyncRequest sync() {
    SyncRequest request;
    request.nonce = random.id<Nonce>();
    for (const StreamCaps& one : caps) {
      if (rarely()) continue;
      request.follow.push_back({one.address(), or_wrong(one.read)});
      request.have.push_back(random.below(4));
    }
    for (std::size_t i = random.below(4); i > 0; --i) {
      const StreamCaps& one = stream();
      request.push.push_back({one.address(), or_wrong(one.append), four_of(one),
                              blobs[random.below(blobs.size())], false});
    }
    if (rarely()) {
      const StreamCaps& one = stream();
      request.close = {{one.address(), or_wrong(one.close), four_of(one)}};
    }
    if (rarely() && rarely()) {
      const StreamCaps& one = stream();
      request.drop = {{one.address(), some_head(), or_wrong(one.drop), four_of(one)}};
    }
    request.max_bytes = random.below(2) == 0 ? 0 : kMaxBodyBytes;
    return request;
  }

  HaveRequest have() {
    HaveRequest request;
    request.nonce = random.id<Nonce>();
    for (const StreamCaps& one : caps)
      request.follow.push_back({one.address(), or_wrong(one.read)});
    if (random.below(2) == 0) {
      for (std::size_t i = 0; i < caps.size(); ++i) request.from.push_back(random.below(4));
    }
    return request;
  }

  SeededRandom& random;
  std::vector<StreamCaps> caps;
  std::vector<Bytes> blobs;
};

}  // namespace

TEST_CASE("Server.AnswersByteForByteAsTheNaiveOne", "[server]") {
  check_property("real server = naive server", [](std::uint64_t seed) {
    AnswerRig rig(seed);
    const Token token = rig.enrolled();
    const auto key = server_seed(*rig.database);
    const SyncAnswer first = rig.sync(token, SyncRequest{});
    NaiveServer naive(*key, first.boot);
    naive.time = rig.clock.now;
    Asker asker(rig.random);
    for (int i = 0; i < 12; ++i) {
      const bool is_sync = rig.random.below(4) > 0;
      const Bytes request = is_sync ? encode(asker.sync()) : encode(asker.have());
      const Answered real =
          is_sync ? rig.answerer->sync(token, request) : rig.answerer->have(token, request);
      const NaiveServer::Answer expected = is_sync ? naive.sync(request) : naive.have(request);
      RC_ASSERT(real.status == expected.status);
      RC_ASSERT(to_hex(real.body) == to_hex(expected.body));
    }
  });
}

}  // namespace alongside
