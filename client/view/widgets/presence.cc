#include "client/view/widgets/presence.h"

#include <imgui_internal.h>

namespace alongside {
namespace {

constexpr float kCornerEms = 2.3F;  // 50 px at ordinary size

}  // namespace

// The window coming to the front is not somebody.
bool is_touched() {
  for (const ImGuiInputEvent& event : ImGui::GetCurrentContext()->InputEventsTrail) {
    if (event.Type != ImGuiInputEventType_Focus) return true;
  }
  return false;
}

bool is_something_else_pressed() {
  for (const ImGuiInputEvent& event : ImGui::GetCurrentContext()->InputEventsTrail) {
    const bool is_press = event.Type == ImGuiInputEventType_MouseButton && event.MouseButton.Down;
    const bool is_key =
        event.Type == ImGuiInputEventType_Key && event.Key.Down && event.Key.Key != ImGuiKey_Escape;
    if (is_press || is_key || event.Type == ImGuiInputEventType_Text) return true;
  }
  return false;
}

std::optional<double> escape_pressed() {
  if (!ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return std::nullopt;
  return ImGui::GetTime();
}

bool is_lock_key_pressed() {
  return ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_L, false);
}

bool is_corner_pressed(const Ui& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  const float size = kCornerEms * ui.em;
  return ImGui::IsMouseClicked(ImGuiMouseButton_Left) && io.MousePos.y < size &&
         io.MousePos.x > io.DisplaySize.x - size;
}

}  // namespace alongside
