#include <catch2/catch_test_macros.hpp>

#include "client/view/widgets/page.h"
#include "client/view/widgets/text_field.h"
#include "tests/client/driver/driver.h"

namespace alongside {
namespace {

// A screen with nothing but the editor.
struct Editor {
  TextEdit edit;
  bool take_focus = false;
  Driver driver{{}, [this](const Ui& ui) {
                  fixed_page(
                      ui, {.id = "test", .top = {}, .body = {}, .foot = {}, .state = {}},
                      [&](float height) { text_area(ui, "Note", edit, height, take_focus); });
                  take_focus = false;
                }};
};

constexpr const char* kLong = "He asked for a quiet place to sleep and for his sister to be told";

TEST_CASE("TextArea.WhatIsTypedStandsThereWithoutSoftBreaks", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", kLong);
  CHECK(editor.edit.text() == kLong);
  CHECK(editor.edit.shown().find(kSoftBreak) != std::string::npos);
}

TEST_CASE("TextArea.ASoftBreakIsAsWideAsNothing", "[view]") {
  Editor editor;
  ImFontBaked* font = ImGui::GetIO().Fonts->Fonts[0]->GetFontBaked(22);
  CHECK(font->GetCharAdvance(0x200B) == 0);
}

TEST_CASE("TextArea.BackspaceAcrossASoftBreakTakesWhatWasTyped", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", kLong);
  for (std::size_t i = 0; i < std::string(kLong).size(); ++i) editor.driver.key(ImGuiKey_Backspace);
  CHECK(editor.edit.text().empty());
}

TEST_CASE("TextArea.ArrowsVisitEveryCharacterOnce", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", kLong);
  const std::size_t length = editor.edit.text().size();
  for (std::size_t i = 1; i <= length; ++i) {
    editor.driver.key(ImGuiKey_LeftArrow);
    REQUIRE(editor.edit.to_text(editor.edit.caret()) == length - i);
  }
  for (std::size_t i = 1; i <= length; ++i) {
    editor.driver.key(ImGuiKey_RightArrow);
    REQUIRE(editor.edit.to_text(editor.edit.caret()) == i);
  }
}

TEST_CASE("TextArea.UpAndDownWalkTheLinesThatAreShown", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", kLong);
  editor.driver.key(ImGuiKey_UpArrow);
  const std::size_t up = editor.edit.to_text(editor.edit.caret());
  CHECK(up < std::string(kLong).size());
  editor.driver.key(ImGuiKey_DownArrow);
  CHECK(editor.edit.to_text(editor.edit.caret()) == std::string(kLong).size());
}

TEST_CASE("TextArea.UndoAndRedoWorkByKeyboard", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", "one two");
  editor.driver.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  CHECK(editor.edit.text() == "one ");
  editor.driver.key(ImGuiKey_Y, ImGuiMod_Ctrl);
  CHECK(editor.edit.text() == "one two");
  editor.driver.type("!");
  CHECK(editor.edit.text() == "one two!");
}

TEST_CASE("TextArea.WhatIsCopiedHasNoSoftBreaks", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", kLong);
  editor.driver.key(ImGuiKey_A, ImGuiMod_Ctrl);
  editor.driver.key(ImGuiKey_C, ImGuiMod_Ctrl);
  CHECK(std::string(ImGui::GetClipboardText()) == kLong);
}

TEST_CASE("TextArea.CutAndPasteGiveTheSameWords", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", kLong);
  editor.driver.key(ImGuiKey_A, ImGuiMod_Ctrl);
  editor.driver.key(ImGuiKey_X, ImGuiMod_Ctrl);
  CHECK(editor.edit.text().empty());
  editor.driver.key(ImGuiKey_V, ImGuiMod_Ctrl);
  CHECK(editor.edit.text() == kLong);
}

TEST_CASE("TextArea.EscapeKeepsTheWords", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", "not to be lost");
  editor.driver.key(ImGuiKey_Escape);
  editor.driver.frames(3);
  CHECK(editor.edit.text() == "not to be lost");
  editor.driver.tap("Note");
  CHECK(editor.edit.text() == "not to be lost");
}

TEST_CASE("TextArea.UndoByButtonKeepsTheCaretWhereItBelongs", "[view]") {
  Editor editor;
  editor.driver.type_in("Note", "one two");
  editor.driver.key(ImGuiKey_Escape);
  editor.edit.undo();
  editor.take_focus = true;
  editor.driver.frames(4);
  editor.driver.type("three");
  CHECK(editor.edit.text() == "one three");
}

TEST_CASE("TextArea.PastedCurlyQuotesAndLinesStay", "[view]") {
  Editor editor;
  ImGui::SetClipboardText("“Quiet — in the morning”\n\nFunny, with my sister’s dog");
  editor.driver.tap("Note");
  editor.driver.key(ImGuiKey_V, ImGuiMod_Ctrl);
  CHECK(editor.edit.text() == "“Quiet — in the morning”\n\nFunny, with my sister’s dog");
}

}  // namespace
}  // namespace alongside
