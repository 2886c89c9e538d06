#include <catch2/catch_test_macros.hpp>

#include "tests/sync-server/store/answer_rig.h"

namespace alongside {
namespace {

std::optional<Token> token_in(AnswerRig& rig, const Nonce& nonce, const Answered& answered) {
  if (answered.status != 200) return std::nullopt;
  const auto body = open_answer(rig.answerer->key(), nonce, answered.body);
  return decode_enrol_answer(*body)->token;
}

PushStatus make_recovery(AnswerRig& rig, const Token& token, const StreamCaps& caps) {
  SyncRequest request;
  request.push = {push_to(caps, rig.random.bytes(9))};
  request.push[0].recovery = true;
  return rig.sync(token, request).pushed.at(0).status;
}

PushStatus make_pairing(AnswerRig& rig, const Token& token, const StreamCaps& caps) {
  SyncRequest request;
  request.push = {push_to(caps, rig.random.bytes(9))};
  request.push[0].pairing = true;
  return rig.sync(token, request).pushed.at(0).status;
}

// What showing R of a recovery stream is answered.
struct LetIn {
  int status = 0;
  std::optional<Token> token;
};
LetIn let_in(AnswerRig& rig, const Capability& read) {
  const EnrolRequest asked{rig.random.id<Nonce>(), {}, read};
  const Answered answered = rig.answerer->enrol(encode(asked));
  return {answered.status, token_in(rig, asked.nonce, answered)};
}

}  // namespace

TEST_CASE("Enrol.AnInviteWorksOnce", "[server]") {
  AnswerRig rig;
  const InviteSecret invite = rig.invite();
  CHECK(rig.enrol(invite, rig.random.id<Nonce>()).status == 200);
  CHECK(rig.enrol(invite, rig.random.id<Nonce>()).status == 401);
}

TEST_CASE("Enrol.WrongUsedAndExpiredInvitesAreOneAnswer", "[server]") {
  AnswerRig rig;
  const InviteSecret used = rig.invite();
  (void)rig.enrol(used, rig.random.id<Nonce>());
  const InviteSecret expired = rig.invite();
  rig.clock.now += kInviteLifeMs;
  const Answered a = rig.enrol(rig.random.id<InviteSecret>(), rig.random.id<Nonce>());
  const Answered b = rig.enrol(used, rig.random.id<Nonce>());
  const Answered c = rig.enrol(expired, rig.random.id<Nonce>());
  CHECK(a.status == 401);
  CHECK((a.status == b.status && a.body == b.body));
  CHECK((a.status == c.status && a.body == c.body));
}

TEST_CASE("Enrol.ALostAnswerIsGivenAgainForTenMinutes", "[server]") {
  AnswerRig rig;
  const InviteSecret invite = rig.invite();
  const auto nonce = rig.random.id<Nonce>();
  const auto token = token_in(rig, nonce, rig.enrol(invite, nonce));
  rig.restart();
  rig.clock.now += kEnrolRepeatMs;
  CHECK(token_in(rig, nonce, rig.enrol(invite, nonce)) == token);
  CHECK(Tokens(*rig.database).all().size() == 1);
  rig.clock.now += 1;
  CHECK(rig.enrol(invite, nonce).status == 401);
}

TEST_CASE("Enrol.ADisabledDeviceIsTurnedAway", "[server]") {
  AnswerRig rig;
  const Token token = rig.enrolled();
  CHECK(rig.answerer->admits(token) == 200);
  REQUIRE(Tokens(*rig.database).disable(1));
  CHECK(rig.answerer->admits(token) == 403);
  SyncRequest request;
  CHECK(rig.answerer->sync(token, encode(request)).status == 403);
  CHECK(rig.answerer->sync(rig.random.id<Token>(), encode(request)).status == 401);
}

TEST_CASE("Enrol.ARecoveryStreamsRLetsInAFewADay", "[server]") {
  AnswerRig rig;
  const Token token = rig.enrolled();
  const StreamCaps ordinary = StreamCaps::random(rig.random);
  const StreamCaps recovery = StreamCaps::random(rig.random);
  SyncRequest request;
  request.push = {push_to(ordinary, rig.random.bytes(9)), push_to(recovery, rig.random.bytes(9))};
  request.push[1].recovery = true;
  (void)rig.sync(token, request);
  const auto enrol = [&](const Capability& read) {
    const EnrolRequest asked{rig.random.id<Nonce>(), {}, read};
    return std::pair(asked.nonce, rig.answerer->enrol(encode(asked)));
  };
  CHECK(enrol(ordinary.read).second.status == 401);
  for (int i = 0; i < kMaxRecoveriesPerDay; ++i) {
    const auto [nonce, answered] = enrol(recovery.read);
    REQUIRE(answered.status == 200);
    const auto body = open_answer(rig.answerer->key(), nonce, answered.body);
    CHECK(decode_enrol_answer(*body)->recovery == recovery.address());
  }
  CHECK(enrol(recovery.read).second.status == 429);
  rig.clock.now += kDayMs;
  CHECK(enrol(recovery.read).second.status == 200);
}

TEST_CASE("Enrol.ADeviceHasOneRecoveryStreamAtATime", "[server]") {
  AnswerRig rig;
  const Token token = rig.enrolled();
  const StreamCaps first = StreamCaps::random(rig.random);
  const StreamCaps second = StreamCaps::random(rig.random);
  CHECK(make_recovery(rig, token, first) == PushStatus::stored);
  CHECK(make_recovery(rig, token, second) == PushStatus::denied);
  CHECK_FALSE(let_in(rig, second.read).token);
  CHECK(make_recovery(rig, rig.enrolled(), second) == PushStatus::stored);
  SyncRequest drop;
  drop.drop = {{first.address(), Log(*rig.database).find(first.address())->head, first.drop, {}}};
  (void)rig.sync(token, drop);
  CHECK(make_recovery(rig, token, StreamCaps::random(rig.random)) == PushStatus::stored);
}

TEST_CASE("Enrol.AFamilyLetsInAFewADayWithAllItsRecoveryStreams", "[server]") {
  AnswerRig rig;
  std::vector<StreamCaps> caps = {StreamCaps::random(rig.random)};
  REQUIRE(make_recovery(rig, rig.enrolled(), caps[0]) == PushStatus::stored);
  for (int i = 0; i < kMaxRecoveriesPerDay; ++i) {
    const LetIn next = let_in(rig, caps.back().read);
    REQUIRE(next.token);
    caps.push_back(StreamCaps::random(rig.random));
    REQUIRE(make_recovery(rig, *next.token, caps.back()) == PushStatus::stored);
  }
  for (const StreamCaps& one : caps) CHECK(let_in(rig, one.read).status == 429);
  CHECK(Tokens(*rig.database).all().size() == 1 + kMaxRecoveriesPerDay);
  const StreamCaps others = StreamCaps::random(rig.random);
  REQUIRE(make_recovery(rig, rig.enrolled(), others) == PushStatus::stored);
  CHECK(let_in(rig, others.read).token);
}

TEST_CASE("Enrol.APairingStreamLetsInForAShortTimeBesideTheRecoveryStream", "[server]") {
  AnswerRig rig;
  const Token token = rig.enrolled();
  REQUIRE(make_recovery(rig, token, StreamCaps::random(rig.random)) == PushStatus::stored);
  const StreamCaps first = StreamCaps::random(rig.random);
  REQUIRE(make_pairing(rig, token, first) == PushStatus::stored);
  CHECK(let_in(rig, first.read).token);
  rig.clock.now += kPairingLifeMs - 1;
  CHECK(let_in(rig, first.read).token);
  rig.clock.now += 1;
  CHECK(let_in(rig, first.read).status == 401);

  const StreamCaps second = StreamCaps::random(rig.random);
  const StreamCaps third = StreamCaps::random(rig.random);
  REQUIRE(make_pairing(rig, token, second) == PushStatus::stored);
  REQUIRE(make_pairing(rig, token, third) == PushStatus::stored);
  CHECK(let_in(rig, second.read).status == 401);
  CHECK(let_in(rig, third.read).token);
  SyncRequest drop;
  drop.drop = {{third.address(), Log(*rig.database).find(third.address())->head, third.drop, {}}};
  (void)rig.sync(token, drop);
  CHECK(let_in(rig, third.read).status == 401);
}

TEST_CASE("Enrol.ADisabledDevicesFamilyLetsNobodyIn", "[server]") {
  AnswerRig rig;
  const StreamCaps first = StreamCaps::random(rig.random);
  const StreamCaps second = StreamCaps::random(rig.random);
  REQUIRE(make_recovery(rig, rig.enrolled(), first) == PushStatus::stored);
  const auto child = let_in(rig, first.read).token;
  REQUIRE(child);
  REQUIRE(make_recovery(rig, *child, second) == PushStatus::stored);
  REQUIRE(Tokens(*rig.database).disable(1));
  CHECK(let_in(rig, first.read).status == 401);
  CHECK(let_in(rig, second.read).status == 401);
  CHECK(rig.answerer->admits(*child) == 200);
}

TEST_CASE("I2.NoTokenAndNoInviteIsInTheFile", "[server][invariant]") {
  AnswerRig rig;
  const InviteSecret invite = rig.invite();
  const auto nonce = rig.random.id<Nonce>();
  const auto token = token_in(rig, nonce, rig.enrol(invite, nonce));
  rig.database->checkpoint_truncate();
  std::ifstream file(rig.folder.path() / "server.db", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const Hash control = tagged_hash("alongside/token", {token->view()});
  CHECK(bytes.find(text_of(control.view())) != std::string::npos);
  CHECK(bytes.find(text_of(token->view())) == std::string::npos);
  CHECK(bytes.find(text_of(invite.view())) == std::string::npos);
}

}  // namespace alongside
