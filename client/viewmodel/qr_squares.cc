#include "client/viewmodel/qr_squares.h"

#include "client/page/qr_code.h"

namespace alongside {

QrSquares qr_squares(std::string_view text) {
  const auto matrix = qr_matrix(text);
  if (!matrix) return {};
  QrSquares squares{matrix->side(), {}};
  for (std::size_t row = 0; row < squares.side; ++row) {
    for (std::size_t column = 0; column < squares.side; ++column) {
      squares.dark.push_back(matrix->is_dark(row, column));
    }
  }
  return squares;
}

}  // namespace alongside
