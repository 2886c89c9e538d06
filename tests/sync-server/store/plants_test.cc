// One bug after the other is planted in the server, and each is caught.
#include "tests/support/planted.h"

#ifdef ALONGSIDE_PLANTS
#include <catch2/catch_test_macros.hpp>

#include "tests/sync-server/store/answer_rig.h"

namespace alongside {
namespace {

struct Small : AnswerRig {
  Small() : caps(StreamCaps::random(random)), token(enrolled()), blob(random.bytes(9)) {}

  PushStatus push(const Capability& append) {
    SyncRequest request;
    request.push = {push_to(caps, blob)};
    request.push[0].four.reset();
    if (!Log(*database).find(caps.address())) request.push[0].four = caps.four();
    request.push[0].append = append;
    return sync(token, request).pushed[0].status;
  }
  std::size_t delivered() {
    const SyncAnswer answer = sync(token, following(caps, 0));
    return answer.deliver.empty() ? 0 : answer.deliver[0].items.size();
  }

  StreamCaps caps;
  Token token;
  Bytes blob;
};

bool keeps_what_it_receipted() {
  Small rig;
  (void)rig.push(rig.caps.append);
  rig.restart();
  return rig.delivered() == 1;
}

bool keeps_a_repeat_once() {
  Small rig;
  (void)rig.push(rig.caps.append);
  (void)rig.push(rig.caps.append);
  return Log(*rig.database).find(rig.caps.address())->count == 1;
}

bool refuses_a_wrong_append() {
  Small rig;
  (void)rig.push(rig.caps.append);
  return rig.push(rig.caps.close) == PushStatus::denied;
}

bool takes_an_invite_once() {
  AnswerRig rig;
  const InviteSecret invite = rig.invite();
  (void)rig.enrol(invite, rig.random.id<Nonce>());
  return rig.enrol(invite, rig.random.id<Nonce>()).status == 401;
}

bool turns_away_the_disabled() {
  Small rig;
  (void)Tokens(*rig.database).disable(1);
  return rig.answerer->admits(rig.token) == 403;
}

bool pairs_by_the_newest_stream() {
  AnswerRig rig;
  const Token token = rig.enrolled();
  const StreamCaps old = StreamCaps::random(rig.random);
  for (const StreamCaps& caps : {old, StreamCaps::random(rig.random)}) {
    SyncRequest request;
    request.push = {push_to(caps, rig.random.bytes(9))};
    request.push[0].pairing = true;
    (void)rig.sync(token, request);
  }
  return rig.answerer->enrol(encode(EnrolRequest{rig.random.id<Nonce>(), {}, old.read})).status ==
         401;
}

}  // namespace

TEST_CASE("Server.PlantedBugsAreCaught", "[server][plant]") {
  CHECK(is_caught("server_receipt_before_commit", keeps_what_it_receipted));
  CHECK(is_caught("server_forgets_on_duplicate", keeps_a_repeat_once));
  CHECK(is_caught("server_accepts_wrong_append", refuses_a_wrong_append));
  CHECK(is_caught("server_takes_an_invite_twice", takes_an_invite_once));
  CHECK(is_caught("server_serves_disabled_devices", turns_away_the_disabled));
  CHECK(is_caught("server_pairs_by_old_streams", pairs_by_the_newest_stream));
}

}  // namespace alongside
#endif
