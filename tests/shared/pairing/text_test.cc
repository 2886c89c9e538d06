#include "shared/pairing/text.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/codec/cbor.h"
#include "tests/support/consent_samples.h"

namespace alongside {
namespace {

PairingText some_text(bool with_server) {
  SeededRandom random(3);
  PairingText text{PairingSecret::random(random), std::nullopt};
  if (!with_server) return text;
  Invite server;
  server.url = "http://192.168.1.20:8080";
  server.server_key = random.id<SigningPublic>();
  server.insecure_lan = true;
  server.certificate_pin = random.id<Hash>();
  text.server = server;
  return text;
}

bool says(const std::string& text, ErrorCode code, std::string_view words) {
  const auto read = decode_pairing_text(text);
  return !read && read.error().code == code &&
         read.error().message.find(words) != std::string::npos;
}

TEST_CASE("PairingText.ComesBackWithAndWithoutAServer", "[pairing]") {
  for (const bool with_server : {false, true}) {
    const PairingText text = some_text(with_server);
    const auto back = decode_pairing_text(" \n" + encode_pairing_text(text) + "\r\n");
    REQUIRE(back);
    CHECK(back->secret == text.secret);
    CHECK(back->server.has_value() == with_server);
    CHECK(encode_pairing_text(*back) == encode_pairing_text(text));
  }
  PairingText invited = some_text(true);
  invited.server->secret = SeededRandom(4).id<InviteSecret>();
  const auto back = decode_pairing_text(encode_pairing_text(invited));
  REQUIRE(back);
  CHECK(back->server->secret == invited.server->secret);
}

TEST_CASE("PairingText.EveryCutAndEveryWrongLetterShows", "[pairing]") {
  const std::string text = encode_pairing_text(some_text(true));
  for (std::size_t size = 1; size < text.size(); ++size) {
    CHECK(says(text.substr(0, size), ErrorCode::usage, "cut short or mistyped"));
  }
  for (std::size_t at = std::string("alongside-pair:").size(); at < text.size(); ++at) {
    for (const char letter : {'A', 'z', '0', '_', '!'}) {
      std::string wrong = text;
      if (wrong[at] == letter) continue;
      wrong[at] = letter;
      CHECK_FALSE(decode_pairing_text(wrong));
    }
  }
  CHECK(says(text + "A", ErrorCode::usage, "cut short or mistyped"));
  CHECK(says(text + std::string(1000, 'A'), ErrorCode::usage, "cut short or mistyped"));
}

TEST_CASE("PairingText.SomethingElseIsCalledByItsName", "[pairing]") {
  SampleIdentity mo(1);
  const CardText card{mo.card(), mo.inbox.epoch_key, mo.inbox.hashes()};
  CHECK(says(encode_card_text(card), ErrorCode::usage, "That is a card:"));
  Invite invite;
  invite.url = "https://sync.example.org";
  invite.secret = mo.random.id<InviteSecret>();
  CHECK(says(encode_invite(invite), ErrorCode::usage, "That is an invite to a server:"));
  CHECK(says("", ErrorCode::usage, "That is not a pairing text:"));
  CHECK(says("123 456", ErrorCode::usage, "That is not a pairing text:"));
}

std::string as_text(CborWriter out) { return "alongside-pair:" + to_base64(std::move(out).take()); }

TEST_CASE("PairingText.OfANewerVersionSaysSo", "[pairing]") {
  CborWriter format;
  format.map(2).key(0).uint(2).key(2).bytes(Bytes(16));
  CHECK(says(as_text(std::move(format)), ErrorCode::unknown_version, "newer Alongside"));
  CborWriter key;
  const Bytes secret(16);
  const Hash check = tagged_hash("alongside/pair-text", {secret});
  key.map(4).key(0).uint(1).key(2).bytes(secret).key(6).bytes(check.view().first(4));
  key.key(8).uint(1);
  CHECK(says(as_text(std::move(key)), ErrorCode::unknown_version, "newer Alongside"));
}

TEST_CASE("PairingText.AnAddressThatIsNotSafeIsRefused", "[pairing]") {
  CborWriter server;
  server.map(2).key(0).text("http://made-up.example").key(2).bytes(Bytes(32));
  const Bytes item = std::move(server).take();
  const Bytes secret(16);
  const Hash check = tagged_hash("alongside/pair-text", {secret, item});
  CborWriter out;
  out.map(4).key(0).uint(1).key(2).bytes(secret).key(4).raw(item);
  out.key(6).bytes(check.view().first(4));
  CHECK(says(as_text(std::move(out)), ErrorCode::refused, "not safe"));
}

TEST_CASE("PairingStream.EverySecretDerivesFromTheTextAndNoTwoAreTheSame", "[pairing]") {
  const PairingText text = some_text(false);
  const StreamSecrets stream = pairing_stream(text.secret);
  CHECK(stream.hashes() == pairing_stream(text.secret).hashes());
  SeededRandom random(9);
  const StreamSecrets other = pairing_stream(PairingSecret::random(random));
  const std::vector<Key> keys = {stream.epoch_key, stream.append, stream.close, stream.drop,
                                 other.epoch_key,  other.append,  other.close,  other.drop};
  for (std::size_t a = 0; a < keys.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) CHECK_FALSE(keys[a] == keys[b]);
  }
}

}  // namespace
}  // namespace alongside
