#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "client/page/plain_text.h"
#include "client/page/receipt_style.h"
#include "tests/client/page/receipt_samples.h"
#include "tests/support/scripts.h"

namespace alongside {
namespace {

// What a browser makes of each page (tests/support/read_page.py).
std::vector<nlohmann::json> read_pages(const std::vector<ConsentReceipt>& receipts) {
  std::vector<std::string> pages;
  for (const ConsentReceipt& receipt : receipts) pages.push_back(receipt_html(receipt));
  return ask_script("read_page.py", "", pages);
}

nlohmann::json read_page(const ConsentReceipt& receipt) { return read_pages({receipt}).front(); }

std::string text_of_page(const nlohmann::json& page) {
  std::string all;
  for (const auto& text : page["texts"]) all += text.get<std::string>() + "\n";
  return all;
}

// The same receipt with harmless words: blank ones stay blank.
ConsentReceipt harmless(ConsentReceipt receipt) {
  for (std::string* text : {&receipt.person_name, &receipt.to_name, &receipt.role, &receipt.section,
                            &receipt.why, &receipt.how, &receipt.home_url}) {
    if (!is_blank(plain_text(*text))) *text = "words";
  }
  return receipt;
}

bool says(const nlohmann::json& page, const std::string& words) {
  return text_of_page(page).find(words) != std::string::npos;
}

// Relative luminance and contrast of "#rrggbb" (WCAG 2.1).
double luminance(const std::string& colour) {
  const auto part = [&](std::size_t at) {
    const double value = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

std::set<std::string> colours_of(const std::string& style) {
  std::set<std::string> colours;
  for (std::size_t at = style.find('#'); at != std::string::npos; at = style.find('#', at + 1)) {
    colours.insert(style.substr(at, 7));
  }
  return colours;
}

// The words of each sentence of our own on a page.
std::vector<std::size_t> sentence_sizes(const nlohmann::json& page) {
  std::string text = text_of_page(page);
  text.erase(0, text.find("Sharing receipt", text.find("@media")));  // after the style
  std::vector<std::size_t> sizes(1, 0);
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    ++sizes.back();
    if (word.find_last_of(".?:") == word.size() - 1) sizes.push_back(0);
  }
  return sizes;
}

}  // namespace

TEST_CASE("ConsentReceipt.NoWordOfAPersonBecomesMarkup", "[page]") {
  const std::vector<ConsentReceipt> receipts = some_receipts(300);
  std::vector<ConsentReceipt> plain;
  for (const ConsentReceipt& receipt : receipts) plain.push_back(harmless(receipt));
  const auto pages = read_pages(receipts), plain_pages = read_pages(plain);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    INFO(receipt_html(receipts[i]));
    CHECK(pages[i]["elements"] == plain_pages[i]["elements"]);
  }
}

TEST_CASE("ConsentReceipt.WordsOfPeopleComeThroughAsTheyAre", "[page]") {
  const std::vector<ConsentReceipt> receipts = some_receipts(300);
  const auto pages = read_pages(receipts);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const ConsentReceipt shown = with_plain_texts(receipts[i]);
    for (const std::string& text :
         {shown.why, shown.person_name, shown.to_name, shown.role, shown.home_url}) {
      if (is_blank(text)) continue;
      const auto& texts = pages[i]["texts"];
      INFO(text);
      CHECK(std::find(texts.begin(), texts.end(), nlohmann::json(text)) != texts.end());
    }
  }
}

TEST_CASE("ConsentReceipt.ScriptsAndQuotesAreShownAsTyped", "[page]") {
  ConsentReceipt receipt = golden_receipt();
  receipt.why = "<script>alert(\"x\")</script> '\x1B[2J";
  receipt.language = "en\" onload=\"x";
  const std::string page = receipt_html(receipt);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("onload") == std::string::npos);
  CHECK(page.find('\x1B') == std::string::npos);
  CHECK(says(read_page(receipt), "<script>alert(\"x\")</script> '\xEF\xBF\xBD[2J"));
}

TEST_CASE("ConsentReceipt.PageNeedsNothingElse", "[page]") {
  const std::set<std::string> known = {"html",       "head", "meta", "title",   "style", "body",
                                       "main",       "h1",   "h2",   "section", "p",     "bdi",
                                       "blockquote", "dl",   "dt",   "dd"};
  const std::set<std::string> attributes = {"lang",       "dir",     "charset", "name",
                                            "http-equiv", "content", "class"};
  for (const ConsentState state : kAllStates) {
    const auto page = read_page(receipt_in(state));
    for (const auto& element : page["elements"]) {
      INFO(element);
      CHECK(known.contains(element[0]));
      for (const auto& attribute : element[1].items()) {
        CHECK(attributes.contains(attribute.key()));
      }
    }
  }
  const std::string style = kReceiptStyle;
  for (const char* outside : {"url(", "@import", "http", "//", "expression"}) {
    CHECK(style.find(outside) == std::string::npos);
  }
}

