#include "sync-server/keeper/invite.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/sync-server/store/answer_rig.h"

namespace alongside {

TEST_CASE("Invite.CarriesTheAddressThatSetupSaidBeforeTheOneThatServeSaw", "[server]") {
  AnswerRig rig;
  CHECK_FALSE(make_invite(*rig.database, {}, rig.clock, rig.random).has_value());
  keep_address(*rig.database, AddressFrom::serve, {"http://127.0.0.1:80", false, {}});
  const auto url = [&](const std::optional<std::string>& given) {
    return decode_invite(*make_invite(*rig.database, given, rig.clock, rig.random))->url;
  };
  CHECK(url({}) == "http://127.0.0.1:80");
  keep_address(*rig.database, AddressFrom::setup, {"https://sync.example.org", false, {}});
  CHECK(url({}) == "https://sync.example.org");
  CHECK(url("https://other.example.org") == "https://other.example.org");
}

TEST_CASE("Invite.CarriesTheServersKeyAndItsCertificatesPin", "[server]") {
  AnswerRig rig;
  keep_address(*rig.database, AddressFrom::setup, {"https://sync.example.org", false, {}});
  keep_certificate_pin(*rig.database, rig.random.id<Hash>());
  const auto pinned = decode_invite(*make_invite(*rig.database, {}, rig.clock, rig.random));
  CHECK(pinned->server_key == rig.answerer->key());
  CHECK(pinned->certificate_pin.has_value());
  keep_certificate_pin(*rig.database, {});
  CHECK_FALSE(decode_invite(*make_invite(*rig.database, {}, rig.clock, rig.random))
                  ->certificate_pin.has_value());
}

TEST_CASE("Invite.ForAnUnsafeAddressIsNotMade", "[server]") {
  AnswerRig rig;
  CHECK(make_invite(*rig.database, "http://example.org", rig.clock, rig.random).error().code ==
        ErrorCode::usage);
}

}  // namespace alongside
