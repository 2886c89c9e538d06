#include "client/cli/words.h"

#include "tests/support/property.h"

namespace alongside {
namespace {

using Words = std::vector<std::string>;

std::string quoted(const std::string& word) {
  std::string out = "\"";
  for (const char letter : word) {
    if (letter == '"' || letter == '\\') out += '\\';
    if (letter == '\n') {
      out += "\\n";
    } else {
      out += letter;
    }
  }
  return out + "\"";
}

}  // namespace

TEST_CASE("Words.SpacesAndTabsSeparate", "[cli]") {
  CHECK(*split_words("  note\tadd  Mo ") == Words{"note", "add", "Mo"});
  CHECK(split_words("")->empty());
}

TEST_CASE("Words.QuotesKeepSpacesAndJoinWithWhatTheyTouch", "[cli]") {
  CHECK(*split_words("wording='a quiet place' x") == Words{"wording=a quiet place", "x"});
  CHECK(*split_words("\"it's\"' \"so\"'") == Words{"it's \"so\""});
  CHECK(*split_words("--text ''") == Words{"--text", ""});
}

TEST_CASE("Words.EscapesMeanWhatTheManualSays", "[cli]") {
  CHECK(*split_words(R"("two\nlines\tand \"quotes\" \\ \x")") ==
        Words{"two\nlines\tand \"quotes\" \\ \\x"});
  CHECK(*split_words(R"(a\ b 'c\n')") == Words{"a b", R"(c\n)"});
}

TEST_CASE("Words.AnOpenQuoteIsRefused", "[cli]") {
  for (const char* line : {"note add 'open", "note \"open", "\"open\\", "end\\"}) {
    const auto words = split_words(line);
    REQUIRE_FALSE(words);
    CHECK(words.error().code == ErrorCode::usage);
  }
}

TEST_CASE("Words.QuotingAnyWordGivesItBack", "[cli]") {
  check_property("split(quoted) == word", [](const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) line += quoted(word) + " ";
    const auto split = split_words(line);
    RC_ASSERT(split.has_value());
    RC_ASSERT(*split == words);
  });
}

}  // namespace alongside
