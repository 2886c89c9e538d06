#include "shared/seal/carried_file.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/seal/blob.h"
#include "shared/seal/limits.h"

namespace alongside {
namespace {

constexpr std::string_view kMagic = "alongside-file";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kCheckBytes = 8;
constexpr std::size_t kUncheckedBytes = kMagic.size() + 2 + FileId::kSize;
constexpr std::size_t kItemHeadBytes = 5;

Bytes head_without_check(FileKind kind, const FileId& id) {
  Bytes head = copy_of(view_of(kMagic));
  head.push_back(std::byte{kVersion});
  head.push_back(static_cast<std::byte>(kind));
  append(head, id.view());
  return head;
}

Hash check_of(const Key& key, View head) {
  return tagged_hash("alongside/file-check", {key.view(), head});
}

void put_u32(Bytes& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::byte>(number >> shift & 0xFF));
  }
}

std::uint32_t get_u32(View bytes) {
  std::uint32_t number = 0;
  for (const std::byte byte : bytes.first(4))
    number = number << 8 | std::to_integer<unsigned>(byte);
  return number;
}

// Where a piece opens: in its own file, at its own place, and as the last one only if it is.
Address piece_address(const FileId& id, std::uint32_t index, bool is_last) {
  Bytes place;
  put_u32(place, index);
  place.push_back(std::byte{is_last && !PLANT(the_end_of_a_file_is_not_checked)});
  return hash_as<Address>("alongside/file-piece", {id.view(), place});
}

Error cut_or_changed() {
  return error(
      ErrorCode::malformed,
      "This file was cut or changed on the way; nothing of it was taken in. Have it copied "
      "or made again.");
}

Error not_ours() {
  return error(ErrorCode::malformed, "This is not such a file, or only the beginning of one.");
}

}  // namespace

Key record_file_key(const RecoverySecret& code) {
  return derive_key(code, "alongside/key/record-file");
}

Key exchange_file_key(const FileId& id) {
  const auto open = Key::from(id.view());
  MUST(open);
  return derive_key(*open, "alongside/key/exchange-file");
}

CarriedWriter::CarriedWriter(FileKind kind, const FileId& id, const Key& key, Random& random,
                             Put put)
    : id_(id), key_(key), random_(random), put_(std::move(put)) {
  Bytes head = head_without_check(kind, id);
  append(head, check_of(key, head).view().first(kCheckBytes));
  put_(head);
}

Result<bool> CarriedWriter::item(std::uint8_t type, View bytes) {
  MUST(bytes.size() <= kMaxItemBytes);
  Bytes head{std::byte{type}};
  put_u32(head, static_cast<std::uint32_t>(bytes.size()));
  append(waiting_, head);
  return items(bytes);
}

Result<bool> CarriedWriter::items(View bytes) {
  append(waiting_, bytes);
  std::size_t written = 0;
  // One run stays back: it may turn out to be the last one.
  while (waiting_.size() - written > kPieceBytes) {
    TRY_DO(write_piece(View(waiting_).subspan(written, kPieceBytes), false));
    written += kPieceBytes;
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(written));
  return true;
}

Result<bool> CarriedWriter::finish() { return write_piece(waiting_, true); }

Result<bool> CarriedWriter::write_piece(View items, bool is_last) {
  if (pieces_ == kMaxPieces) {
    return error(ErrorCode::too_large, "There is more than one such file can hold.");
  }
  const Payload payload{static_cast<std::uint8_t>(PayloadKind::file), copy_of(items)};
  const Bytes blob = seal_blob(key_, piece_address(id_, pieces_, is_last), payload, random_);
  Bytes piece;
  put_u32(piece, static_cast<std::uint32_t>(blob.size()));
  append(piece, blob);
  put_(piece);
  ++pieces_;
  return true;
}

CarriedReader::CarriedReader(const FileId& id, const Key& key, Get get)
    : id_(id), key_(key), get_(std::move(get)) {
  ahead_ = get_(sizeof(std::uint32_t));
}

