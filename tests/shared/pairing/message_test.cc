#include "shared/pairing/message.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/codec/cbor.h"
#include "shared/pairing/kit.h"
#include "tests/shared/pairing/pairing_rig.h"
#include "tests/support/golden.h"

namespace alongside {
namespace {

// Everything that an honest run says, in order, and a stop at last.
std::vector<Bytes> whole_run(PairingRig& rig, View kit) {
  std::vector<Bytes> said;
  const auto carry = [&said](PairingSide& from, PairingSide& to) {
    for (Bytes& message : PairingRig::carry(from, to)) said.push_back(std::move(message));
  };
  carry(rig.host, rig.guest);
  carry(rig.guest, rig.host);
  carry(rig.host, rig.guest);
  rig.guest.confirm();
  rig.host.confirm();
  carry(rig.guest, rig.host);
  REQUIRE(rig.host.give(kit, rig.random));
  carry(rig.host, rig.guest);
  rig.guest.kept();
  carry(rig.guest, rig.host);
  said.push_back(encode_pairing_message(PairingStopped{}));
  return said;
}

TEST_CASE("PairingMessage.ComesBackAndNoPrefixDoes", "[pairing]") {
  PairingRig rig(1);
  for (const Bytes& message : whole_run(rig, Bytes(20))) {
    const auto back = decode_pairing_message(message);
    REQUIRE(back);
    CHECK(encode_pairing_message(*back) == message);
    for (std::size_t size = 0; size < message.size(); ++size) {
      CHECK_FALSE(decode_pairing_message(View(message).first(size)));
    }
    Bytes longer = message;
    longer.push_back(std::byte{0});
    CHECK_FALSE(decode_pairing_message(longer));
  }
}

TEST_CASE("PairingMessage.OddTypesArePassedOverAndEvenOnesNeedANewerApp", "[pairing]") {
  for (const std::uint64_t type : {13u, 14u}) {
    CborWriter out;
    out.map(3).key(0).uint(1).key(2).uint(type).key(4).text("made up");
    PairingRig rig(2);
    rig.guest.take(std::move(out).take());
    CHECK((rig.guest.why() == PairingEnd::newer_app) == (type == 14));
    CHECK(rig.guest.is_over() == (type == 14));
  }
  CborWriter format;
  format.map(2).key(0).uint(2).key(2).uint(13);
  const auto newer = decode_pairing_message(std::move(format).take());
  REQUIRE_FALSE(newer);
  CHECK(newer.error().code == ErrorCode::unknown_version);
}

TEST_CASE("PairingMessage.APieceIsOneOfItsPiecesAndOfThePiecesSize", "[pairing]") {
  const auto is_read = [](std::uint64_t index, std::uint64_t count, std::size_t size) {
    return decode_pairing_message(
               encode_pairing_message(PairingKitPiece{index, count, Bytes(size)}))
        .has_value();
  };
  CHECK(is_read(0, 1, 40));
  CHECK(is_read(31, 32, kMaxKitPieceBytes + 40));
  CHECK_FALSE(is_read(0, 0, 40));
  CHECK_FALSE(is_read(1, 1, 40));
  CHECK_FALSE(is_read(0, 33, 40));
  CHECK_FALSE(is_read(0, 1, 39));
  CHECK_FALSE(is_read(0, 1, kMaxKitPieceBytes + 41));
}

TEST_CASE("PairingKit.APieceOpensOnlyInItsPlaceOfItsPairing", "[pairing]") {
  SeededRandom random(5);
  const Key key = Key::random(random);
  const Hash transcript = random.id<Hash>();
  const Bytes kit = random.bytes(kMaxKitPieceBytes + 7);
  const auto pieces = seal_kit(key, transcript, kit, random);
  REQUIRE(pieces.size() == 2);
  Bytes whole;
  for (const PairingKitPiece& piece : pieces) {
    const auto part = open_kit_piece(key, transcript, piece);
    REQUIRE(part);
    append(whole, *part);
    CHECK_FALSE(open_kit_piece(key, random.id<Hash>(), piece));
    CHECK_FALSE(open_kit_piece(Key::random(random), transcript, piece));
    CHECK_FALSE(open_kit_piece(key, transcript, {1 - piece.index, piece.count, piece.sealed}));
    CHECK_FALSE(open_kit_piece(key, transcript, {piece.index, 3, piece.sealed}));
  }
  CHECK(whole == kit);
}

TEST_CASE("Pairing.BytesAreThoseOfTheGoldenVectors", "[pairing][golden]") {
  PairingRig rig(11);
  Invite server;
  server.url = "https://made-up.example";
  server.server_key = SeededRandom(12).id<SigningPublic>();
  const StreamSecrets stream = pairing_stream(rig.secret);
  nlohmann::json now;
  now["secret"] = to_hex(rig.secret.view());
  now["text"] = encode_pairing_text({rig.secret, std::nullopt});
  now["text-with-server"] = encode_pairing_text({rig.secret, server});
  now["stream"] = {to_hex(stream.epoch_key.view()), to_hex(stream.append.view()),
                   to_hex(stream.close.view()), to_hex(stream.drop.view())};
  const std::vector<Bytes> said = whole_run(rig, view_of("a made-up kit"));
  now["messages"] = nlohmann::json::array();
  for (const Bytes& message : said) now["messages"].push_back(to_hex(message));
  const PairingTranscript transcript{pairing_message_id(said[0]), pairing_message_id(said[1]),
                                     pairing_message_id(said[2])};
  now["transcript"] = transcript.hash().hex();
  now["digits"] = pairing_digits(transcript, rig.secret);
  const auto reveal = decode_pairing_message(said[2]);
  REQUIRE(reveal);
  const auto keys = pairing_keys(rig.device.box, std::get<PairingReveal>(*reveal).box, rig.secret,
                                 transcript.hash());
  REQUIRE(keys);
  now["guest-box-secret"] = to_hex(rig.device.box.secret().view());
  now["keys"] = {to_hex(keys->yes.view()), to_hex(keys->kit.view()), to_hex(keys->done.view())};
  rewrite_golden("pairing", now);
  CHECK(now == golden("pairing"));
}

}  // namespace
}  // namespace alongside
