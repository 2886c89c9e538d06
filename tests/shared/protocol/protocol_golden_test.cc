#include <catch2/catch_test_macros.hpp>

#include "shared/protocol/messages.h"
#include "tests/support/batches.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"

// The bytes of the protocol, for ever. `ALONGSIDE_WRITE_GOLDEN=protocol` writes the vectors anew:
// only before the first release, never after.

namespace alongside {
namespace {

const SigningKey& server() {
  static const SigningKey key(Key(std::span<const std::byte, 32>(test_id<Hash>(0x51).bytes)));
  return key;
}

Capability cap(unsigned number) { return test_id<Capability>(number); }

Four four() { return {hash_of(cap(1)), hash_of(cap(2)), hash_of(cap(3)), hash_of(cap(4))}; }

Bytes blob(unsigned first) { return {static_cast<std::byte>(first), std::byte{0xBB}}; }

SyncRequest sync_request() {
  SyncRequest request;
  request.nonce = test_id<Nonce>(0x10);
  request.follow = {{address_of(four()), cap(1)}};
  request.have = {300};
  request.push = {{address_of(four()), cap(2), four(), blob(1), true},
                  {address_of(four()), cap(2), {}, blob(2), false}};
  request.close = {{address_of(four()), cap(3), {}}};
  request.drop = {{address_of(four()), test_id<Hash>(9), cap(4), {}}};
  request.max_bytes = 1'048'576;
  return request;
}

SyncAnswer sync_answer() {
  SyncAnswer answer;
  answer.boot = test_id<BootId>(0x20);
  answer.time = 1'700'000'000'000;
  answer.pushed = {
      {PushStatus::stored, make_receipt(server(), address_of(four()), hash_of_blob(blob(1))), {}},
      {PushStatus::closed, {}, cap(3)},
      {PushStatus::dropped, {}, cap(4)},
      {PushStatus::denied, {}, {}},
      {PushStatus::too_large, {}, {}}};
  answer.deliver = {{0, {}, {DeliveredItem(blob(3)), DeliveredItem(std::uint64_t{0})}}};
  answer.states = {{1, StreamState::closed, cap(3)}, {2, StreamState::dropped, cap(4)}};
  answer.more = true;
  answer.digest = digest_of({test_id<Hash>(1), behind_head()});
  answer.behind = {3};
  return answer;
}

Bytes need_list() {
  SyncAnswer answer;
  answer.boot = test_id<BootId>(0x20);
  answer.time = 1;
  answer.need_list = true;
  return encode(answer);
}

HaveAnswer have_answer() {
  return {test_id<BootId>(0x20),
          2,
          {{2, next_head(Hash{}, hash_of_blob(blob(1))), StreamState::open},
           {0, dropped_head(cap(4)), StreamState::dropped}},
          {{hash_of_blob(blob(1)), hash_of_blob(blob(2))}, {}}};
}

Invite invite() {
  return {"http://192.168.1.20:8080", server().as<SigningPublic>(), test_id<InviteSecret>(0x30),
          true, test_id<Hash>(0x31)};
}

nlohmann::json vectors() {
  const std::vector<Follow> follow = {{address_of(four()), cap(1)}, {test_id<Address>(7), cap(8)}};
  const HaveRequest have{test_id<Nonce>(0x11), follow, {0, 5}};
  const EnrolRequest enrol{test_id<Nonce>(0x12), test_id<InviteSecret>(0x30), {}};
  const EnrolRequest recover{test_id<Nonce>(0x13), {}, cap(1)};
  const EnrolAnswer enrolled{test_id<Token>(0x14), test_id<BootId>(0x20), 3, address_of(four()),
                             SigningKey(Key::from(cap(9).view()).value()).as<SigningPublic>()};
  return {
      {"server seed", test_id<Hash>(0x51).hex()},
      {"address", address_of(four()).hex()},
      {"blob", to_hex(blob(1))},
      {"blob hash", hash_of_blob(blob(1)).hex()},
      {"head", next_head(Hash{}, hash_of_blob(blob(1))).hex()},
      {"dropped head", dropped_head(cap(4)).hex()},
      {"follow hash", hash_of_follow(follow).hex()},
      {"sync request", to_hex(encode(sync_request()))},
      {"sync answer", to_hex(encode(sync_answer()))},
      {"need list", to_hex(need_list())},
      {"have request", to_hex(encode(have))},
      {"have answer", to_hex(encode(have_answer()))},
      {"enrol request", to_hex(encode(enrol))},
      {"recovery request", to_hex(encode(recover))},
      {"enrol answer", to_hex(encode(enrolled))},
      {"sealed answer", to_hex(seal_answer(server(), test_id<Nonce>(0x10), need_list()))},
      {"invite", encode_invite(invite())},
  };
}

}  // namespace

TEST_CASE("Protocol.GoldenVectorsAreMadeAgain", "[protocol][golden]") {
  const nlohmann::json made = vectors();
  rewrite_golden("protocol", made);
  CHECK(golden("protocol") == made);
}

TEST_CASE("Protocol.GoldenVectorsAreRead", "[protocol][golden]") {
  const auto all = golden("protocol");
  const auto bytes = [&all](const char* name) { return golden_bytes(all[name]); };
  CHECK(decode_sync_request(bytes("sync request")).has_value());
  CHECK(decode_sync_answer(bytes("sync answer")).has_value());
  CHECK(decode_sync_answer(bytes("need list"))->need_list);
  CHECK(decode_have_request(bytes("have request")).has_value());
  CHECK(decode_have_answer(bytes("have answer")).has_value());
  CHECK(decode_enrol_request(bytes("enrol request")).has_value());
  CHECK(decode_enrol_request(bytes("recovery request")).has_value());
  CHECK(decode_enrol_answer(bytes("enrol answer")).has_value());
  CHECK(decode_invite(all["invite"].get<std::string>()).has_value());
  CHECK(open_answer(server().as<SigningPublic>(), test_id<Nonce>(0x10), bytes("sealed answer"))
            .value() == bytes("need list"));
}

}  // namespace alongside
