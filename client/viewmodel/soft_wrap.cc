#include "client/viewmodel/soft_wrap.h"

namespace alongside {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

char32_t decode(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  switch (character.size()) {
    case 2:
      return (byte(0) & 0x1FU) << 6 | (byte(1) & 0x3FU);
    case 3:
      return (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
    case 4:
      return (byte(0) & 0x07U) << 18 | (byte(1) & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 |
             (byte(3) & 0x3FU);
    default:
      return byte(0);
  }
}

// Breaks one line that ends at a newline of the writer's, or at the end.
class LineBreaker {
 public:
  LineBreaker(std::string_view text, float width, const Advance& advance)
      : text_(text), width_(width), advance_(advance) {}

  Wrapped run() {
    out_.shown.reserve(text_.size() + text_.size() / 8);
    std::size_t at = 0;
    while (at < text_.size()) at += take(at);
    out_.shown.append(text_.substr(line_start_));
    return std::move(out_);
  }

 private:
  // Takes the character at `at` onto the line; gives its length.
  std::size_t take(std::size_t at) {
    const std::size_t length = character_length(text_, at);
    if (text_[at] == '\n') {
      out_.shown.append(text_.substr(line_start_, at + 1 - line_start_));
      start_line(at + 1);
      return length;
    }
    const bool is_space = text_[at] == ' ' || text_[at] == '\t';
    const float step = advance_(decode(text_.substr(at, length)));
    if (!is_space && step > 0 && pen_ + step > width_ && at > line_start_) {
      break_before(word_start_ > line_start_ ? word_start_ : at);
    }
    pen_ += step;
    if (is_space) {
      word_start_ = at + length;
      pen_at_word_ = pen_;
    }
    return length;
  }

  void break_before(std::size_t at) {
    out_.shown.append(text_.substr(line_start_, at - line_start_));
    out_.breaks.push_back(out_.shown.size());
    out_.shown.append(kSoftBreak);
    const float carried = at == word_start_ ? pen_ - pen_at_word_ : 0;
    start_line(at);
    pen_ = carried;
  }

  void start_line(std::size_t at) {
    line_start_ = word_start_ = at;
    pen_ = pen_at_word_ = 0;
  }

  std::string_view text_;
  float width_;
  const Advance& advance_;
  Wrapped out_;
  std::size_t line_start_ = 0;
  std::size_t word_start_ = 0;  // after the last space of this line, or the line's start
  float pen_ = 0;
  float pen_at_word_ = 0;
};

}  // namespace

Wrapped soft_wrap(std::string_view text, float width, const Advance& advance) {
  return LineBreaker(text, width, advance).run();
}

std::string without_soft_breaks(std::string_view shown) {
  std::string text;
  text.reserve(shown.size());
  std::size_t at = 0;
  for (;;) {
    const std::size_t found = shown.find(kSoftBreak, at);
    text.append(shown.substr(at, found - at));
    if (found == std::string_view::npos) return text;
    at = found + kSoftBreak.size();
  }
}

std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (static_cast<unsigned char>(text[at]) < 0xC0U) return 1;
  while (end < text.size() && end - at < 4 && is_continuation(text[end])) ++end;
  return end - at;
}

std::size_t character_before(std::string_view text, std::size_t at) {
  std::size_t start = at - 1;
  while (start > 0 && at - start < 4 && is_continuation(text[start])) --start;
  return start;
}

}  // namespace alongside
