#include "tests/client/driver/hooks.h"

#include <imgui_internal.h>

// The four functions a Dear ImGui that was built with IMGUI_ENABLE_TEST_ENGINE calls.

using alongside::HookedItem;
using alongside::HookedItems;

namespace {

std::string without_id_part(const char* label) {
  const std::string all = label == nullptr ? "" : label;
  return all.rfind("##", 0) == 0 ? all.substr(2) : all.substr(0, all.find("##"));
}

HookedItems* items_of(ImGuiContext* context) {
  return static_cast<HookedItems*>(context->IO.UserData);
}

}  // namespace

void alongside::listen_to_items(HookedItems& items) {
  ImGui::GetIO().UserData = &items;
  ImGui::GetCurrentContext()->TestEngineHookItems = true;
}

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box,
                                 const ImGuiLastItemData* data) {
  HookedItems* items = items_of(context);
  const bool is_window_or_bar = data == nullptr;
  if (items == nullptr || context->CurrentWindow == nullptr || is_window_or_bar) return;
  HookedItem& item = (*items)[id];
  const ImRect& clip = context->CurrentWindow->ClipRect;
  item.from = box.Min;
  item.to = box.Max;
  item.clip_from = clip.Min;
  item.clip_to = clip.Max;
  item.is_fixed = (context->CurrentWindow->Flags & ImGuiWindowFlags_NoScrollWithMouse) != 0;
  item.is_text = (data->ItemFlags & ImGuiItemFlags_Disabled) != 0;
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags) {
  HookedItems* items = items_of(context);
  if (items == nullptr) return;
  const auto item = items->find(id);
  if (item != items->end()) item->second.label = without_id_part(label);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
