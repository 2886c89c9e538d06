#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace alongside {

// A text as a QR code (ISO/IEC 18004), which a camera reads: a pairing text, a card. Made by
// libqrencode, in byte mode: what is read is the very text.
class QrMatrix {
 public:
  // Requires: `dark` has side × side parts, row after row.
  QrMatrix(std::size_t side, std::vector<bool> dark);
  std::size_t side() const { return side_; }  // modules, 21 … 177, without the quiet zone
  bool is_dark(std::size_t row, std::size_t column) const { return dark_[row * side_ + column]; }

 private:
  std::size_t side_;
  std::vector<bool> dark_;
};

// Light modules that have to be left free on each side.
inline constexpr std::size_t kQrQuietZone = 4;

// The smallest code for `text` that still reads where 15 % of it is spoilt (level M), or where that
// does not fit, 7 % (level L). The library's own copies are not wiped: what is shown is no secret
// from whoever looks. Requires: `text` is not empty.
// Errors: too_large (beyond 2,953 bytes).
Result<QrMatrix> qr_matrix(std::string_view text);

// What the terminal shows behind letters.
enum class TerminalGround { dark, light };

// The code as lines of half-block characters (U+2580, U+2584, U+2588) and spaces, two rows a line,
// with its quiet zone, each line ended: dark modules come out dark on that ground.
std::string qr_text(const QrMatrix& matrix, TerminalGround ground);

}  // namespace alongside
