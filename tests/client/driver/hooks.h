#pragma once

#include <map>
#include <string>

#include <imgui.h>

namespace alongside {

// What Dear ImGui's test hooks tell of one item.
struct HookedItem {
  std::string label;
  ImVec2 from, to;            // the whole item
  ImVec2 clip_from, clip_to;  // what of its window is in sight
  bool is_text = false;
  bool is_fixed = false;  // stands where nothing can be scrolled
};

// Items of the frame being drawn, by id.
using HookedItems = std::map<ImGuiID, HookedItem>;

// From now on the current context's items are written into `items`, which must outlive it.
void listen_to_items(HookedItems& items);

}  // namespace alongside
