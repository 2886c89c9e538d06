#include "shared/seal/carried_file.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/sign/hash.h"
#include "tests/support/crypto.h"
#include "tests/support/golden.h"
#include "tests/support/planted.h"
#include "tests/support/property.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

using Items = std::vector<CarriedItem>;

RecoverySecret sample_code() {
  Bytes bytes(16);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i);
  return RecoverySecret::from(bytes).value();
}

FileId sample_id(std::uint64_t seed) { return SeededRandom(seed).id<FileId>(); }

Bytes file_of(const Items& items, std::uint64_t seed, const Key& key,
              FileKind kind = FileKind::record) {
  SeededRandom random(seed);
  Bytes file;
  CarriedWriter writer(kind, sample_id(seed), key, random, [&](View b) { append(file, b); });
  for (const CarriedItem& item : items) REQUIRE(writer.item(item.type, item.bytes));
  REQUIRE(writer.finish());
  return file;
}

CarriedReader::Get from(View file) {
  return [file, at = std::size_t{0}](std::size_t size) mutable {
    const View now = file.subspan(at, std::min(size, file.size() - at));
    at += now.size();
    return copy_of(now);
  };
}

Result<Items> items_in(View file, const Key& key, FileKind kind = FileKind::record) {
  TRY(CarriedReader reader, CarriedReader::open(
                                kind, [&](const FileId&) { return key; }, from(file)));
  Items items;
  for (;;) {
    TRY(auto item, reader.next([](std::uint8_t type) { return type % 2 == 0 && type < 20; }));
    if (!item) return items;
    items.push_back(std::move(*item));
  }
}

bool same(const Items& a, const Items& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.type == y.type && x.bytes == y.bytes;
  });
}

// Where the pieces of a file begin, and its end.
std::vector<std::size_t> piece_borders(View file) {
  std::vector<std::size_t> borders;
  std::size_t at = 56;
  while (at < file.size()) {
    borders.push_back(at);
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i)
      size = size << 8 | std::to_integer<std::size_t>(file[at + i]);
    at += 4 + size;
  }
  borders.push_back(at);
  return borders;
}

Items items_of_size(std::initializer_list<std::size_t> sizes) {
  SeededRandom random(9);
  Items items;
  for (const std::size_t size : sizes) items.push_back({2, random.bytes(size)});
  return items;
}

}  // namespace

TEST_CASE("CarriedFile.GivesBackEveryItemWhateverItsSize", "[seal]") {
  const Key key = record_file_key(sample_code());
  const std::size_t whole = kPieceBytes - 5;  // a piece, with the head of its item
  for (const Items& items :
       {items_of_size({}), items_of_size({0}), items_of_size({whole}), items_of_size({whole + 1}),
        items_of_size({whole, whole}), items_of_size({0, 1, 3 * kPieceBytes, 0, 7}),
        items_of_size({kMaxItemBytes, kMaxItemBytes})}) {
    const auto back = items_in(file_of(items, 1, key), key);
    REQUIRE(back);
    CHECK(same(*back, items));
  }
}

TEST_CASE("CarriedFile.UnknownOddItemsArePassedOverAndEvenOnesNeedANewerApp", "[seal]") {
  const Key key = record_file_key(sample_code());
  const Bytes words = copy_of(view_of("words"));
  const auto odd = items_in(file_of({{2, words}, {21, words}, {4, {}}}, 1, key), key);
  REQUIRE(odd);
  CHECK(same(*odd, {{2, words}, {4, {}}}));
  const auto even = items_in(file_of({{2, words}, {20, words}}, 1, key), key);
  REQUIRE_FALSE(even);
  CHECK(even.error().code == ErrorCode::unknown_version);
}

TEST_CASE("CarriedFile.NoBeginningOfItIsOne", "[seal]") {
  const Key key = record_file_key(sample_code());
  const Bytes file = file_of(items_of_size({300'000, 300'000, 40}), 1, key);
  const std::vector<std::size_t> borders = piece_borders(file);
  REQUIRE(borders.size() == 4);
  REQUIRE(borders.back() == file.size());
  for (const std::size_t border : borders) {
    for (std::size_t size = border - 6; size <= border + 6 && size < file.size(); ++size) {
      const auto cut = items_in(View(file).first(size), key);
      INFO(size);
      REQUIRE_FALSE(cut);
      CHECK(cut.error().code == ErrorCode::malformed);
    }
  }
  Bytes longer = file;
  longer.push_back(std::byte{0});
  CHECK_FALSE(items_in(longer, key));
}

TEST_CASE("CarriedFile.NoByteOfItCanBeChanged", "[seal]") {
  const Key key = record_file_key(sample_code());
  Bytes file = file_of(items_of_size({900, 20}), 1, key);
  REQUIRE(file.size() < 2000);
  for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
    const auto mask = static_cast<std::byte>(1u << bit % 8);
    file[bit / 8] ^= mask;
    INFO(bit);
    CHECK_FALSE(items_in(file, key));
    file[bit / 8] ^= mask;
  }
  CHECK(items_in(file, key));
}

