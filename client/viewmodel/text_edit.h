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

  // Where the caret is, in shown().
  std::size_t caret() const { return caret_; }

  // Takes in what the widget made of shown(), with its caret at `caret_now`.
  // Deleting half a soft break deletes the character before it (Backspace) or after it (Delete).
  void absorb(std::string_view changed, std::size_t caret_now);

  // The widget moved the caret to `now` in shown(). It never stays inside a soft break, and an
  // arrow key passes one as if it were not there.
  void move_caret(std::size_t now, CaretStep step);

  bool can_undo() const { return done_ > 0; }
  bool can_redo() const { return done_ < steps_.size(); }
  // Takes back, or makes again, one step. Requires: can_undo(); can_redo().
  void undo();
  void redo();

  std::size_t to_text(std::size_t shown) const;
  std::size_t to_shown(std::size_t text) const;

 private:
  // Bytes [at, at + removed.size()) became `added`.
  struct Step {
    std::size_t at = 0;
    std::string removed;
    std::string added;
  };

  Step step_between(std::string_view changed, std::size_t caret_now) const;
  std::size_t settled(std::size_t now, CaretStep step) const;
  void apply(const Step& step);
  void remember(Step step);
  void wrap_again(std::size_t caret_in_text);

  std::string text_;
  Wrapped wrapped_;
  float width_ = std::numeric_limits<float>::max();
  float font_px_ = 0;
  Advance advance_ = [](char32_t) { return 0.0F; };
  std::size_t caret_ = 0;
  std::vector<Step> steps_;
  std::size_t done_ = 0;  // steps_[0, done_) are in text_
};

}  // namespace alongside
