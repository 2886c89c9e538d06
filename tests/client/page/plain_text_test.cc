#include "client/page/plain_text.h"

#include "tests/client/page/receipt_samples.h"

namespace alongside {

TEST_CASE("PlainText.LeavesOrdinaryWordsAsTheyAre", "[page]") {
  const std::string words = "caf\xC3\xA9 \xC2\xA3\t\xD8\xA7\n\xF0\x9F\x8C\xB1";
  CHECK(plain_text(words) == words);
}

TEST_CASE("PlainText.ReplacesControlsAndBytesThatAreNoText", "[page]") {
  const std::string gone = "\xEF\xBF\xBD";
  for (const std::string& text :
       {std::string(1, '\0'), std::string("\x1B"), std::string("\x1E"), std::string("\x7F"),
        std::string("\xC2\x80"), std::string("\xC2\x9F"), std::string("\xFF"), std::string("\xC3"),
        std::string("\xE2\x80\xAD"), std::string("\xE2\x80\xAE"), std::string("\xEF\xBF\xBE"),
        std::string("\xEF\xBF\xBF")}) {
    CHECK(plain_text("a" + text + "b") == "a" + gone + "b");
  }
  for (const char* kept : {"\xC2\xA0", "\xE2\x80\x8F"}) CHECK(plain_text(kept) == kept);
  CHECK(plain_text("\xED\xA0\x80") == gone + gone + gone);
}

TEST_CASE("PlainText.HasOneKindOfNewLine", "[page]") {
  CHECK(plain_text("a\r\nb\rc\nd\r") == "a\nb\nc\nd\n");
  CHECK(plain_text("\r\r\n") == "\n\n");
}

TEST_CASE("PlainText.IsUtf8AndStaysAsItIs", "[page]") {
  check_property("plain, and plain again", [] {
    const std::string once = plain_text(any_text());
    RC_ASSERT(is_utf8(once));
    RC_ASSERT(plain_text(once) == once);
  });
}

TEST_CASE("HtmlText.HasNoCharacterThatBeginsMarkup", "[page]") {
  CHECK(html_text("<a href=\"x\">'&'</a>") ==
        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  check_property("nothing begins or ends", [] {
    RC_ASSERT(html_text(plain_text(any_text())).find_first_of("<>\"'") == std::string::npos);
  });
}

TEST_CASE("LanguageTag.HasTheFormOfBcp47", "[page]") {
  for (const char* tag : {"en", "en-GB", "zh-Hant-TW", "de-CH-1996", "x-own"}) {
    CHECK(is_language_tag(tag));
  }
  for (const char* text : {"", "-", "en-", "-en", "en--GB", "english words", "1en", "en\"", "en\n",
                           "abcdefghi", "\xC3\xA9"}) {
    INFO(text);
    CHECK_FALSE(is_language_tag(text));
  }
}

TEST_CASE("BlankText.HoldsNothingToRead", "[page]") {
  CHECK(is_blank(""));
  CHECK(is_blank(" \t\n"));
  CHECK_FALSE(is_blank(" x "));
  CHECK(stated(" ") == "not stated");
  CHECK(stated("x") == "x");
}

}  // namespace alongside
