#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/platform/drawing_context.h"
#include "client/view/ui.h"

namespace alongside {

// What a test's screen is like.
struct Screen {
  const char* name = "phone";
  float width_px = 412;
  float height_px = 915;
  Settings settings;
};

// An item of the last frame: what it says and where it is, in pixels.
struct Seen {
  std::string label;
  ImVec2 from, to;        // what of it is in sight
  bool is_whole = false;  // nothing of it is scrolled out of sight
  bool is_cut = false;    // something of it can never be seen
  bool is_text = false;   // words that can be neither pressed nor typed in
};

// Drives screens by label, without a window, and takes pictures of them. Time is its own: each
// frame is 1/60 s.
class Driver {
 public:
  using Draw = std::function<void(const Ui&)>;
  Driver(const Screen& screen, Draw draw);
  ~Driver();

  // Each of these runs the frames it needs; tap, type_in and scroll_to fail the test if there is no
  // such label in sight.
  void frames(int count);
  void tap(const std::string& label);
  void type_in(const std::string& label, const std::string& words);
  void type(const std::string& words);
  void key(ImGuiKey key, ImGuiKey modifier = ImGuiKey_None);
  void drag(ImVec2 from, ImVec2 to, int steps);
  void scroll_to(const std::string& label);

  bool sees(const std::string& label) const { return find(label) != nullptr; }
  const Seen* find(const std::string& label) const;
  const std::vector<Seen>& seen() const;
  bool is_moving() const;
  // What the keyboard is on; empty if nothing.
  std::string focused() const;
  TimeMs now_ms = 1'741'183'500'000;  // Wednesday 5 March 2025, 14:05 UTC

  // Everything that is cut, too small to press, or lies over something else; empty if all is well.
  std::vector<std::string> faults() const;

  // Writes what is on the screen to build/pictures/<name>-<screen>.png. False if it was not
  // written.
  bool picture(const std::string& name);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace alongside
