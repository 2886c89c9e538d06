#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "shared/change/batch.h"
#include "tests/support/batches.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"

// The bytes of batches, for ever. `ALONGSIDE_WRITE_GOLDEN=batch` writes the vectors anew: only
// before the first release of a format number, never after.

namespace alongside {
namespace {

Op text_op(OpKind kind, std::uint64_t field, std::string_view words) {
  CborWriter writer;
  writer.text(words);
  return {kind, field, std::move(writer).take(), std::nullopt};
}

std::vector<Bytes> golden_changes() {
  Change note;
  note.kind = 4;
  note.entity = test_id<EntityId>(0x11);
  note.ops = {text_op(OpKind::put, 0, "Rang the housing office"), text_op(OpKind::add, 2, "home")};
  note.ops[0].replaces = {OpRef{}, OpRef{test_id<BatchHash>(0x22), 3, 1}};
  Change goal;
  goal.kind = 6;
  goal.entity = test_id<EntityId>(0x33);
  goal.ops = {text_op(OpKind::remove, 2, "home"), text_op(OpKind::entry, 4, "began"),
              Op{OpKind::del, 0, {}, std::nullopt}};
  goal.at = -5;
  Change adoption;
  CborWriter hash;
  hash.bytes(test_id<BatchHash>(0x44).view());
  adoption.ops = {Op{OpKind::adopt, 0, std::move(hash).take(), std::nullopt}};
  return {encode_change(note), encode_change(goal), encode_change(adoption)};
}

Batch golden_batch(const SigningKey& device, bool is_own) {
  BatchHeader header;
  header.space = test_id<SpaceId>(0x51);
  header.section = 8;
  header.device = device.as<DeviceId>();
  header.author = test_id<RootId>(0x52);
  header.seq = 1;
  header.at = 1'767'225'600'000;
  if (!is_own) {
    header.heads = {test_id<EpochId>(0x53), test_id<EpochId>(0x54)};
    header.admission = test_id<AdmissionId>(0x55);
    header.seq = 3;
    const Chain own{header.device, header.admission};
    const Chain other{test_id<DeviceId>(0x56), {}};
    header.deps = {{other, 700, test_id<BatchHash>(0x57)}, {own, 2, test_id<BatchHash>(0x58)}};
    std::sort(header.deps.begin(), header.deps.end());
    header.skips = {{other, 699, test_id<BatchHash>(0x59)}};
  }
  return close_batch(std::move(header), golden_changes(), test_id<Salt>(0x60), device);
}

nlohmann::json vectors() {
  const SigningKey device(Key(std::span<const std::byte, 32>(test_id<Hash>(0x61).bytes)));
  const Batch own = golden_batch(device, true);
  const Batch shared = golden_batch(device, false);
  const auto row = [](const std::string& name, const Batch& batch) {
    return nlohmann::json{
        {"name", name}, {"hash", batch.hash().hex()}, {"bytes", to_hex(encode_batch(batch))}};
  };
  nlohmann::json changes = nlohmann::json::array();
  for (const Bytes& change : golden_changes()) changes.push_back(to_hex(change));
  return {{"device seed", test_id<Hash>(0x61).hex()},
          {"salt seed", test_id<Salt>(0x60).hex()},
          {"changes", changes},
          {"batches",
           {row("an owner's first batch", own), row("a batch under a share", shared),
            row("the same without its first change", *redact_batch(shared, {0})),
            row("the same without any change", *redact_batch(shared, {0, 1, 2}))}}};
}

}  // namespace

TEST_CASE("BatchCodec.GoldenVectorsAreMadeAgain", "[change][golden]") {
  const nlohmann::json made = vectors();
  rewrite_golden("batch", made);
  CHECK(golden("batch") == made);
}

TEST_CASE("BatchCodec.GoldenVectorsAreRead", "[change][golden]") {
  for (const auto& row : golden("batch")["batches"]) {
    const auto batch = decode_batch(golden_bytes(row["bytes"]));
    REQUIRE(batch.has_value());
    CHECK(batch->hash().hex() == row["hash"]);
    for (const BatchElement& element : batch->elements) {
      CHECK((element.erased || decode_change(element.change)));
    }
  }
}

}  // namespace alongside
