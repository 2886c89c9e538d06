#include "client/view/widgets/text_field.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include "client/view/widgets/edge.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

// Keeps Escape from ImGui's field, which would put back what stood there before.
void escape_keeps_the_words() {
  const ImGuiID nobody = ImGui::GetID("escape keeps the words");
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const bool typing = g.ActiveId != 0 && g.ActiveId == g.InputTextState.ID;
  if (typing && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ImGui::ClearActiveID();
  ImGui::SetKeyOwner(ImGuiKey_Escape, nobody, ImGuiInputFlags_LockThisFrame);
}

struct AreaState {
  TextEdit& edit;
  bool& was_active;  // in the frame before
};

CaretStep step_of_keys() {
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) return CaretStep::left;
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) return CaretStep::right;
  return CaretStep::none;
}

void put_caret(ImGuiInputTextCallbackData& data, std::size_t at) {
  const bool selecting = data.HasSelection() && data.SelectionEnd == data.CursorPos;
  data.CursorPos = static_cast<int>(at);
  data.SelectionEnd = data.CursorPos;
  if (!selecting) data.SelectionStart = data.CursorPos;
}

void show_again(ImGuiInputTextCallbackData& data, const TextEdit& edit) {
  const std::string_view now(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  if (now != edit.shown()) {
    data.DeleteChars(0, data.BufTextLen);
    data.InsertChars(0, edit.shown().data(), edit.shown().data() + edit.shown().size());
  }
  data.CursorPos = data.SelectionStart = data.SelectionEnd = static_cast<int>(edit.caret());
}

// Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z. True if one of them did something.
bool undo_or_redo(TextEdit& edit) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.KeyCtrl || io.KeyAlt) return false;
  const bool z = ImGui::IsKeyPressed(ImGuiKey_Z);
  const bool redo = ImGui::IsKeyPressed(ImGuiKey_Y) || (z && io.KeyShift);
  if (redo && edit.can_redo()) return edit.redo(), true;
  if (z && !redo && edit.can_undo()) return edit.undo(), true;
  return false;
}

int on_area_frame(ImGuiInputTextCallbackData* data) {
  auto& [edit, was_active] = *static_cast<AreaState*>(data->UserData);
  const std::string_view now(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  const auto caret_now = static_cast<std::size_t>(data->CursorPos);
  const bool came_by_keyboard = !was_active && !ImGui::GetIO().MouseDown[0];
  was_active = true;
  if (now != edit.shown()) {
    edit.absorb(now, caret_now);
    show_again(*data, edit);
  } else if (came_by_keyboard || undo_or_redo(edit)) {
    show_again(*data, edit);
  } else {
    edit.move_caret(caret_now, step_of_keys());
    if (edit.caret() != caret_now) put_caret(*data, edit.caret());
  }
  return 0;
}

// What ImGui has just copied goes without the soft breaks.
void clean_the_clipboard() {
  const ImGuiIO& io = ImGui::GetIO();
  const bool copied =
      io.KeyCtrl && (ImGui::IsKeyPressed(ImGuiKey_C) || ImGui::IsKeyPressed(ImGuiKey_X) ||
                     ImGui::IsKeyPressed(ImGuiKey_Insert));
  const bool cut = io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_Delete);
  if (!copied && !cut) return;
  const char* words = ImGui::GetClipboardText();
  if (words == nullptr || std::string_view(words).find(kSoftBreak) == std::string_view::npos)
    return;
  ImGui::SetClipboardText(without_soft_breaks(words).c_str());
}

// Breaks the lines for the room inside the field, less the room a scroll bar would take.
void fit_to(TextEdit& edit, float width) {
  const ImGuiStyle& style = ImGui::GetStyle();
  ImFontBaked* font = ImGui::GetFontBaked();
  const float room = width - 2 * style.FramePadding.x - style.ScrollbarSize;
  edit.fit(room, ImGui::GetFontSize(), [font](char32_t character) {
    return font->GetCharAdvance(static_cast<ImWchar>(character));
  });
}

void paint_field_edge(const Ui& ui) {
  const bool active = ImGui::IsItemActive() || ImGui::IsItemFocused();
  const float line = std::max(1.0F, std::round((active ? 0.12F : 0.08F) * ui.em));
  paint_edge(ui, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
             active ? ui.theme.focus : ui.theme.edge, line);
}

// Also what lies beyond the end, where longer words stood before.
template <class Item>
void wipe_all(ImVector<Item>& buffer) {
  const std::size_t room = static_cast<std::size_t>(buffer.Capacity) * sizeof(Item);
  if (room > 0) std::memset(static_cast<void*>(buffer.Data), 0, room);
  buffer.resize(0);
}

}  // namespace

bool text_field(const Ui& ui, std::string_view label_key, std::string& words, FieldKind kind) {
  return text_field(ui, phrase(std::string(label_key)), words, kind);
}

bool text_field(const Ui& ui, const Phrase& name, std::string& words, FieldKind kind) {
  const std::string label = ui.say(name);
  text(ui, TextLook::strong, label);
  escape_keeps_the_words();
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
  const ImGuiInputTextFlags secret = kind == FieldKind::secret ? ImGuiInputTextFlags_Password : 0;
  const bool enter = ImGui::InputText(
      ("##" + label).c_str(), &words,
      secret | ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_NoUndoRedo);
  paint_field_edge(ui);
  return enter;
}

void text_area(const Ui& ui, const std::string& label, TextEdit& edit, float height,
               bool take_focus) {
  const ImVec2 size(ImGui::GetContentRegionAvail().x, height);
  const std::string id = "##" + label;
  ImGui::PushFont(ui.fonts.regular, ui.em);
  bool& was_active = *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID((id + "active").c_str()));
  fit_to(edit, size.x);
  std::string buffer = edit.shown();
  ImGuiInputTextState* typing = ImGui::GetInputTextState(ImGui::GetID(id.c_str()));
  if (was_active && typing != nullptr && std::string_view(typing->TextA.Data) != buffer) {
    typing->ReloadUserBufAndKeepSelection();  // the width has changed under the person's hands
    typing->ReloadSelectionStart = typing->ReloadSelectionEnd = static_cast<int>(edit.caret());
  }
  escape_keeps_the_words();
  if (take_focus) ImGui::SetKeyboardFocusHere();
  AreaState state{edit, was_active};
  ImGui::InputTextMultiline(id.c_str(), &buffer, size,
                            ImGuiInputTextFlags_NoUndoRedo | ImGuiInputTextFlags_CallbackAlways |
                                ImGuiInputTextFlags_NoHorizontalScroll,
                            on_area_frame, &state);
  if (was_active) clean_the_clipboard();
  was_active = ImGui::IsItemActive();
  paint_field_edge(ui);
  ImGui::PopFont();
}

bool is_typing() { return ImGui::GetIO().WantTextInput; }

void forget_typed_words() {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  wipe_all(g.InputTextState.TextA);
  wipe_all(g.InputTextState.TextToRevertTo);
  wipe_all(g.InputTextState.CallbackTextBackup);
  wipe_all(g.InputTextDeactivatedState.TextA);
  wipe_all(g.InputEventsTrail);
  wipe_all(g.IO.InputQueueCharacters);
  g.InputTextState.ID = 0;
  g.InputTextState.TextLen = 0;
  ImGui::ClearActiveID();
}

}  // namespace alongside
