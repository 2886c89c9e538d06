#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "client/platform/begin_anew.h"
#include "shared/base/result.h"

namespace alongside {

// What the loop must know after a frame.
struct FrameEnd {
  bool is_moving = false;   // draw the next one at once
  bool is_typing = false;   // a caret blinks
  int wake_within_ms = -1;  // draw again at the latest then; below 0: nothing is due
  bool quit = false;
};

// One frame: `before` may change measures and fonts, `draw` draws into the current Dear ImGui
// context (both are given the screen's density, 1 = an ordinary desktop's), and `after` is called
// when the frame can be seen.
struct Frame {
  std::function<void(float screen_scale)> before;
  std::function<void(float screen_scale)> draw;
  std::function<FrameEnd()> after;
};

// The program's one window: SDL2 and Dear ImGui, drawn only when something has happened.
class Window {
 public:
  // Opens a window with a title that says nothing about what is in it: where it is told to, else
  // in the middle, shaped like a phone.
  // Errors: unavailable (there is no screen).
  static Result<std::unique_ptr<Window>> open(const char* title,
                                              const std::optional<WindowPlace>& place);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  // Draws three frames after each event (ImGui settles within them), then sleeps until the next
  // one, a caret's blink, or what `after` asked for. Returns when the window is closed or a frame
  // quits.
  void run(const Frame& frame);

  // Where it is now.
  WindowPlace place() const;

  // Wakes the loop; may be called from any thread while the window is open.
  std::function<void()> waker() const;

 private:
  struct Parts;
  explicit Window(std::unique_ptr<Parts> parts);
  void paint(const Frame& frame, FrameEnd& end);
  std::unique_ptr<Parts> parts_;
};

}  // namespace alongside
