#include "client/store/vault_place.h"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "client/store/files.h"
#include "shared/sign/signature.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_folder.h"
#include "tests/support/virtual_clock.h"

namespace alongside {
namespace {

struct DataFolder {
  DataFolder() { start_crypto(); }
  void make(const std::string& name, const KdfCost& cost) {
    REQUIRE(create_vault({{folder.path(), name}, view_of("words"), "", cost}, {clock, random}));
  }
  KdfCost cost_of_no_vault(const std::string& name) {
    const auto place = find_place({folder.path(), name}, random, false);
    REQUIRE(place);
    return decoy_cost(*place);
  }
  TempFolder folder;
  VirtualClock clock;
  SeededRandom random{1};
};

TEST_CASE("NewVault.RemovesWhatACrashLeftOfOneAndNothingElse", "[store]") {
  DataFolder data;
  data.make("Ade", KdfCost::light());
  const auto left = data.folder.path() / "new-0011";
  const auto being_built = data.folder.path() / "new-2233";
  for (const auto& folder : {left, being_built}) std::filesystem::create_directories(folder);
  const auto lock = FileLock::take(VaultPlace{being_built}.lock());
  REQUIRE(lock);
  data.make("Bea", KdfCost::light());
  CHECK_FALSE(std::filesystem::exists(left));
  CHECK(std::filesystem::exists(being_built));
  for (const char* name : {"Ade", "Bea"}) {
    CHECK(open_vault({data.folder.path(), name}, view_of("words"), {data.clock, data.random}));
  }
}

TEST_CASE("DecoyCost.IsThatOfTheVaultsBesideIt", "[store]") {
  DataFolder data;
  data.make("Ade", KdfCost::light());
  CHECK(data.cost_of_no_vault("Nobody").memory_bytes == KdfCost::light().memory_bytes);
  CHECK(data.cost_of_no_vault("Nobody").operations == KdfCost::light().operations);
}

TEST_CASE("DecoyCost.IsTheUsualOneWhereThereAreNoVaults", "[store]") {
  DataFolder data;
  CHECK(data.cost_of_no_vault("Nobody").memory_bytes == KdfCost::moderate().memory_bytes);
}

TEST_CASE("DecoyCost.DoesNotTellANameByItsCostWhereCostsDiffer", "[store]") {
  DataFolder data;
  data.make("Ade", KdfCost::light());
  data.make("Bea", KdfCost::moderate());
  std::set<std::uint64_t> costs;
  for (int i = 0; i < 12; ++i) {
    const std::string name = "Nobody " + std::to_string(i);
    const std::uint64_t cost = data.cost_of_no_vault(name).memory_bytes;
    CHECK(data.cost_of_no_vault(name).memory_bytes == cost);
    costs.insert(cost);
  }
  CHECK(costs.size() == 2);
}

}  // namespace
}  // namespace alongside
