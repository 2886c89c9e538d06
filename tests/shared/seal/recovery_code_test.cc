#include <catch2/catch_test_macros.hpp>

#include "shared/seal/passphrase.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

RecoverySecret secret_of(std::uint64_t seed) {
  SeededRandom random(seed);
  return RecoverySecret::random(random);
}

// Whether reading names the group with this number, from 1.
bool names_group(std::string_view typed, std::size_t number) {
  const auto read = read_recovery_code(typed);
  return !read && read.error().code == ErrorCode::usage &&
         read.error().message.find("group " + std::to_string(number) + " ") != std::string::npos &&
         wrong_code_group(typed) == static_cast<int>(number);
}

TEST_CASE("RecoveryCode.ReadsBackAsItsSecret", "[seal]") {
  check_property("recovery code", [](std::uint64_t seed) {
    const RecoverySecret secret = secret_of(seed);
    const std::string code = recovery_code(secret);
    RC_ASSERT(code.size() == 7u * 5u + 6u);
    RC_ASSERT(*read_recovery_code(code) == secret);
  });
}

TEST_CASE("RecoveryCode.ForgivesHowItIsTyped", "[seal]") {
  check_property("forgiving", [](std::uint64_t seed) {
    const RecoverySecret secret = secret_of(seed);
    std::string typed;
    for (const char letter : recovery_code(secret)) {
      const bool small = *rc::gen::arbitrary<bool>();
      char written = letter;
      if (letter == '0') written = *rc::gen::element('0', 'O', 'o');
      if (letter == '1') written = *rc::gen::element('1', 'I', 'i', 'L', 'l');
      if (letter == '-') written = *rc::gen::element('-', ' ', '\n', '\t');
      if (letter >= 'A' && small) written = static_cast<char>(letter - 'A' + 'a');
      typed.push_back(written);
      if (*rc::gen::inRange(0, 5) == 0) typed += *rc::gen::element("", " ", "-", "  ");
    }
    RC_ASSERT(*read_recovery_code(typed) == secret);
  });
}

TEST_CASE("RecoveryCode.AnyOneWrongLetterIsNamedByItsGroup", "[seal]") {
  const std::string code = recovery_code(secret_of(3));
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '-') continue;
    for (const char letter : kLetters) {
      if (letter == code[at]) continue;
      std::string typed = code;
      typed[at] = letter;
      REQUIRE(names_group(typed, at / 6 + 1));
    }
  }
}

TEST_CASE("RecoveryCode.SwappedNeighboursAreNamedByTheirGroup", "[seal]") {
  check_property("swaps", [](std::uint64_t seed) {
    std::string code = recovery_code(secret_of(seed));
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, code.size() - 1);
    RC_PRE(code[at] != '-' && code[at + 1] != '-' && code[at] != code[at + 1]);
    std::swap(code[at], code[at + 1]);
    RC_ASSERT(names_group(code, at / 6 + 1));
  });
}

TEST_CASE("RecoveryCode.SwappedGroupsAreNamed", "[seal]") {
  const std::string code = recovery_code(secret_of(5));
  const std::string swapped =
      code.substr(0, 6) + code.substr(12, 6) + code.substr(6, 6) + code.substr(18);
  REQUIRE(names_group(swapped, 2));
}

TEST_CASE("RecoveryCode.WhatIsCutShortOrForeignIsNamedByItsGroup", "[seal]") {
  const std::string code = recovery_code(secret_of(6));
  REQUIRE(names_group("", 1));
  REQUIRE(names_group(code.substr(0, 4), 1));
  REQUIRE(names_group(code.substr(0, 17), 4));
  REQUIRE(names_group(code.substr(0, code.size() - 1), 7));
  std::string foreign = code;
  foreign[20] = 'U';
  REQUIRE(names_group(foreign, 4));
  REQUIRE(!read_recovery_code(code + "-0"));
  REQUIRE(!wrong_code_group(code + "-0"));
  REQUIRE(!wrong_code_group(code));
}

TEST_CASE("RecoveryCode.GroupsOfTwoCodesAreNotOneCode", "[seal]") {
  // Each group fits its check letter; only the checksum of the whole can tell. It has 12 bits.
  int accepted = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::string a = recovery_code(secret_of(2 * seed + 1));
    const std::string b = recovery_code(secret_of(2 * seed + 2));
    const auto read = read_recovery_code(a.substr(0, 18) + b.substr(18));
    if (read) ++accepted;
    if (!read) REQUIRE(read.error().code == ErrorCode::usage);
  }
  REQUIRE(accepted <= 2);
}

TEST_CASE("RecoveryCode.AcceptedTextIsTheCodeOfItsSecret", "[seal]") {
  check_property("one code for each secret", [](std::uint64_t seed) {
    std::string typed = recovery_code(secret_of(seed));
    for (int edits = *rc::gen::inRange(0, 3); edits > 0; --edits) {
      typed[*rc::gen::inRange<std::size_t>(0, typed.size())] =
          *rc::gen::element('0', 'A', '-', 'o');
    }
    const auto read = read_recovery_code(typed);
    if (!read) return;
    std::string letters;
    for (const char c : typed) {
      if (c != '-') letters.push_back(c == 'o' ? '0' : c);
    }
    std::string code = recovery_code(*read);
    code.erase(std::remove(code.begin(), code.end(), '-'), code.end());
    RC_ASSERT(code == letters);
  });
}

TEST_CASE("RecoveryCode.GoldenCodesStand", "[seal][golden]") {
  for (const auto& vector : golden("keys").at("recovery")) {
    const auto secret = *RecoverySecret::from(golden_bytes(vector.at("secret")));
    const auto code = vector.at("code").get<std::string>();
    REQUIRE(recovery_code(secret) == code);
    REQUIRE(*read_recovery_code(code) == secret);
  }
}

TEST_CASE("RecoveryCode.ItsKeysAreTwoDifferentOnes", "[seal]") {
  const RecoverySecret secret = secret_of(8);
  const PassphraseKeys keys = keys_from_recovery(secret);
  REQUIRE(keys.vault == derive_key(secret, "alongside/key/recovery-vault"));
  REQUIRE(keys.roots == derive_key(secret, "alongside/key/recovery-roots"));
  REQUIRE(!(keys.vault == keys.roots));
}

}  // namespace
}  // namespace alongside
