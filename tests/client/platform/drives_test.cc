#include "client/platform/drives.h"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temp_folder.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

TEST_CASE("Drives.WhatIsMountedThereOrOneFolderDeeperIsFound", "[platform]") {
  const TempFolder folder;
  const fs::path root = folder.path() / "media";
  for (const char* each : {"old-stick", "ade/STICK", "ade/not mounted", "ade/STICK/photos"}) {
    fs::create_directories(root / each);
  }
  const std::set<fs::path> mounted = {root / "old-stick", root / "ade/STICK",
                                      root / "ade/STICK/photos"};
  const auto found = drives_below({root, folder.path() / "not there"},
                                  [&](const fs::path& each) { return mounted.contains(each); });
  CHECK(found == std::vector<fs::path>{root / "ade/STICK", root / "old-stick"});
}

TEST_CASE("Drives.ALinkIsNoDrive", "[platform]") {
  const TempFolder folder;
  fs::create_directories(folder.path() / "elsewhere");
  fs::create_directories(folder.path() / "media");
  fs::create_directory_symlink(folder.path() / "elsewhere", folder.path() / "media/STICK");
  CHECK(drives_below({folder.path() / "media"}, [](const fs::path&) { return true; }).empty());
}

}  // namespace
}  // namespace alongside