TEST_CASE("ConsentReceipt.PageHasContrastOfAtLeastSevenToOne", "[page]") {
  const std::set<std::string> colours = colours_of(kReceiptStyle);
  REQUIRE(colours == std::set<std::string>{"#ffffff", "#1a1a1a"});
  CHECK((luminance("#ffffff") + 0.05) / (luminance("#1a1a1a") + 0.05) >= 7.0);
}

TEST_CASE("ConsentReceipt.WordsShownCarryTheirLanguageAndDirection", "[page]") {
  ConsentReceipt receipt = golden_receipt();
  const auto quoted = [&](const std::string& language) {
    receipt.language = language;
    const auto page = read_page(receipt);
    for (const auto& element : page["elements"]) {
      if (element[0] == "blockquote") return element[1];
    }
    return nlohmann::json();
  };
  CHECK(quoted("ar") == nlohmann::json{{"lang", "ar"}, {"dir", "auto"}});
  CHECK(quoted("not a tag") == nlohmann::json{{"lang", ""}, {"dir", "auto"}});
  const auto page = read_page(golden_receipt());
  for (const auto& element : page["elements"]) {
    if (element[0] == "html") CHECK(element[1]["lang"] == "en");
    if (element[0] == "bdi") CHECK(element[1]["dir"] == "auto");
  }
}

TEST_CASE("ConsentReceipt.TitleNamesNobody", "[page]") {
  const std::string page = receipt_html(golden_receipt());
  CHECK(page.find("<title>Sharing receipt</title>") != std::string::npos);
}

TEST_CASE("ConsentReceipt.PageSaysWhoWhatWhyAndWhen", "[page]") {
  const auto page = read_page(golden_receipt());
  for (const char* words :
       {"Mo Example", "Bea Example", "coach at Lantern", " can read this: what you want.",
        "They can read it, and write there too.", "It is only about what is added after it begins.",
        "So that Bea can help", "witnessed by Cy Example", "It began: 5 March 2025, 14:05.",
        "It ends: 31 July 2025, 21:59.", "You can stop at any time."}) {
    INFO(words);
    CHECK(says(page, words));
  }
  CHECK(says(page, golden_receipt().evidence_hash.hex()));
}

TEST_CASE("ConsentReceipt.PageSaysHowItStands", "[page]") {
  const std::pair<ConsentState, std::string> all[] = {
      {ConsentState::asked, "You have not answered yet."},
      {ConsentState::yes, " can read this: what you want."},
      {ConsentState::no, "You said no: 18 April 2025, 18:13."},
      {ConsentState::stopped, "You stopped it: 18 April 2025, 18:13."},
      {ConsentState::run_out, "It ran out: 31 July 2025, 21:59."}};
  for (const auto& [state, words] : all) {
    const auto page = read_page(receipt_in(state));
    INFO(name_of(state));
    CHECK(says(page, words));
    CHECK(says(page, "can read") == (state == ConsentState::yes));
    CHECK(says(page, "They get nothing new.") ==
          (state == ConsentState::stopped || state == ConsentState::run_out));
  }
}

TEST_CASE("ConsentReceipt.PageAlwaysSaysThatThePersonCanStopAndIsNotTheLawfulBasis", "[page]") {
  for (const ConsentState state : kAllStates) {
    const auto page = read_page(receipt_in(state));
    INFO(name_of(state));
    CHECK(says(page, "stop at any time."));
    CHECK(says(page, "You do not have to say why."));
    CHECK(says(page, "It is not the charity's lawful basis for holding notes."));
    CHECK(says(page, "It cannot take back what someone has read or copied.") ==
          (state != ConsentState::no));
  }
}

TEST_CASE("ConsentReceipt.PageIsWholeWhenNothingIsKnown", "[page]") {
  const auto page = read_page(ConsentReceipt{});
  CHECK(says(page, "Someone whose name is not here asks to read this: a part whose name is not"));
  CHECK(says(page, "No reason was written down."));
  CHECK(says(page, "That was not written down."));
  CHECK_FALSE(says(page, "For "));
  CHECK_FALSE(says(page, "Server"));
  CHECK_FALSE(says(page, "The signed record"));
}

TEST_CASE("ConsentReceipt.PageHasShortSentences", "[page]") {
  for (const ConsentState state : kAllStates) {
    ConsentReceipt receipt = harmless(receipt_in(state));
    const std::vector<std::size_t> sizes = sentence_sizes(read_page(receipt));
    const std::size_t all = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
    INFO(name_of(state));
    REQUIRE(sizes.size() > 30);
    CHECK(*std::max_element(sizes.begin(), sizes.end()) <= 20);
    CHECK(all <= 10 * sizes.size());
  }
}

}  // namespace alongside
