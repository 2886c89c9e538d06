#pragma once

#include <fstream>

#include "shared/protocol/limits.h"
#include "shared/sign/hash.h"
#include "sync-server/store/answer.h"
#include "sync-server/store/schema.h"
#include "sync-server/store/settings.h"
#include "tests/support/crypto.h"
#include "tests/support/memory_replica.h"
#include "tests/support/temp_folder.h"

namespace alongside {

// A clock that stands where it is put.
struct StandingClock final : Clock {
  TimeMs now_ms() const override { return now; }
  TimeMs now = 1'700'000'000'000;
};

// A server's database in a folder of its own, and its answers; it can be started anew.
struct AnswerRig {
  explicit AnswerRig(std::uint64_t seed = 1, Quota quota_in = {}) : random(seed), quota(quota_in) {
    open();
    setup_server(*database, random);
    start();
  }

  void open() {
    auto opened = open_server_database({folder.path() / "server.db", {}});
    MUST(opened.has_value());
    database = std::make_unique<Database>(std::move(*opened));
  }
  void start() {
    answerer = std::make_unique<Answerer>(Answerer::With{*database, clock, random, quota});
  }
  // What a kill and a new start leave: the file.
  void restart() {
    answerer.reset();
    database.reset();
    open();
    start();
  }

  InviteSecret invite() {
    const auto secret = random.id<InviteSecret>();
    Tokens(*database).add_invite(secret, clock.now);
    return secret;
  }
  Answered enrol(const InviteSecret& secret, const Nonce& nonce) {
    return answerer->enrol(encode(EnrolRequest{nonce, secret, {}}));
  }
  Token enrolled() {
    const auto nonce = random.id<Nonce>();
    const Answered answered = enrol(invite(), nonce);
    MUST(answered.status == 200);
    const auto answer = decode_enrol_answer(*open_answer(answerer->key(), nonce, answered.body));
    MUST(answer.has_value());
    return answer->token;
  }

  // Sends a request and opens its answer. Requires: the answer is 200 and signed.
  SyncAnswer sync(const Token& token, SyncRequest request) {
    request.nonce = random.id<Nonce>();
    const Answered answered = answerer->sync(token, encode(request));
    MUST(answered.status == 200);
    const auto body = open_answer(answerer->key(), request.nonce, answered.body);
    MUST(body.has_value());
    auto answer = decode_sync_answer(*body);
    MUST(answer.has_value());
    return *answer;
  }

  // Lets a replica exchange until it is done or fails.
  Exchange exchange(MemoryReplica& replica, const Token& token) {
    Exchange exchange(replica, random, {answerer->key(), {}});
    while (exchange.state() == ExchangeState::asking) {
      const HttpRequest request = exchange.next();
      const Answered answered = request.path == "/v1/sync" ? answerer->sync(token, request.body)
                                                           : answerer->have(token, request.body);
      exchange.answer(answered.status, answered.body);
    }
    return exchange;
  }

  TempFolder folder;
  SeededRandom random;
  StandingClock clock;
  Quota quota;
  std::unique_ptr<Database> database;
  std::unique_ptr<Answerer> answerer;
};

inline Push push_to(const StreamCaps& caps, Bytes blob) {
  return {caps.address(), caps.append, caps.four(), std::move(blob), false};
}

// A request that follows one stream and holds `have` of it.
inline SyncRequest following(const StreamCaps& caps, std::uint64_t have) {
  SyncRequest request;
  request.follow = {{caps.address(), caps.read}};
  request.have = {have};
  request.max_bytes = kMaxBodyBytes;
  return request;
}

}  // namespace alongside
