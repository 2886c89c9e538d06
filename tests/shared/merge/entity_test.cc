#include "shared/merge/entity.h"

#include "tests/support/crypto.h"
#include "tests/support/property.h"
#include "tests/support/section_worlds.h"

namespace alongside {
namespace {

// The entries of a random section, as different as they get.
std::vector<EntityState> random_entries(std::uint64_t seed) {
  SeededRandom random(seed);
  const auto batches = random_section(random, {.batches = 12});
  FoldedSection section(batches, {});
  for (const SectionBatch& batch : batches) section.fold(batch);
  std::vector<EntityState> entries;
  for (const auto& [name, state] : section.store().entries()) entries.push_back(state);
  entries.push_back({});
  entries.back().authors = {std::numeric_limits<std::int64_t>::min(), -1, 0,
                            std::numeric_limits<std::int64_t>::max()};
  return entries;
}

}  // namespace

TEST_CASE("EntityCodec.DecodeUndoesEncode", "[merge]") {
  check_property("entity round trip", [](std::uint64_t seed) {
    for (const EntityState& state : random_entries(seed)) {
      const Bytes bytes = encode_entity(state);
      const auto decoded = decode_entity(bytes);
      RC_ASSERT(decoded.has_value());
      RC_ASSERT(encode_entity(*decoded) == bytes);
      RC_ASSERT(decoded->authors == state.authors);
      RC_ASSERT(decoded->removers == state.removers);
      RC_ASSERT(decoded->touched_by_removal == state.touched_by_removal);
      RC_ASSERT(is_marked(*decoded, {}) == is_marked(state, {}));
    }
  });
}

TEST_CASE("EntityCodec.EveryProperPrefixIsRefused", "[merge]") {
  for (const EntityState& state : random_entries(1)) {
    const Bytes bytes = encode_entity(state);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CHECK_FALSE(decode_entity(View(bytes).first(size)).has_value());
    }
  }
}

TEST_CASE("EntityCodec.AFlippedBitIsRefusedOrComesBack", "[merge]") {
  for (const EntityState& state : random_entries(2)) {
    Bytes bytes = encode_entity(state);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      const auto flip = static_cast<std::byte>(1u << bit % 8);
      bytes[bit / 8] ^= flip;
      const auto decoded = decode_entity(bytes);
      if (decoded) CHECK(encode_entity(*decoded) == bytes);
      bytes[bit / 8] ^= flip;
    }
  }
}

}  // namespace alongside
