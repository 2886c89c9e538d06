#include "sync-server/http/gate.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/protocol/limits.h"
#include "sync-server/http/limits.h"
#include "sync-server/http/listen_address.h"
#include "tests/support/crypto.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

RequestHead good_head() {
  RequestHead head;
  head.method = "POST";
  head.target = "/v1/sync";
  head.content_length = "100";
  head.content_type = "application/octet-stream";
  head.authorization = "Bearer " + to_base64(Token{}.view());
  return head;
}

int status_of(const RequestHead& head) {
  const auto judged = judge(head);
  const auto* refusal = std::get_if<Refusal>(&judged);
  return refusal == nullptr ? 200 : refusal->status;
}

}  // namespace

TEST_CASE("Gate.AdmitsAWellFormedRequest", "[server]") { CHECK(status_of(good_head()) == 200); }

TEST_CASE("Gate.RefusesBodiesOfUnknownLength", "[server]") {
  RequestHead head = good_head();
  head.has_transfer_encoding = true;
  CHECK(status_of(head) == 411);
  head = good_head();
  head.content_length.reset();
  CHECK(status_of(head) == 411);
  for (const char* length : {"", "-1", "+1", "1x", "0x10", "99999999999999999999"}) {
    head.content_length = length;
    CHECK(status_of(head) == 411);
  }
}

TEST_CASE("Gate.RefusesCompressedAndOtherBodies", "[server]") {
  RequestHead head = good_head();
  head.has_content_encoding = true;
  CHECK(status_of(head) == 415);
  head = good_head();
  head.content_type = "application/x-www-form-urlencoded";
  CHECK(status_of(head) == 415);
  head.content_type.reset();
  CHECK(status_of(head) == 415);
}

TEST_CASE("Gate.RefusesBodiesThatAreTooLarge", "[server]") {
  RequestHead head = good_head();
  head.content_length = std::to_string(kMaxBodyBytes);
  CHECK(status_of(head) == 200);
  head.content_length = std::to_string(kMaxBodyBytes + 1);
  CHECK(status_of(head) == 413);
  head.target = "/v1/enrol";
  head.content_length = std::to_string(kMaxEnrolBytes + 1);
  CHECK(status_of(head) == 413);
}

TEST_CASE("Gate.RefusesTooManyHeaders", "[server]") {
  RequestHead head = good_head();
  head.headers = kMaxHeaders + 1;
  CHECK(status_of(head) == 431);
  head = good_head();
  head.header_bytes = kMaxHeaderBytes + 1;
  CHECK(status_of(head) == 431);
}

TEST_CASE("Gate.RefusesOtherPathsMethodsAndRanges", "[server]") {
  RequestHead head = good_head();
  for (const char* target : {"/", "/v1/sync?x=1", "/v1/sync/", "/v1/%73ync", "//v1/sync"}) {
    head.target = target;
    CHECK(status_of(head) == 404);
  }
  head = good_head();
  head.method = "GET";
  CHECK(status_of(head) == 405);
  head.target = "/v1/health";
  head.content_length.reset();
  CHECK(status_of(head) == 200);
  head.method = "POST";
  CHECK(status_of(head) == 405);
  head = good_head();
  head.has_range = true;
  CHECK(status_of(head) == 400);
}

TEST_CASE("Gate.WithoutATokenNothingIsRead", "[server]") {
  RequestHead head = good_head();
  for (const char* authorization : {"", "Bearer ", "Bearer AAAA", "Basic AAAA", "Bearer %41"}) {
    head.authorization = authorization;
    CHECK(status_of(head) == 401);
  }
  head.authorization.reset();
  CHECK(status_of(head) == 401);
}

TEST_CASE("Gate.ATokenHasABoundedNumberOfTurns", "[server]") {
  SeededRandom random(1);
  const auto token = random.id<Token>();
  TokenTurns turns;
  for (int i = 0; i < kMaxRequestsPerToken; ++i) CHECK(turns.take(token));
  CHECK_FALSE(turns.take(token));
  CHECK(turns.take(random.id<Token>()));
  turns.give_back(token);
  CHECK(turns.take(token));
}

TEST_CASE("ListenAddress.ReadsAddressesAndPorts", "[server]") {
  CHECK(parse_listen_address("127.0.0.1:0")->port == 0);
  CHECK(parse_listen_address("[::1]:8080")->host == "::1");
  CHECK(url_of(*parse_listen_address("[::1]:8080"), true) == "https://[::1]:8080");
  for (const char* text : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                           "127.0.0.1:70000", "::1:8080", "127.0.0.1:-1"}) {
    CHECK_FALSE(parse_listen_address(text).has_value());
  }
}

TEST_CASE("ListenAddress.KnowsWhatOnlyThisMachineReaches", "[server]") {
  for (const char* text : {"127.0.0.1:1", "127.9.9.9:1", "localhost:1", "[::1]:1"}) {
    CHECK(is_loopback(*parse_listen_address(text)));
  }
  for (const char* text : {"0.0.0.0:1", "192.168.1.5:1", "[::]:1", "127.0.0.1.example.org:1"}) {
    CHECK_FALSE(is_loopback(*parse_listen_address(text)));
  }
}

}  // namespace alongside
