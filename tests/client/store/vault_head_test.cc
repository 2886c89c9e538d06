#include "client/store/vault_head.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/files.h"
#include "client/store/vault_place.h"
#include "tests/client/store/vault_rig.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

constexpr std::uint64_t kMiB = 1024 * 1024;

struct Bound {
  const char* what;
  KdfCost last_allowed;
  KdfCost first_refused;
};

// docs/spec/keys.md
const Bound kBounds[] = {
    {"fewest operations", {2, 64 * kMiB}, {1, 64 * kMiB}},
    {"least memory", {2, 64 * kMiB}, {2, 64 * kMiB - 1}},
    {"most operations", {10, 64 * kMiB}, {11, 64 * kMiB}},
    {"most memory", {2, 1024 * kMiB}, {2, 1024 * kMiB + 1}},
};

VaultHead head_of(const KdfCost& cost) {
  VaultHead head;
  head.cost = cost;
  return head;
}

// What a head with this cost in it reads as; nothing: it is read.
std::optional<ErrorCode> refusal(const KdfCost& cost) {
  const auto head = decode_head(encode_head(head_of(cost)));
  return head ? std::nullopt : std::optional(head.error().code);
}

bool holds(const Bound& bound) {
  return !refusal(bound.last_allowed) && refusal(bound.first_refused) == ErrorCode::refused;
}

TEST_CASE("I20.AHeadBeyondEachFloorAndCeilingIsNotRead", "[store][invariant]") {
  for (const Bound& bound : kBounds) {
    INFO(bound.what);
    CHECK(holds(bound));
  }
}

// Puts another cost into the head of a vault, as somebody with the disk may.
void change_cost(VaultRig& rig, const KdfCost& cost) {
  rig.opened.reset();
  const auto place = find_place(rig.name(), rig.random, false);
  REQUIRE(place);
  auto head = decode_head(*read_file(place->head(), kMaxHeadBytes));
  REQUIRE(head);
  head->cost = cost;
  write_durably(place->head(), encode_head(*head));
}

TEST_CASE("I20.AVaultWithACheaperOrCostlierHeadDoesNotOpen", "[store][invariant]") {
  for (const Bound& bound : kBounds) {
    INFO(bound.what);
    VaultRig rig;
    change_cost(rig, bound.first_refused);
    const auto opened = open_vault(rig.name(), rig.passphrase(), rig.means());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::refused);
    CHECK_FALSE(open_vault_with_code(rig.name(), rig.code, rig.means()));
    const Unlocking now{.passphrase = rig.passphrase(), .code = {}};
    CHECK_FALSE(change_passphrase(rig.name(), now, view_of("new words"), rig.means()));
  }
}

// A missing vault is met at the cost of one that is there, never at one beyond the bounds.
TEST_CASE("I20.ADecoyKeepsToTheBounds", "[store][invariant]") {
  for (const Bound& bound : kBounds) {
    INFO(bound.what);
    VaultRig rig;
    change_cost(rig, bound.first_refused);
    const auto missing = find_place({rig.name().data_folder, "nobody"}, rig.random, false);
    REQUIRE(missing);
    CHECK(check_cost(decoy_cost(*missing)));
  }
}

#ifdef ALONGSIDE_PLANTS

TEST_CASE("VaultHeadPlants.AreCaught", "[store][plants]") {
  for (const Bound& bound : kBounds) {
    CHECK(is_caught("kdf_bounds_are_ignored", [&bound] { return holds(bound); }));
  }
}

#endif

}  // namespace
}  // namespace alongside
