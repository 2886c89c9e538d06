#include "client/sync/enrol.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/sync/naive_transport.h"
#include "tests/support/crypto.h"

namespace alongside {
namespace {

struct EnrolRig {
  SystemRandom random;
  NaiveCharity charity{Key::random(random)};
  DeviceKeys device{Key::random(random)};
  Invite invite = charity.invite();

  Result<Home> join(const DeviceKeys& who, const Invite& with) {
    NaiveTransport transport(charity, endpoint_of(with));
    return enrol(who, with, transport);
  }
};

}  // namespace

TEST_CASE("Enrol.AnInviteGivesAHomeWithAToken", "[sync]") {
  EnrolRig rig;
  const Result<Home> home = rig.join(rig.device, rig.invite);
  REQUIRE(home);
  CHECK(home->url == rig.invite.url);
  CHECK(home->server_key == copy_of(rig.charity.server.pin().view()));
  CHECK(home->token == copy_of(rig.charity.used.begin()->second.token.view()));
}

TEST_CASE("Enrol.ALostAnswerLosesNoInvite", "[sync]") {
  EnrolRig rig;
  NaiveTransport transport(rig.charity, endpoint_of(rig.invite));
  bool is_first = true;
  // The request arrives; the answer does not.
  WeatheredTransport losing(std::make_unique<NaiveTransport>(rig.charity, endpoint_of(rig.invite)),
                            [&](const HttpRequest& request) -> std::optional<Result<HttpAnswer>> {
                              if (!std::exchange(is_first, false)) return std::nullopt;
                              REQUIRE(transport.send(request).has_value());
                              return Result<HttpAnswer>(error(ErrorCode::unavailable, "lost"));
                            });
  REQUIRE_FALSE(enrol(rig.device, rig.invite, losing));
  REQUIRE(rig.charity.used.size() == 1);
  CHECK(enrol(rig.device, rig.invite, losing));
  CHECK(rig.charity.used.size() == 1);
}

TEST_CASE("Enrol.AnotherDeviceCannotUseTheSameInvite", "[sync]") {
  EnrolRig rig;
  REQUIRE(rig.join(rig.device, rig.invite));
  const Result<Home> second = rig.join(DeviceKeys(Key::random(rig.random)), rig.invite);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::refused);
}

TEST_CASE("Enrol.NothingIsJoinedWhereAnotherServerAnswers", "[sync]") {
  EnrolRig rig;
  Invite forged = rig.invite;
  forged.server_key = SigningKey(Key::random(rig.random)).as<SigningPublic>();
  const Result<Home> home = rig.join(rig.device, forged);
  REQUIRE_FALSE(home);
  CHECK(home.error().code == ErrorCode::unavailable);
}

TEST_CASE("Enrol.ACaptivePortalIsNotAServer", "[sync]") {
  EnrolRig rig;
  WeatheredTransport portal(std::make_unique<NaiveTransport>(rig.charity, endpoint_of(rig.invite)),
                            captive_portal());
  const Result<Home> home = enrol(rig.device, rig.invite, portal);
  REQUIRE_FALSE(home);
  CHECK(home.error().code == ErrorCode::unavailable);
}

}  // namespace alongside
