#include "client/viewmodel/text_edit.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/property.h"

namespace alongside {
namespace {

const Advance kOne = [](char32_t c) { return c == 0x200B ? 0.0F : 1.0F; };

TextEdit edit_of(std::string text, float width) {
  TextEdit edit;
  edit.set_text(std::move(text));
  edit.fit(width, 1, kOne);
  return edit;
}

// Types `words` at `at` in what is shown, as a widget does.
void type(TextEdit& edit, std::size_t at, std::string_view words) {
  std::string changed = edit.shown();
  changed.insert(at, words);
  edit.move_caret(at, CaretStep::none);
  edit.absorb(changed, at + words.size());
}

// Takes `count` bytes at `at` out of what is shown; Backspace if the caret was behind them.
void take(TextEdit& edit, std::size_t at, std::size_t count, bool backspace) {
  std::string changed = edit.shown();
  changed.erase(at, count);
  edit.move_caret(backspace ? at + count : at, CaretStep::none);
  edit.absorb(changed, at);
}

// Where the caret comes to rest when a key moves it from `before` to `now`.
std::size_t moved(TextEdit edit, std::size_t before, std::size_t now, CaretStep step) {
  edit.move_caret(before, CaretStep::none);
  edit.move_caret(now, step);
  return edit.caret();
}

TEST_CASE("TextEdit.TypingAtASoftBreakKeepsTheWords", "[view]") {
  TextEdit edit = edit_of("one two six", 7);
  const std::size_t at_break = edit.to_shown(8) - kSoftBreak.size();
  type(edit, at_break, "X");
  CHECK(edit.text() == "one two Xsix");
}

TEST_CASE("TextEdit.TypingACurlyQuoteAtASoftBreakDoesNotTouchTheBreak", "[view]") {
  TextEdit edit = edit_of("one two six", 7);
  type(edit, edit.to_shown(8) - kSoftBreak.size(), "\xE2\x80\x99");
  CHECK(edit.text() == "one two \xE2\x80\x99six");
}

TEST_CASE("TextEdit.BackspaceAfterASoftBreakDeletesTheCharacterBeforeIt", "[view]") {
  TextEdit edit = edit_of("one two six", 7);
  take(edit, edit.to_shown(8) - 1, 1, true);
  CHECK(edit.text() == "one twosix");
  CHECK(edit.to_text(edit.caret()) == 7);
}

TEST_CASE("TextEdit.DeleteBeforeASoftBreakDeletesTheCharacterAfterIt", "[view]") {
  TextEdit edit = edit_of("one two six", 7);
  take(edit, edit.to_shown(8) - kSoftBreak.size(), 3, false);
  CHECK(edit.text() == "one two ix");
}

TEST_CASE("TextEdit.ArrowKeysPassASoftBreakAsIfItWereNotThere", "[view]") {
  const TextEdit edit = edit_of("one two six", 7);
  const std::size_t end = edit.to_shown(8);
  const std::size_t start = end - kSoftBreak.size();
  CHECK(moved(edit, start - 1, start, CaretStep::right) == end);
  CHECK(moved(edit, start, start + 3, CaretStep::right) == end + 1);
  CHECK(moved(edit, end, start + 3, CaretStep::left) == start - 1);
  CHECK(moved(edit, 0, start + 3, CaretStep::none) == start);
}

TEST_CASE("TextEdit.UndoTakesBackWordByWordAndRedoBringsThemBack", "[view]") {
  TextEdit edit = edit_of("", 7);
  for (const char c : std::string("good day")) type(edit, edit.caret(), std::string(1, c));
  edit.undo();
  CHECK(edit.text() == "good ");
  edit.undo();
  CHECK(edit.text().empty());
  CHECK_FALSE(edit.can_undo());
  edit.redo();
  edit.redo();
  CHECK(edit.text() == "good day");
  CHECK_FALSE(edit.can_redo());
}

TEST_CASE("TextEdit.TypingAfterAnUndoForgetsWhatCouldBeRedone", "[view]") {
  TextEdit edit = edit_of("", 7);
  type(edit, 0, "one");
  edit.undo();
  type(edit, 0, "two");
  CHECK_FALSE(edit.can_redo());
  CHECK(edit.text() == "two");
}

TEST_CASE("TextEdit.AnotherWidthMovesBreaksAndNotWords", "[view]") {
  TextEdit edit = edit_of("one two six", 7);
  CHECK(edit.fit(100, 1, kOne));
  CHECK(edit.shown() == "one two six");
  CHECK_FALSE(edit.fit(100, 1, kOne));
}

TEST_CASE("TextEdit.PlacesGoThereAndBack", "[view]") {
  check_property("to_text(to_shown(x)) == x", [](std::uint8_t wide) {
    const TextEdit edit = edit_of("some words that go on\nand on, and averyveryverylongone",
                                  static_cast<float>(wide % 15));
    for (std::size_t at = 0; at <= edit.text().size(); ++at) {
      RC_ASSERT(edit.to_text(edit.to_shown(at)) == at);
    }
  });
}

TEST_CASE("TextEdit.EveryEditUndoneGivesBackEveryEarlierText", "[view]") {
  check_property("undo is exact", [](std::vector<std::uint16_t> moves) {
    TextEdit edit = edit_of("start here and go on", 6);
    for (const std::uint16_t move : moves) {
      const std::size_t at = edit.to_shown(move % (edit.text().size() + 1));
      const bool add = move % 3 != 0 || edit.shown().size() == at;
      if (add)
        type(edit, at, std::string(1 + move % 7, "x y\nz"[move % 5]));
      else
        take(edit, at, 1, false);
    }
    const std::string last = edit.text();
    while (edit.can_undo()) edit.undo();
    RC_ASSERT(edit.text() == "start here and go on");
    while (edit.can_redo()) edit.redo();
    RC_ASSERT(edit.text() == last);
  });
}

}  // namespace
}  // namespace alongside
