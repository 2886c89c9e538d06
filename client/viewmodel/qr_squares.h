#pragma once

#include <string_view>
#include <vector>

namespace alongside {

// A text as dark and light squares that a camera reads: `side` rows of as many. A side of 0: it is
// too long for that.
struct QrSquares {
  std::size_t side = 0;
  std::vector<bool> dark;
};

QrSquares qr_squares(std::string_view text);

}  // namespace alongside
