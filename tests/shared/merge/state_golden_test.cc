#include <catch2/catch_test_macros.hpp>

#include "tests/support/batches.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/section_worlds.h"

// The canonical bytes of entries and the digest of a section, for ever.
// `ALONGSIDE_WRITE_GOLDEN=state` writes the vectors anew: only before the first release of a format
// number, never after.

namespace alongside {
namespace {

nlohmann::json told(const BatchRef& ref) {
  return {{"device", ref.chain.device.hex()},
          {"admission", ref.chain.admission.hex()},
          {"seq", ref.seq},
          {"hash", ref.hash.hex()}};
}

nlohmann::json told(const std::vector<BatchRef>& refs) {
  nlohmann::json list = nlohmann::json::array();
  for (const BatchRef& ref : refs) list.push_back(told(ref));
  return list;
}

nlohmann::json told(const SectionBatch& batch) {
  nlohmann::json changes = nlohmann::json::array();
  for (const Change& change : batch.changes) changes.push_back(to_hex(encode_change(change)));
  return {{"self", told(batch.node.self)},
          {"deps", told(batch.node.deps)},
          {"skips", told(batch.node.skips)},
          {"author", batch.author},
          {"changes", changes}};
}

nlohmann::json vectors() {
  SeededRandom random(2);
  const auto batches = random_section(random, {.batches = 8});
  FoldedSection section(batches, {});
  nlohmann::json batch_rows = nlohmann::json::array();
  for (const SectionBatch& batch : batches) {
    section.fold(batch);
    batch_rows.push_back(told(batch));
  }
  nlohmann::json entries = nlohmann::json::array();
  for (const auto& [name, state] : section.store().entries()) {
    if (!state.is_present()) continue;
    entries.push_back(
        to_hex(canonical_entity(state, mixed_rules(name.second), [&](std::int64_t number) {
          return section.causality().hash_of(number);
        })));
  }
  return {{"rules",
           "kind 0: anyone removes; kind 2: the author or the owner removes, the owner's "
           "words are the owner's; a zero admission is the owner's"},
          {"batches", batch_rows},
          {"entries", entries},
          {"digest", section.digest().hex()}};
}

}  // namespace

TEST_CASE("State.GoldenVectorsAreMadeAgain", "[merge][golden]") {
  const nlohmann::json made = vectors();
  rewrite_golden("state", made);
  CHECK(golden("state") == made);
  CHECK(made["entries"].size() > 2);
}

}  // namespace alongside
