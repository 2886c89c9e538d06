#include "client/page/qr_code.h"

#include <cerrno>
#include <memory>

#include <qrencode.h>

#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr int kSmallestThatFits = 0;
constexpr unsigned char kDarkBit = 1;

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

Code encoded(std::string_view text, QRecLevel level) {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  Code code(QRcode_encodeData(static_cast<int>(text.size()), bytes, kSmallestThatFits, level));
  MUST(code || errno == ERANGE);
  return code;
}

// Whether what stands there, quiet zone and all, is dark.
bool is_dark_with_zone(const QrMatrix& matrix, std::size_t row, std::size_t column) {
  const std::size_t end = kQrQuietZone + matrix.side();
  const bool is_in_code =
      row >= kQrQuietZone && row < end && column >= kQrQuietZone && column < end;
  return is_in_code && matrix.is_dark(row - kQrQuietZone, column - kQrQuietZone);
}

}  // namespace

QrMatrix::QrMatrix(std::size_t side, std::vector<bool> dark) : side_(side), dark_(std::move(dark)) {
  MUST(dark_.size() == side_ * side_);
}

Result<QrMatrix> qr_matrix(std::string_view text) {
  MUST(!text.empty());
  constexpr std::size_t kMostBytes = 2953;  // version 40, level L, byte mode
  const Error too_large = error(ErrorCode::too_large, "This is too long for one QR code.");
  if (text.size() > kMostBytes) return too_large;
  Code code = encoded(text, QR_ECLEVEL_M);
  if (!code) code = encoded(text, QR_ECLEVEL_L);
  if (!code) return too_large;
  const auto side = static_cast<std::size_t>(code->width);
  std::vector<bool> dark(side * side);
  for (std::size_t i = 0; i < dark.size(); ++i) dark[i] = (code->data[i] & kDarkBit) != 0;
  return QrMatrix(side, std::move(dark));
}

std::string qr_text(const QrMatrix& matrix, TerminalGround ground) {
  // Indexed by what is drawn: nothing, the upper half, the lower half, both.
  constexpr std::string_view kBlocks[] = {" ", "\u2580", "\u2584", "\u2588"};
  const bool draws_dark = ground == TerminalGround::light;
  const std::size_t whole = matrix.side() + 2 * kQrQuietZone;
  std::string text;
  for (std::size_t row = 0; row < whole; row += 2) {
    for (std::size_t column = 0; column < whole; ++column) {
      const bool upper = is_dark_with_zone(matrix, row, column) == draws_dark;
      const bool lower = is_dark_with_zone(matrix, row + 1, column) == draws_dark;
      text += kBlocks[(upper ? 1 : 0) + (lower ? 2 : 0)];
    }
    text += '\n';
  }
  return text;
}

}  // namespace alongside
