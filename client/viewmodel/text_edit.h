#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "client/viewmodel/soft_wrap.h"

namespace alongside {

// Which way an arrow key has just moved the caret.
enum class CaretStep { none, left, right };

// A text of several lines while it is being written: the words, the same words broken into lines
// as they are shown, and what can be undone. Offsets called `shown` count bytes of shown(); all
// others count bytes of text(). An editing widget owns a copy of shown(), changes it, and hands it
// back to absorb().
class TextEdit {
 public:
  // What was written, without soft breaks.
  const std::string& text() const { return text_; }
  // The same with soft breaks, as the widget shows it.
  const std::string& shown() const { return wrapped_.shown; }

  // Puts other words in place; nothing can be undone afterwards. The caret goes to the end.
  void set_text(std::string text);

  // Breaks the lines anew if `width` (pixels) or `font_px` has changed. True if shown() has moved.
  bool fit(float width, float font_px, const Advance& advance);

  // Takes in what the widget made of shown(): gives the caret's place in the new shown().
  // Deleting half a soft break deletes the character before it (Backspace) or after it (Delete).
  std::size_t absorb(std::string_view changed, std::size_t caret_before, std::size_t caret_now);

  // Where the caret belongs after it was moved from `before` to `now` (both in shown()): it never
  // stays inside a soft break, and an arrow key passes one as if it were not there.
  std::size_t settle(std::size_t before, std::size_t now, CaretStep step) const;

  bool can_undo() const { return done_ > 0; }
  bool can_redo() const { return done_ < steps_.size(); }
  // Takes back, or makes again, one step; gives the caret's place in shown().
  // Requires: can_undo(); can_redo().
  std::size_t undo();
  std::size_t redo();

  std::size_t to_text(std::size_t shown) const;
  std::size_t to_shown(std::size_t text) const;

 private:
  // Bytes [at, at + removed.size()) became `added`.
  struct Step {
    std::size_t at = 0;
    std::string removed;
    std::string added;
  };

  Step step_between(std::string_view changed, std::size_t caret_before,
                    std::size_t caret_now) const;
  void apply(const Step& step);
  void remember(Step step);
  void wrap_again();

  std::string text_;
  Wrapped wrapped_;
  float width_ = std::numeric_limits<float>::max();
  float font_px_ = 0;
  Advance advance_ = [](char32_t) { return 0.0F; };
  std::vector<Step> steps_;
  std::size_t done_ = 0;  // steps_[0, done_) are in text_
};

}  // namespace alongside
