#include "client/page/qr_code.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/page/qr_reader.h"
#include "tests/support/property.h"

namespace alongside {
namespace {

std::size_t side_of(std::size_t bytes) {
  const auto matrix = qr_matrix(std::string(bytes, 'a'));
  return matrix ? matrix->side() : 0;
}

// Modules a side of a version.
constexpr std::size_t side_of_version(std::size_t version) { return 17 + 4 * version; }

TEST_CASE("QrCode.IsTheSmallestThatHoldsTheText", "[page]") {
  // Bytes that a version holds at level M (ISO/IEC 18004:2015, table 7).
  CHECK(side_of(14) == side_of_version(1));
  CHECK(side_of(15) == side_of_version(2));
  CHECK(side_of(42) == side_of_version(3));
  CHECK(side_of(43) == side_of_version(4));
  CHECK(side_of(213) == side_of_version(10));
  CHECK(side_of(214) == side_of_version(11));
  CHECK(side_of(2331) == side_of_version(40));
}

TEST_CASE("QrCode.ALongTextIsSpoiltMoreEasilyAndOneTooLongIsRefused", "[page]") {
  CHECK(side_of(2332) == side_of_version(36));  // level L
  CHECK(side_of(2953) == side_of_version(40));
  const auto refused = qr_matrix(std::string(2954, 'a'));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::too_large);
}

TEST_CASE("QrCode.ReadsBackAsTheVeryText", "[page][property]") {
  check_property("a short text comes back", [](std::string text) {
    text = text.substr(0, 42);
    if (text.empty()) text = "a";
    const auto matrix = qr_matrix(text);
    RC_ASSERT(matrix.has_value());
    QrReader reader(*matrix);
    RC_ASSERT(reader.level() == 0u);
    RC_ASSERT(reader.read() == text);
  });
}

TEST_CASE("QrCode.HasItsFinderAndTimingPatterns", "[page]") {
  for (const std::size_t bytes : {1u, 60u, 200u, 1000u, 2953u}) {
    const auto matrix = qr_matrix(std::string(bytes, 'x'));
    REQUIRE(matrix);
    const std::size_t side = matrix->side();
    for (std::size_t i = 0; i < 8; ++i) {
      for (std::size_t j = 0; j < 8; ++j) {
        const bool is_ring = (i == 0 || i == 6 || j == 0 || j == 6) && i < 7 && j < 7;
        const bool is_heart = i >= 2 && i <= 4 && j >= 2 && j <= 4;
        const bool is_dark = is_ring || is_heart;
        CHECK(matrix->is_dark(i, j) == is_dark);
        CHECK(matrix->is_dark(i, side - 1 - j) == is_dark);
        CHECK(matrix->is_dark(side - 1 - i, j) == is_dark);
      }
    }
    for (std::size_t i = 8; i < side - 8; ++i) {
      CHECK(matrix->is_dark(6, i) == (i % 2 == 0));
      CHECK(matrix->is_dark(i, 6) == (i % 2 == 0));
    }
    CHECK(matrix->is_dark(side - 8, 8));  // always dark, and only on one side of the diagonal
  }
}

// The modules that half blocks show, each line as two rows; dark where `drawn_is` says so.
std::vector<std::vector<bool>> rows_of(std::string_view text, bool drawn_is_dark) {
  std::vector<std::vector<bool>> rows(2);
  const auto put = [&](bool upper, bool lower) {
    rows[rows.size() - 2].push_back(upper == drawn_is_dark);
    rows[rows.size() - 1].push_back(lower == drawn_is_dark);
  };
  while (!text.empty()) {
    const bool is_block = text[0] == '\xe2';
    const std::string_view letter = text.substr(0, is_block ? 3 : 1);
    text.remove_prefix(letter.size());
    if (letter == "\n") {
      rows.resize(rows.size() + 2);
    } else {
      put(letter == "\u2580" || letter == "\u2588", letter == "\u2584" || letter == "\u2588");
    }
  }
  rows.resize(rows.size() - 2);  // behind the last line's end
  return rows;
}

TEST_CASE("QrText.ShowsTheCodeInItsQuietZoneOnEitherGround", "[page]") {
  for (const std::size_t bytes : {5u, 20u, 300u}) {
    const auto matrix = qr_matrix(std::string(bytes, 'q'));
    REQUIRE(matrix);
    const std::size_t whole = matrix->side() + 2 * kQrQuietZone;
    for (const TerminalGround ground : {TerminalGround::dark, TerminalGround::light}) {
      const auto rows = rows_of(qr_text(*matrix, ground), ground == TerminalGround::light);
      REQUIRE(rows.size() == whole + 1);  // an odd number of rows, two in each line
      for (std::size_t row = 0; row < rows.size(); ++row) {
        REQUIRE(rows[row].size() == whole);
        for (std::size_t column = 0; column < whole; ++column) {
          const bool is_inside = row >= kQrQuietZone && row < whole - kQrQuietZone &&
                                 column >= kQrQuietZone && column < whole - kQrQuietZone;
          const bool is_dark =
              is_inside && matrix->is_dark(row - kQrQuietZone, column - kQrQuietZone);
          if (rows[row][column] != is_dark) FAIL("row " << row << ", column " << column);
        }
      }
    }
  }
}

}  // namespace
}  // namespace alongside
