#include "client/view/widgets/scroll.h"

#include <cmath>

#include <imgui_internal.h>

namespace alongside {
namespace {

// What a scrolling part remembers between frames, in its window's storage.
struct DragState {
  bool& dragging;
  float& speed;  // pixels a second, positive is down the page
};

DragState state_of(ImGuiWindow* window) {
  return {*window->StateStorage.GetBoolRef(window->GetID("dragging")),
          *window->StateStorage.GetFloatRef(window->GetID("speed"))};
}

// True if the drag belongs to something that follows the pointer itself: selected words, a bar.
bool something_else_follows_the_pointer(ImGuiWindow* window) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.ActiveId == 0) return false;
  return g.ActiveId == g.InputTextState.ID ||
         g.ActiveId == ImGui::GetWindowScrollbarID(window, ImGuiAxis_Y);
}

bool began_here(ImGuiWindow* window) {
  const ImGuiIO& io = ImGui::GetIO();
  return window->InnerClipRect.Contains(io.MouseClickedPos[0]) &&
         !window->InnerClipRect.IsInverted();
}

void begin_dragging(const Ui& ui, ImGuiWindow* window, DragState& state) {
  const float moved = ImGui::GetIO().MouseDragMaxDistanceSqr[0];
  const float threshold = 0.4F * ui.em;
  if (state.dragging || moved < threshold * threshold) return;
  if (!began_here(window) || something_else_follows_the_pointer(window)) return;
  if (window->ScrollMax.y <= 0) return;
  state.dragging = true;
  ImGui::ClearActiveID();  // the button the drag began on is not pressed
}

void follow_pointer(ImGuiWindow* window, DragState& state) {
  const ImGuiIO& io = ImGui::GetIO();
  ImGui::SetScrollY(window, ImClamp(window->Scroll.y - io.MouseDelta.y, 0.0F, window->ScrollMax.y));
  if (io.DeltaTime <= 0) return;
  const float now = -io.MouseDelta.y / io.DeltaTime;
  state.speed = state.speed * 0.6F + now * 0.4F;
}

void glide(const Ui& ui, ImGuiWindow* window, DragState& state) {
  constexpr float kSlowdownPerSecond = 4;
  const float step = ImGui::GetIO().DeltaTime;
  const float to = window->Scroll.y + state.speed * step;
  ImGui::SetScrollY(window, ImClamp(to, 0.0F, window->ScrollMax.y));
  state.speed *= std::exp(-kSlowdownPerSecond * step);
  const bool at_an_end = to <= 0 || to >= window->ScrollMax.y;
  if (at_an_end || std::fabs(state.speed) < ui.em) state.speed = 0;
  ui.motion.moving = ui.motion.moving || state.speed != 0;
}

void drag_with_momentum(const Ui& ui) {
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  DragState state = state_of(window);
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseClicked[0]) state.speed = 0;
  if (io.MouseDown[0]) begin_dragging(ui, window, state);
  if (state.dragging && io.MouseDown[0]) follow_pointer(window, state);
  if (!io.MouseDown[0]) state.dragging = false;
  if (!state.dragging && !io.MouseDown[0] && state.speed != 0) glide(ui, window, state);
}

// Page Up and Page Down: words that nothing can be pressed on are reached by keyboard, too.
void scroll_by_keys() {
  if (ImGui::GetCurrentContext()->ActiveId != 0) return;
  const bool down = ImGui::IsKeyPressed(ImGuiKey_PageDown);
  if (!down && !ImGui::IsKeyPressed(ImGuiKey_PageUp)) return;
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const float page = 0.8F * window->InnerRect.GetHeight();
  const float to = window->Scroll.y + (down ? page : -page);
  ImGui::SetScrollY(window, ImClamp(to, 0.0F, window->ScrollMax.y));
}

}  // namespace

void scroll_area(const Ui& ui, const char* id, float height, const std::function<void()>& body) {
  ImGui::BeginChild(id, ImVec2(0, height), ImGuiChildFlags_NavFlattened);
  body();
  drag_with_momentum(ui);
  scroll_by_keys();
  ImGui::EndChild();
}

}  // namespace alongside
