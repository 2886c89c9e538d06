#include "client/viewmodel/save_place.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

struct Asked {
  AppUnderTest app;
  SavePlace place{app->session};

  Asked() { place.look(); }
  void type(const std::string& typed) {
    place.choose(static_cast<int>(place.choices().size()) - 1);
    place.typed = typed;
  }
  std::string trouble() const { return place.trouble() ? place.trouble()->key : ""; }
};

void make_file(const fs::path& path) { std::ofstream(path) << "somebody's"; }

TEST_CASE("SavePlace.AStickComesFirstThenTheHomeFolder", "[view]") {
  Asked asked;
  REQUIRE(asked.place.choices().size() == 2);
  CHECK(asked.place.new_file("record") == asked.app.home() / "record-2025-03-05.alongside");
  const fs::path stick = asked.app.plug_in("STICK");
  asked.place.look_again();
  asked.app.settle();
  REQUIRE(asked.place.choices().size() == 3);
  CHECK(asked.place.new_file("record") == stick / "record-2025-03-05.alongside");
}

TEST_CASE("SavePlace.NoFileThatIsThereIsEverTaken", "[view]") {
  Asked asked;
  make_file(asked.app.home() / "record-2025-03-05.alongside");
  CHECK(asked.place.new_file("record") == asked.app.home() / "record-2025-03-05-2.alongside");
  fs::create_symlink("nowhere", asked.app.home() / "record-2025-03-05-2.alongside");
  CHECK(asked.place.new_file("record") == asked.app.home() / "record-2025-03-05-3.alongside");
  asked.type((asked.app.home() / "record-2025-03-05.alongside").string());
  CHECK_FALSE(asked.place.new_file("record"));
  CHECK(asked.trouble() == "place.taken");
}

TEST_CASE("SavePlace.AFolderOrAFileCanBeTyped", "[view]") {
  Asked asked;
  fs::create_directories(asked.app.home() / "my papers");
  asked.type(" ~/my papers ");
  CHECK(asked.place.new_file("record") ==
        asked.app.home() / "my papers" / "record-2025-03-05.alongside");
  asked.type((asked.app.home() / "mine").string());
  CHECK(asked.place.new_file("record") == asked.app.home() / "mine");
}

TEST_CASE("SavePlace.WhatCannotBeMeantIsSaidInWords", "[view]") {
  Asked asked;
  const std::pair<const char*, const char*> tries[] = {{"", "place.needs_path"},
                                                       {"papers", "place.whole_path"},
                                                       {"~/no such/file", "place.no_folder"},
                                                       {"~/nothing/", "place.no_folder"}};
  for (const auto& [typed, trouble] : tries) {
    INFO(typed);
    asked.type(typed);
    CHECK_FALSE(asked.place.new_file("record"));
    CHECK(asked.trouble() == trouble);
  }
}

}  // namespace
}  // namespace alongside
