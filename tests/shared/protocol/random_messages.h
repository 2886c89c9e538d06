#pragma once

#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"
#include "tests/support/seeded_random.h"

namespace alongside {

// Messages drawn from a seed: every optional part is there or not, lists are short.
class RandomMessages {
 public:
  explicit RandomMessages(SeededRandom& random) : random_(random) {}

  SyncRequest sync_request() {
    SyncRequest message;
    message.nonce = random_.id<Nonce>();
    if (coin()) message.follow = follow();
    if (message.follow.empty() && coin()) message.follow_hash = random_.id<Hash>();
    if (message.follow_hash) message.have = numbers(1 + random_.below(3));
    if (!message.follow.empty()) message.have = numbers(message.follow.size());
    for (std::size_t i = random_.below(3); i > 0; --i) {
      message.push.push_back({random_.id<Address>(), random_.id<Capability>(), four(),
                              random_.bytes(random_.below(40)), coin()});
    }
    if (coin()) message.close = {{random_.id<Address>(), random_.id<Capability>(), four()}};
    if (coin()) {
      message.drop = {
          {random_.id<Address>(), random_.id<Hash>(), random_.id<Capability>(), four()}};
    }
    message.max_bytes = random_.below(70'000);
    return message;
  }

  SyncAnswer sync_answer() {
    SyncAnswer message;
    message.boot = random_.id<BootId>();
    message.time = static_cast<TimeMs>(random_.below(1u << 30)) - 1000;
    for (std::size_t i = random_.below(3); i > 0; --i) message.pushed.push_back(result());
    for (std::size_t i = 0; i < random_.below(3); ++i) message.deliver.push_back(delivery(i));
    if (coin()) message.states = {{3, StreamState::closed, random_.id<Capability>()}};
    if (coin()) message.states.push_back({4, StreamState::dropped, random_.id<Capability>()});
    message.more = coin();
    if (coin()) message.digest = random_.id<Hash>();
    if (coin()) message.behind = numbers(2);
    message.need_list = coin();
    return message;
  }

  HaveRequest have_request() {
    HaveRequest message{random_.id<Nonce>(), follow(), {}};
    if (coin()) message.from = numbers(message.follow.size());
    return message;
  }

  HaveAnswer have_answer() {
    HaveAnswer message{random_.id<BootId>(), static_cast<TimeMs>(random_.below(99)), {}, {}};
    for (std::size_t i = 1 + random_.below(3); i > 0; --i) {
      message.streams.push_back(
          {random_.below(300), random_.id<Hash>(), static_cast<StreamState>(random_.below(3))});
    }
    if (coin()) {
      for (std::size_t i = 0; i < message.streams.size(); ++i) {
        std::vector<Hash> list(random_.below(3));
        for (Hash& hash : list) hash = random_.id<Hash>();
        message.hashes.push_back(list);
      }
    }
    return message;
  }

  EnrolRequest enrol_request() {
    EnrolRequest message{random_.id<Nonce>(), {}, {}};
    if (coin()) {
      message.invite = random_.id<InviteSecret>();
    } else {
      message.recovery = random_.id<Capability>();
    }
    return message;
  }

  EnrolAnswer enrol_answer() {
    EnrolAnswer message{random_.id<Token>(), random_.id<BootId>(), 7, {}, {}};
    if (coin()) {
      message.recovery = random_.id<Address>();
      message.server_key = random_.id<SigningPublic>();
    }
    return message;
  }

 private:
  bool coin() { return random_.below(2) == 0; }
  std::vector<std::uint64_t> numbers(std::size_t count) {
    std::vector<std::uint64_t> list(count);
    for (std::uint64_t& number : list) number = random_.below(300);
    return list;
  }
  std::vector<Follow> follow() {
    std::vector<Follow> list(1 + random_.below(3));
    for (Follow& one : list) one = {random_.id<Address>(), random_.id<Capability>()};
    return list;
  }
  std::optional<Four> four() {
    if (coin()) return std::nullopt;
    Four hashes;
    for (Hash& hash : hashes) hash = random_.id<Hash>();
    return hashes;
  }
  PushResult result() {
    PushResult result;
    result.status = static_cast<PushStatus>(random_.below(5));
    if (coin()) result.receipt = random_.id<Signature>();
    if (coin()) result.proof = random_.id<Capability>();
    return result;
  }
  Delivery delivery(std::size_t index) {
    Delivery part{index, {}, {}};
    if (coin()) part.first = random_.below(99);
    for (std::size_t i = 1 + random_.below(3); i > 0; --i) {
      if (coin()) {
        part.items.emplace_back(random_.bytes(1 + random_.below(40)));
      } else {
        part.items.emplace_back(static_cast<std::uint64_t>(random_.below(256)));
      }
    }
    return part;
  }

  SeededRandom& random_;
};

}  // namespace alongside
