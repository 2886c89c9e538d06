#include <catch2/catch_test_macros.hpp>

#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"
#include "tests/support/crypto.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

Invite some_invite(std::string url, bool insecure_lan = false) {
  SeededRandom random(1);
  Invite invite;
  invite.url = std::move(url);
  invite.server_key = random.id<SigningPublic>();
  invite.secret = random.id<InviteSecret>();
  invite.insecure_lan = insecure_lan;
  return invite;
}

}  // namespace

TEST_CASE("Invite.DecodeUndoesEncode", "[protocol]") {
  Invite invite = some_invite("http://192.168.1.20:8080", true);
  invite.certificate_pin = Hash{};
  const auto read = decode_invite(" \n" + encode_invite(invite) + "\r\n");
  REQUIRE(read.has_value());
  CHECK(read->url == invite.url);
  CHECK(read->server_key == invite.server_key);
  CHECK(read->secret == invite.secret);
  CHECK(read->insecure_lan);
  CHECK(read->certificate_pin == invite.certificate_pin);
}

TEST_CASE("Invite.EveryProperPrefixIsRefused", "[protocol]") {
  const std::string text = encode_invite(some_invite("https://sync.example.org"));
  for (std::size_t size = 0; size < text.size(); ++size) {
    CHECK_FALSE(decode_invite(text.substr(0, size)).has_value());
  }
  CHECK_FALSE(decode_invite(std::string(kMaxInviteBytes + 1, 'a')).has_value());
}

TEST_CASE("Invite.PlainHttpIsForThisMachineOrAPrivateNetworkTheKeeperAllowed", "[protocol]") {
  for (const char* url :
       {"https://sync.example.org", "https://sync.example.org:8443", "https://10.0.0.1",
        "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:8080"}) {
    CHECK(is_allowed_url(url, false));
  }
  for (const char* url : {"http://192.168.1.20:8080", "http://10.1.2.3", "http://172.31.0.1:80",
                          "http://[fd00::5]:80", "http://hostel-pc.local:8080"}) {
    CHECK_FALSE(is_allowed_url(url, false));
    CHECK(is_allowed_url(url, true));
  }
  for (const char* url : {"http://example.org", "http://8.8.8.8", "http://172.32.0.1",
                          "http://127.0.0.1.example.org", "http://localhost.example.org",
                          "http://[2001:db8::1]:80", "ftp://127.0.0.1", "127.0.0.1:80"}) {
    CHECK_FALSE(is_allowed_url(url, true));
  }
}

TEST_CASE("Invite.AnAddressIsSchemeHostAndPortOnly", "[protocol]") {
  for (const char* url :
       {"https://", "https://a/b", "https://a?b", "https://u@a", "https://a:b", "https://a:0",
        "https://a:99999", "https://a b", "https://a\n", "https://[::1", "https://a:80:80",
        "http://127.0.0.1:80/", "https://a#b", "https://a\\b"}) {
    CHECK_FALSE(is_allowed_url(url, true));
  }
  CHECK_FALSE(is_allowed_url("https://" + std::string(kMaxUrlBytes, 'a'), true));
}

}  // namespace alongside
