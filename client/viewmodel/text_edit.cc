#include "client/viewmodel/text_edit.h"

#include <algorithm>

#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr std::size_t kMostSteps = 2000;
constexpr std::size_t kBreak = kSoftBreak.size();

bool is_space(char byte) { return byte == ' ' || byte == '\n'; }

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<long>(most), b.begin()).first - a.begin());
}

std::size_t common_suffix(std::string_view a, std::string_view b, std::size_t most) {
  std::size_t same = 0;
  while (same < most && a[a.size() - 1 - same] == b[b.size() - 1 - same]) ++same;
  return same;
}

}  // namespace

void TextEdit::set_text(std::string text) {
  text_ = std::move(text);
  steps_.clear();
  done_ = 0;
  wrap_again(text_.size());
}

bool TextEdit::fit(float width, float font_px, const Advance& advance) {
  if (width == width_ && font_px == font_px_) return false;
  const std::size_t place = to_text(caret_);
  width_ = width;
  font_px_ = font_px;
  advance_ = advance;
  wrap_again(place);
  return true;
}

void TextEdit::absorb(std::string_view changed, std::size_t caret_now) {
  Step step = step_between(changed, caret_now);
  const std::size_t place = step.at + step.added.size();
  if (!step.removed.empty() || !step.added.empty()) {
    apply(step);
    remember(std::move(step));
  }
  wrap_again(place);
}

TextEdit::Step TextEdit::step_between(std::string_view changed, std::size_t caret_now) const {
  const std::string_view old = shown();
  // What was typed ends at the caret, so nothing after the caret counts as typed: without this
  // bound "aa" in "aaa" could have been typed anywhere.
  const std::size_t after_caret = changed.size() - std::min(caret_now, changed.size());
  const std::size_t shorter = std::min(old.size(), changed.size());
  const std::size_t suffix = common_suffix(old, changed, std::min(shorter, after_caret));
  const std::size_t prefix =
      common_prefix(old.substr(0, old.size() - suffix), changed.substr(0, changed.size() - suffix));
  const std::size_t from = to_text(prefix);
  const std::size_t until = to_text(old.size() - suffix);
  Step step{from, text_.substr(from, until - from),
            std::string(changed.substr(prefix, changed.size() - suffix - prefix))};
  const bool half_a_break = step.removed.empty() && step.added.empty() && changed != old;
  if (half_a_break && caret_now < caret_ && from > 0) {
    step.at = character_before(text_, from);
    step.removed = text_.substr(step.at, from - step.at);
  } else if (half_a_break && caret_now == caret_ && from < text_.size()) {
    step.removed = text_.substr(from, character_length(text_, from));
  }
  return step;
}

void TextEdit::move_caret(std::size_t now, CaretStep step) { caret_ = settled(now, step); }

std::size_t TextEdit::settled(std::size_t now, CaretStep step) const {
  const auto& breaks = wrapped_.breaks;
  const auto after = std::upper_bound(breaks.begin(), breaks.end(), now);
  if (after == breaks.begin()) return now;
  const std::size_t start = *(after - 1);
  const std::size_t end = start + kBreak;
  if (now >= end) return now;
  if (step == CaretStep::right) {
    return caret_ < start ? end : end + character_length(shown(), end);
  }
  if (step == CaretStep::left && caret_ == end) return character_before(shown(), start);
  return start;
}

void TextEdit::undo() {
  MUST(can_undo());
  const Step& step = steps_[--done_];
  apply({step.at, step.added, step.removed});
  wrap_again(step.at + step.removed.size());
}

void TextEdit::redo() {
  MUST(can_redo());
  const Step& step = steps_[done_++];
  apply(step);
  wrap_again(step.at + step.added.size());
}

std::size_t TextEdit::to_text(std::size_t shown) const {
  const auto& breaks = wrapped_.breaks;
  const auto after = std::lower_bound(breaks.begin(), breaks.end(), shown);
  const auto passed = static_cast<std::size_t>(after - breaks.begin());
  if (passed == 0) return shown;
  const std::size_t last_end = breaks[passed - 1] + kBreak;
  return shown >= last_end ? shown - passed * kBreak : breaks[passed - 1] - (passed - 1) * kBreak;
}

std::size_t TextEdit::to_shown(std::size_t text) const {
  // The i-th break stands before byte breaks[i] - i * kBreak of the text.
  const auto& breaks = wrapped_.breaks;
  std::size_t low = 0;
  std::size_t high = breaks.size();
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (breaks[middle] - middle * kBreak <= text)
      low = middle + 1;
    else
      high = middle;
  }
  return text + low * kBreak;
}

void TextEdit::apply(const Step& step) { text_.replace(step.at, step.removed.size(), step.added); }

// Typing adds to the step before it until a word ends, so that undo takes back words.
void TextEdit::remember(Step step) {
  steps_.resize(done_);
  if (!steps_.empty() && step.removed.empty() && !step.added.empty()) {
    Step& last = steps_.back();
    const bool goes_on = last.removed.empty() && last.at + last.added.size() == step.at;
    const bool new_word =
        is_space(last.added.empty() ? ' ' : last.added.back()) && !is_space(step.added.front());
    if (goes_on && !new_word && step.added.size() <= 4) {
      last.added += step.added;
      return;
    }
  }
  if (steps_.size() == kMostSteps) steps_.erase(steps_.begin());
  steps_.push_back(std::move(step));
  done_ = steps_.size();
}

void TextEdit::wrap_again(std::size_t caret_in_text) {
  wrapped_ = soft_wrap(text_, width_, advance_);
  caret_ = to_shown(caret_in_text);
}

}  // namespace alongside
