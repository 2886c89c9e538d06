#include <filesystem>
#include <regex>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "client/platform/paths.h"
#include "client/view/strings.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = fs::path(ALONGSIDE_TEST_DATA) / "..";

Strings english() { return Strings(read_text(kSource / "assets/strings/en.txt"), ""); }

// Every "like.this" in the sources of the screens.
std::set<std::string> keys_in_sources() {
  const std::regex pattern("\"([a-z_]+\\.[a-z_.0-9-]+)\"");
  std::set<std::string> keys;
  for (const char* folder : {"client/view", "client/viewmodel"}) {
    for (const auto& file : fs::recursive_directory_iterator(kSource / folder)) {
      if (file.path().extension() != ".cc") continue;
      const std::string text = read_text(file.path());
      for (std::sregex_iterator i(text.begin(), text.end(), pattern), end; i != end; ++i) {
        keys.insert((*i)[1]);
      }
    }
  }
  return keys;
}

TEST_CASE("StringFiles.HaveEveryKeyTheScreensName", "[view]") {
  const Strings words = english();
  const std::set<std::string> keys = keys_in_sources();
  REQUIRE(keys.size() > 40);
  for (const std::string& key : keys) {
    if (key == "weekday." || key == "month.") continue;
    INFO(key);
    CHECK((words.has(key) || (words.has(key + ".one") && words.has(key + ".other"))));
  }
}

TEST_CASE("StringFiles.OtherLanguagesNameNoKeyThatEnglishHasNot", "[view]") {
  const std::set<std::string> keys = english().keys();
  for (const auto& file : fs::directory_iterator(kSource / "assets/strings")) {
    for (const std::string& key : Strings(read_text(file.path()), "").keys()) {
      INFO(file.path().filename() << ": " << key);
      CHECK(keys.count(key) == 1);
    }
  }
}

TEST_CASE("StringFiles.SentencesHaveAtMostFifteenWords", "[view]") {
  for (const auto& file : fs::directory_iterator(kSource / "assets/strings")) {
    const Strings words(read_text(file.path()), "");
    for (const std::string& key : words.keys()) {
      std::size_t in_a_row = 0;
      std::istringstream text(words.say(key));
      for (std::string word; text >> word;) {
        ++in_a_row;
        INFO(file.path().filename() << ": " << key);
        CHECK(in_a_row <= 15);
        if (word.find_first_of(".?!") != std::string::npos) in_a_row = 0;
      }
    }
  }
}

}  // namespace
}  // namespace alongside
