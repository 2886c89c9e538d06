#pragma once

#include "tests/support/crypto.h"
#include "tests/support/memory_replica.h"
#include "tests/support/naive_server.h"

namespace alongside {

// A naive server and devices that exchange with it.
struct ExchangeRig {
  explicit ExchangeRig(std::uint64_t seed = 1)
      : random(seed), server(Key::random(random), random.id<BootId>()) {}

  Exchange begin(MemoryReplica& replica, std::optional<Hash> follow_known = {}) {
    return Exchange(replica, random, {server.pin(), follow_known});
  }

  // Lets an exchange run over a perfect network until it ends.
  void finish(Exchange& exchange) {
    while (exchange.state() == ExchangeState::asking) {
      const HttpRequest request = exchange.next();
      const NaiveServer::Answer answer = server.post(request.path, request.body);
      exchange.answer(answer.status, answer.body);
    }
  }

  Exchange sync(MemoryReplica& replica, std::optional<Hash> follow_known = {}) {
    Exchange exchange = begin(replica, follow_known);
    finish(exchange);
    return exchange;
  }

  Bytes blob(std::size_t size = 8) { return random.bytes(size); }

  SeededRandom random;
  NaiveServer server;
};

}  // namespace alongside
