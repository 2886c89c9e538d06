#include "shared/base/check.h"
#include "shared/consent/record_file.h"
#include "shared/consent/recovery.h"
#include "tests/support/crypto.h"
#include "tests/support/fuzz.h"
#include "tests/support/seeded_random.h"

namespace alongside {
namespace {

CarriedReader::Get from(View file) {
  return [file, at = std::size_t{0}](std::size_t size) mutable {
    const View now = file.subspan(at, std::min(size, file.size() - at));
    at += now.size();
    return copy_of(now);
  };
}

bool is_known(std::uint8_t type) { return type <= 12 && type % 2 == 0; }

// Reads all items. Gives whether the file was accepted.
bool reads(FileKind kind, View file) {
  auto reader = CarriedReader::open(kind, exchange_file_key, from(file));
  if (!reader) return false;
  for (;;) {
    const auto item = reader->next(is_known);
    if (!item) return false;
    if (!*item) return true;
    MUST((*item)->bytes.size() <= kMaxItemBytes);
  }
}

// Whatever key it is tried with, the bytes as they stand are a file, or not; without a record's
// code nothing is read out of it. (The check in its head says only which code was meant; a fuzzer
// that watches comparisons learns the eight bytes that fit a key.)
void try_as_file(View bytes) {
  reads(FileKind::exchange, bytes);
  static const Key unknown;
  auto reader = CarriedReader::open(
      FileKind::record, [](const FileId&) { return unknown; }, from(bytes));
  MUST(!reader || !reader->next(is_known));
}

}  // namespace

// The input is what lies in the pieces of a file that is whole otherwise: its items are refused or
// read to their end. The first byte says whether what a record is about is to be decoded in place.
bool fuzz_one(std::span<const std::byte> bytes) {
  try_as_file(bytes);
  if (bytes.empty()) return false;
  const View rest = bytes.subspan(1);
  if (std::to_integer<unsigned>(bytes[0]) % 2 == 0) {
    const auto about = decode_about(rest);
    if (!about) return false;
    const Bytes again = encode_about(*about);
    MUST(again.size() < rest.size() || equal(again, rest));
    return true;
  }
  SeededRandom random(1);
  const FileId id = random.id<FileId>();
  Bytes file;
  CarriedWriter writer(FileKind::exchange, id, exchange_file_key(id), random,
                       [&](View part) { append(file, part); });
  MUST(writer.items(rest).has_value() && writer.finish().has_value());
  return reads(FileKind::exchange, file);
}

}  // namespace alongside
