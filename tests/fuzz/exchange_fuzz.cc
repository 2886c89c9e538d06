#include <algorithm>

#include "shared/base/check.h"
#include "shared/protocol/exchange.h"
#include "shared/protocol/limits.h"
#include "tests/support/crypto.h"
#include "tests/support/fuzz.h"
#include "tests/support/memory_replica.h"

namespace alongside {
namespace {

const SigningKey& liar() {
  static const SigningKey key{Key()};
  return key;
}

// Two streams, one with two blobs at places and one unsent.
MemoryReplica some_replica(SeededRandom& random) {
  MemoryReplica replica;
  const std::int64_t first = replica.add_stream(StreamCaps::random(random));
  replica.add_stream(StreamCaps::random(random));
  for (int i = 0; i < 2; ++i) {
    const std::int64_t number = replica.write(first, Bytes(3, static_cast<std::byte>(i)));
    replica.blobs.at(number).has_place = true;
    replica.streams.at(first).places.push_back(number);
  }
  replica.write(first, Bytes(3, std::byte{9}));
  return replica;
}

// The next answer body: two bytes of length, then as many bytes as are there.
View next_body(std::span<const std::byte>& bytes) {
  const auto size = static_cast<std::size_t>(bytes[0]) * 256 + static_cast<std::size_t>(bytes[1]);
  const View body = bytes.subspan(2, std::min(size, bytes.size() - 2));
  bytes = bytes.subspan(2 + body.size());
  return body;
}

}  // namespace
}  // namespace alongside

// A server that lies under its true key: it signs the answer bodies that the bytes hold. The
// exchange ends, the replica's places stay whole, and no blob is lost.
bool alongside::fuzz_one(std::span<const std::byte> bytes) {
  SeededRandom random(7);
  MemoryReplica replica = some_replica(random);
  const auto held = replica.held(1);
  Exchange exchange(replica, random, {liar().as<SigningPublic>(), {}});
  bool is_heard = false;
  while (exchange.state() == ExchangeState::asking) {
    const HttpRequest request = exchange.next();
    MUST(request.body.size() <= kMaxBodyBytes);
    if (bytes.size() < 2) {
      exchange.no_answer();
      break;
    }
    const auto sync = decode_sync_request(request.body);
    const auto have = decode_have_request(request.body);
    MUST(sync || have);
    const View body = next_body(bytes);
    exchange.answer(200, seal_answer(liar(), sync ? sync->nonce : have->nonce, body));
    is_heard = is_heard || exchange.state() != ExchangeState::failed;
  }
  for (const Bytes& blob : held) MUST(replica.held(1).contains(blob));
  return is_heard;
}