TEST_CASE("CarriedFile.PiecesKeepTheirOrderAndTheirFile", "[seal]") {
  const Key key = record_file_key(sample_code());
  const Items items = items_of_size({kPieceBytes - 5, kPieceBytes - 5, 10});
  const Bytes one = file_of(items, 1, key), other = file_of(items, 2, key);
  const auto at = piece_borders(one);
  REQUIRE(at.size() == 4);
  REQUIRE(piece_borders(other) == at);
  const auto piece = [&](const Bytes& file, std::size_t i) {
    return View(file).subspan(at[i], at[i + 1] - at[i]);
  };
  const auto joined = [&](std::initializer_list<View> pieces) {
    Bytes file = copy_of(View(one).first(at[0]));
    for (const View part : pieces) append(file, part);
    return file;
  };
  CHECK(items_in(joined({piece(one, 0), piece(one, 1), piece(one, 2)}), key));
  CHECK_FALSE(items_in(joined({piece(one, 1), piece(one, 0), piece(one, 2)}), key));
  CHECK_FALSE(items_in(joined({piece(one, 0), piece(one, 2)}), key));
  CHECK_FALSE(items_in(joined({piece(one, 0), piece(one, 0), piece(one, 1), piece(one, 2)}), key));
  CHECK_FALSE(items_in(joined({piece(one, 0), piece(other, 1), piece(one, 2)}), key));
}

TEST_CASE("CarriedFile.SaysWhatDoesNotFit", "[seal]") {
  const Key key = record_file_key(sample_code());
  const Bytes file = file_of(items_of_size({10}), 1, key);
  const auto code_of = [&](const Bytes& bytes, const Key& with, FileKind kind = FileKind::record) {
    const auto items = items_in(bytes, with, kind);
    REQUIRE_FALSE(items);
    return items.error().code;
  };
  SeededRandom random(3);
  CHECK(code_of(file, Key::random(random)) == ErrorCode::refused);
  CHECK(code_of(file, key, FileKind::exchange) == ErrorCode::malformed);
  Bytes newer = file;
  newer[14] = std::byte{2};
  CHECK(code_of(newer, key) == ErrorCode::unknown_version);
  newer = file;
  newer[15] = std::byte{4};
  CHECK(code_of(newer, key) == ErrorCode::unknown_version);
  CHECK(code_of(copy_of(view_of("a letter to my sister, as long as the head of a file is long")),
                key) == ErrorCode::malformed);
}

TEST_CASE("CarriedFile.EveryFileOfRandomItemsComesBack", "[seal]") {
  const Key key = record_file_key(sample_code());
  check_property("reading undoes writing", [&](const std::vector<std::uint16_t>& sizes) {
    SeededRandom random(sizes.size());
    Items items;
    for (const std::uint16_t size : sizes) {
      items.push_back({static_cast<std::uint8_t>(size % 10 * 2), random.bytes(size)});
    }
    const auto back = items_in(file_of(items, 4, key), key);
    RC_ASSERT(back.has_value());
    RC_ASSERT(same(*back, items));
  });
}

TEST_CASE("CarriedFile.BytesAreThoseOfTheGoldenVectors", "[seal][golden]") {
  const Items items = {{0, copy_of(view_of("Hello, Mo."))}, {10, {}}};
  const FileId id = sample_id(7);
  const Bytes record = file_of(items, 7, record_file_key(sample_code()));
  const Bytes exchange = file_of(items, 7, exchange_file_key(id), FileKind::exchange);
  nlohmann::json now;
  now["code"] = recovery_code(sample_code());
  now["file-id"] = id.hex();
  now["record-key"] = to_hex(record_file_key(sample_code()).view());
  now["exchange-key"] = to_hex(exchange_file_key(id).view());
  now["record"] = to_hex(record);
  now["exchange"] = to_hex(exchange);
  rewrite_golden("record_file", now);
  const nlohmann::json& kept = golden("record_file");
  CHECK(now["record-key"] == kept["record-key"]);
  CHECK(now["exchange-key"] == kept["exchange-key"]);
  CHECK(equal(View(record).first(56), View(golden_bytes(kept["record"])).first(56)));
  // Frames of different zstd versions may differ; what was written once opens for ever.
  const auto first = items_in(golden_bytes(kept["record"]), record_file_key(sample_code()));
  REQUIRE(first);
  CHECK(same(*first, items));
  const auto second =
      items_in(golden_bytes(kept["exchange"]), exchange_file_key(id), FileKind::exchange);
  REQUIRE(second);
  CHECK(same(*second, items));
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("CarriedFile.PlantedBugsAreCaught", "[seal]") {
  const Key key = record_file_key(sample_code());
  const Items items = items_of_size({kPieceBytes - 5, 10});
  CHECK(is_caught("the_end_of_a_file_is_not_checked", [&] {
    const Bytes file = file_of(items, 1, key);
    return !items_in(View(file).first(piece_borders(file)[1]), key);
  }));
  CHECK(is_caught("any_code_fits_a_file", [&] {
    SeededRandom random(3);
    const auto wrong = items_in(file_of(items, 1, key), Key::random(random));
    return !wrong && wrong.error().code == ErrorCode::refused;
  }));
}
#endif

}  // namespace alongside
