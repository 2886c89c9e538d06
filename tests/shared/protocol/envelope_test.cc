#include <catch2/catch_test_macros.hpp>

#include "shared/protocol/messages.h"
#include "tests/support/crypto.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

struct Keys {
  Keys() : random(1), server(Key::random(random)), other(Key::random(random)) {}
  SeededRandom random;
  SigningKey server, other;
};

}  // namespace

TEST_CASE("Envelope.OpensOnlyForItsNonceAndKey", "[protocol]") {
  Keys keys;
  const auto nonce = keys.random.id<Nonce>();
  const Bytes body = keys.random.bytes(30);
  const Bytes answer = seal_answer(keys.server, nonce, body);
  const auto pin = keys.server.as<SigningPublic>();
  CHECK(open_answer(pin, nonce, answer).value() == body);
  CHECK_FALSE(open_answer(pin, keys.random.id<Nonce>(), answer).has_value());
  CHECK_FALSE(open_answer(keys.other.as<SigningPublic>(), nonce, answer).has_value());
}

TEST_CASE("I3.AReceiptIsNoAnswerAndAnAnswerNoReceipt", "[protocol][invariant]") {
  Keys keys;
  const auto address = keys.random.id<Address>();
  const auto blob = keys.random.id<Hash>();
  const auto pin = keys.server.as<SigningPublic>();
  const Signature receipt = make_receipt(keys.server, address, blob);
  CHECK(check_receipt(pin, address, blob, receipt));
  Bytes same = copy_of(address.view());
  append(same, blob.view());
  CHECK_FALSE(verify(pin.view(), "alongside/answer", same, receipt));
  CHECK_FALSE(check_receipt(pin, address, blob, keys.server.sign("alongside/answer", same)));
}

TEST_CASE("Receipt.IsForOneBlobAtOneAddress", "[protocol]") {
  Keys keys;
  const auto address = keys.random.id<Address>();
  const auto blob = keys.random.id<Hash>();
  const auto pin = keys.server.as<SigningPublic>();
  const Signature receipt = make_receipt(keys.server, address, blob);
  CHECK_FALSE(check_receipt(pin, keys.random.id<Address>(), blob, receipt));
  CHECK_FALSE(check_receipt(pin, address, keys.random.id<Hash>(), receipt));
  CHECK_FALSE(check_receipt(keys.other.as<SigningPublic>(), address, blob, receipt));
}

TEST_CASE("Heads.AnOrderOfBlobsHasOneHead", "[protocol]") {
  Keys keys;
  const auto a = keys.random.id<Hash>(), b = keys.random.id<Hash>();
  const Hash head;
  CHECK(next_head(next_head(head, a), b) != next_head(next_head(head, b), a));
  CHECK(next_head(head, a) != head);
  CHECK(digest_of({a, b}) != digest_of({b, a}));
  CHECK(digest_of({a}) != digest_of({a, behind_head()}));
}

}  // namespace alongside
