#pragma once

#include <optional>
#include <string>

#include "client/page/qr_code.h"

namespace alongside {

// Reads a QR code of version 1 to 3 in byte mode, undamaged: those have one block of codewords, so
// that what was written stands there in order (ISO/IEC 18004:2015, 7.7 to 7.9). A second way to the
// text, which knows nothing of the library that made the code.
class QrReader {
 public:
  explicit QrReader(const QrMatrix& matrix) : matrix_(matrix), side_(matrix.side()) {}

  std::optional<std::string> read() {
    if (format() != mirrored_format()) return std::nullopt;
    mask_ = (format() ^ kFormatMask) >> 10 & 7;
    walk();
    constexpr unsigned kByteMode = 4;
    if (take(4) != kByteMode) return std::nullopt;
    std::string text(take(8), '\0');
    for (char& letter : text) letter = static_cast<char>(take(8));
    return text;
  }

  // The level's two bits: 0 is M, 1 is L.
  unsigned level() const { return (format() ^ kFormatMask) >> 13; }

 private:
  static constexpr unsigned kFormatMask = 0x5412;

  unsigned bit(std::size_t row, std::size_t column) const {
    return matrix_.is_dark(row, column) ? 1u : 0u;
  }

  // Fifteen bits around the upper left finder pattern, the highest first.
  unsigned format() const {
    unsigned bits = 0;
    for (const std::size_t column : {0u, 1u, 2u, 3u, 4u, 5u, 7u, 8u})
      bits = bits << 1 | bit(8, column);
    for (const std::size_t row : {7u, 5u, 4u, 3u, 2u, 1u, 0u}) bits = bits << 1 | bit(row, 8);
    return bits;
  }

  // The same fifteen along the other two.
  unsigned mirrored_format() const {
    unsigned bits = 0;
    for (std::size_t i = 1; i <= 7; ++i) bits = bits << 1 | bit(side_ - i, 8);
    for (std::size_t i = 8; i >= 1; --i) bits = bits << 1 | bit(8, side_ - i);
    return bits;
  }

  bool is_of_function(std::size_t row, std::size_t column) const {
    const bool is_timing = row == 6 || column == 6;
    const bool is_corner =
        (row < 9 && (column < 9 || column >= side_ - 8)) || (row >= side_ - 8 && column < 9);
    const auto is_near = [this](std::size_t at) { return at + 9 >= side_ && at + 5 <= side_; };
    const bool is_aligning = side_ > 21 && is_near(row) && is_near(column);
    return is_timing || is_corner || is_aligning;
  }

  bool is_flipped(std::size_t i, std::size_t j) const {
    switch (mask_) {
      case 0:
        return (i + j) % 2 == 0;
      case 1:
        return i % 2 == 0;
      case 2:
        return j % 3 == 0;
      case 3:
        return (i + j) % 3 == 0;
      case 4:
        return (i / 2 + j / 3) % 2 == 0;
      case 5:
        return (i * j) % 2 + (i * j) % 3 == 0;
      case 6:
        return ((i * j) % 2 + (i * j) % 3) % 2 == 0;
      default:
        return ((i + j) % 2 + (i * j) % 3) % 2 == 0;
    }
  }

  // Pairs of columns from the right, up and down in turn; the column of the timing pattern is left
  // out.
  void walk() {
    bool is_up = true;
    for (std::size_t right = side_ - 1; right < side_; right -= 2, is_up = !is_up) {
      if (right == 6) right = 5;
      for (std::size_t i = 0; i < side_; ++i) {
        const std::size_t row = is_up ? side_ - 1 - i : i;
        for (const std::size_t column : {right, right - 1}) {
          if (is_of_function(row, column)) continue;
          bits_.push_back((bit(row, column) == 1) != is_flipped(row, column));
        }
      }
      if (right == 1) break;
    }
  }

  unsigned take(int count) {
    unsigned value = 0;
    for (int i = 0; i < count; ++i) {
      value = value << 1 | (at_ < bits_.size() && bits_[at_] ? 1u : 0u);
      ++at_;
    }
    return value;
  }

  const QrMatrix& matrix_;
  std::size_t side_;
  unsigned mask_ = 0;
  std::vector<bool> bits_;
  std::size_t at_ = 0;
};

}  // namespace alongside