Result<FileKind> kind_of_head(View head) {
  static_assert(kFileHeadBytes == kUncheckedBytes + kCheckBytes);
  if (head.size() != kFileHeadBytes || !equal(head.first(kMagic.size()), view_of(kMagic))) {
    return not_ours();
  }
  const auto version = std::to_integer<std::uint8_t>(head[kMagic.size()]);
  const auto what = std::to_integer<std::uint8_t>(head[kMagic.size() + 1]);
  if (version == kVersion && what == static_cast<std::uint8_t>(FileKind::record)) {
    return FileKind::record;
  }
  if (version == kVersion && what == static_cast<std::uint8_t>(FileKind::exchange)) {
    return FileKind::exchange;
  }
  return error(ErrorCode::unknown_version,
               "This file was made by a newer version of the app. Nothing of it was taken in.");
}

Result<CarriedReader> CarriedReader::open(FileKind kind, const KeyOf& key_of, Get get) {
  const Bytes head = get(kFileHeadBytes);
  TRY(const FileKind what, kind_of_head(head));
  if (what != kind) {
    return error(ErrorCode::malformed,
                 kind == FileKind::record
                     ? "This is not a person's record. A file of an exchange goes in with: exchange"
                     : "This is not the file of an exchange. A person's record goes in with: "
                       "receive");
  }
  const auto id = FileId::from(View(head).subspan(kMagic.size() + 2, FileId::kSize));
  MUST(id);
  const Key key = key_of(*id);
  const Hash check = check_of(key, View(head).first(kUncheckedBytes));
  const bool fits =
      equal(check.view().first(kCheckBytes), View(head).subspan(kUncheckedBytes, kCheckBytes));
  if (!fits && !PLANT(any_code_fits_a_file)) {
    return error(ErrorCode::refused,
                 kind == FileKind::record
                     ? "That is not the code of this file, or the file was changed. Nothing of it "
                       "was taken in."
                     : "This file was changed on the way; nothing of it was taken in.");
  }
  return CarriedReader(*id, key, std::move(get));
}

Result<Bytes> CarriedReader::open_piece(View blob, bool is_last) const {
  auto payload = open_blob(key_, piece_address(id_, pieces_, is_last), blob);
  const bool is_piece =
      payload && payload->kind == static_cast<std::uint8_t>(PayloadKind::file) &&
      (is_last ? payload->bytes.size() <= kPieceBytes : payload->bytes.size() == kPieceBytes);
  if (!is_piece) return cut_or_changed();
  return std::move(payload->bytes);
}

// Reads one more piece behind the items that are here.
Result<bool> CarriedReader::read_piece() {
  if (ahead_.size() != sizeof(std::uint32_t) || pieces_ == kMaxPieces) return cut_or_changed();
  const std::uint32_t size = get_u32(ahead_);
  if (size > kMaxBlobBytes) return cut_or_changed();
  const Bytes blob = get_(size);
  if (blob.size() != size) return cut_or_changed();
  ahead_ = get_(sizeof(std::uint32_t));
  TRY(const Bytes items, open_piece(blob, ahead_.empty()));
  if (items.empty() && pieces_ > 0) return cut_or_changed();
  items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(read_));
  read_ = 0;
  append(items_, items);
  ++pieces_;
  return true;
}

// Until so many bytes of items are ahead; false: the file ends before any.
Result<bool> CarriedReader::fill(std::size_t size) {
  while (items_.size() - read_ < size) {
    const bool is_over = pieces_ > 0 && ahead_.empty();
    if (is_over && items_.size() == read_) return false;
    if (is_over) return cut_or_changed();
    TRY_DO(read_piece());
  }
  return true;
}

Result<std::optional<CarriedItem>> CarriedReader::next(const Knows& knows) {
  for (;;) {
    TRY(const bool is_there, fill(kItemHeadBytes));
    if (!is_there) return std::optional<CarriedItem>();
    const View head = View(items_).subspan(read_, kItemHeadBytes);
    CarriedItem item;
    item.type = std::to_integer<std::uint8_t>(head[0]);
    const std::uint32_t size = get_u32(head.subspan(1));
    if (size > kMaxItemBytes) return cut_or_changed();
    read_ += kItemHeadBytes;
    TRY(const bool is_whole, fill(size));
    if (!is_whole && size > 0) return cut_or_changed();
    item.bytes = copy_of(View(items_).subspan(read_, size));
    read_ += size;
    if (knows(item.type)) return std::optional<CarriedItem>(std::move(item));
    if (item.type % 2 == 0) {
      return error(ErrorCode::unknown_version,
                   "This file was made by a newer version of the app. Nothing of it was taken in.");
    }
  }
}

}  // namespace alongside
