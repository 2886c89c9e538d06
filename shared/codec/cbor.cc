#include "shared/codec/cbor.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

constexpr unsigned kUnsigned = 0;
constexpr unsigned kNegative = 1;
constexpr unsigned kBytes = 2;
constexpr unsigned kText = 3;
constexpr unsigned kArray = 4;
constexpr unsigned kMap = 5;
constexpr unsigned kSimple = 7;

constexpr std::byte kFalse{0xF4};
constexpr std::byte kTrue{0xF5};
constexpr std::byte kNull{0xF6};

constexpr std::uint64_t kKeyLimit = 1u << 16;
constexpr std::uint64_t kIntegerLimit = std::uint64_t{1} << 63;

// The least argument that needs 1, 2, 4 or 8 bytes after the first.
constexpr std::array<std::uint64_t, 4> kLeast = {24, 1u << 8, 1u << 16, std::uint64_t{1} << 32};

Error malformed() {
  return error(ErrorCode::malformed, "Bytes that are not in the canonical encoding.");
}

}  // namespace

bool CborNesting::may_begin() const {
  if (depth_ == 0) return !finished_;
  const CborLevel& level = levels_[static_cast<std::size_t>(depth_ - 1)];
  return !level.is_map || level.has_key;
}

bool CborNesting::key_is_due() const {
  if (depth_ == 0) return false;
  const CborLevel& level = levels_[static_cast<std::size_t>(depth_ - 1)];
  return level.is_map && !level.has_key;
}

bool CborNesting::take_key(std::uint64_t key) {
  if (!key_is_due() || key >= kKeyLimit) return false;
  CborLevel& level = levels_[static_cast<std::size_t>(depth_ - 1)];
  const auto signed_key = static_cast<std::int64_t>(key);
  if (signed_key <= level.last_key && !PLANT(cbor_takes_any_key_order)) return false;
  level.last_key = signed_key;
  level.has_key = true;
  return true;
}

void CborNesting::open(std::size_t count, bool is_map) {
  if (count == 0) {
    end_item();
    return;
  }
  MUST(may_open());
  CborLevel& level = levels_[static_cast<std::size_t>(depth_++)];
  level = CborLevel{};
  level.items_left = count;
  level.is_map = is_map;
}

void CborNesting::end_item() {
  while (depth_ > 0) {
    CborLevel& level = levels_[static_cast<std::size_t>(depth_ - 1)];
    level.has_key = false;
    if (--level.items_left > 0) return;
    --depth_;
  }
  finished_ = true;
}

void CborWriter::head(unsigned major, std::uint64_t value) {
  std::array<std::byte, 9> head;
  if (value < kLeast[0]) {
    out_.push_back(static_cast<std::byte>(major << 5 | value));
    return;
  }
  unsigned form = 0;
  while (form < 3 && value >= kLeast[form + 1]) ++form;
  const std::size_t size = std::size_t{1} << form;
  head[0] = static_cast<std::byte>(major << 5 | (24 + form));
  for (std::size_t i = 0; i < size; ++i) {
    head[size - i] = static_cast<std::byte>(value >> (8 * i) & 255);
  }
  append(out_, View(head.data(), size + 1));
}

void CborWriter::begin_item() const { MUST(nesting_.may_begin()); }

CborWriter& CborWriter::uint(std::uint64_t value) {
  MUST(value < kIntegerLimit);
  begin_item();
  head(kUnsigned, value);
  nesting_.end_item();
  return *this;
}

CborWriter& CborWriter::integer(std::int64_t value) {
  if (value >= 0) return uint(static_cast<std::uint64_t>(value));
  begin_item();
  head(kNegative, static_cast<std::uint64_t>(-(value + 1)));
  nesting_.end_item();
  return *this;
}

CborWriter& CborWriter::bytes(View value) {
  begin_item();
  head(kBytes, value.size());
  append(out_, value);
  nesting_.end_item();
  return *this;
}

CborWriter& CborWriter::text(std::string_view value) {
  MUST(is_utf8(value));
  begin_item();
  head(kText, value.size());
  append(out_, view_of(value));
  nesting_.end_item();
  return *this;
}

CborWriter& CborWriter::boolean(bool value) {
  begin_item();
  out_.push_back(value ? kTrue : kFalse);
  nesting_.end_item();
  return *this;
}

CborWriter& CborWriter::null() {
  begin_item();
  out_.push_back(kNull);
  nesting_.end_item();
  return *this;
}

CborWriter& CborWriter::array(std::size_t count) {
  begin_item();
  MUST(nesting_.may_open());
  head(kArray, count);
  nesting_.open(count, false);
  return *this;
}

CborWriter& CborWriter::map(std::size_t count) {
  begin_item();
  MUST(nesting_.may_open());
  head(kMap, count);
  nesting_.open(count, true);
  return *this;
}

CborWriter& CborWriter::key(std::uint64_t key) {
  MUST(nesting_.take_key(key));
  head(kUnsigned, key);
  return *this;
}

CborWriter& CborWriter::raw(View encoded_item) {
  begin_item();
  MUST(is_canonical(encoded_item, kMaxDepth - nesting_.depth()));
  append(out_, encoded_item);
  nesting_.end_item();
  return *this;
}

Bytes CborWriter::take() && {
  MUST(nesting_.is_finished());
  return std::move(out_);
}

std::optional<std::uint64_t> CborReader::head(unsigned major) {
  if (at_ >= bytes_.size()) return std::nullopt;
  const auto first = std::to_integer<unsigned>(bytes_[at_]);
  if (first >> 5 != major) return std::nullopt;
  const unsigned low = first & 31;
  if (low < 24) {
    ++at_;
    return low;
  }
  if (low > 27) return std::nullopt;
  const std::size_t size = std::size_t{1} << (low - 24);
  if (bytes_.size() - at_ - 1 < size) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = 1; i <= size; ++i) {
    value = value << 8 | std::to_integer<std::uint64_t>(bytes_[at_ + i]);
  }
  if (value < kLeast[low - 24] && !PLANT(cbor_takes_longer_forms)) return std::nullopt;
  at_ += 1 + size;
  return value;
}

std::optional<View> CborReader::string(unsigned major) {
  if (!nesting_.may_begin()) return std::nullopt;
  const std::optional<std::uint64_t> size = head(major);
  if (!size || *size > bytes_.size() - at_) return std::nullopt;
  const View found = bytes_.subspan(at_, static_cast<std::size_t>(*size));
  at_ += found.size();
  nesting_.end_item();
  return found;
}

Result<std::uint64_t> CborReader::uint() {
  if (!nesting_.may_begin()) return malformed();
  const std::optional<std::uint64_t> value = head(kUnsigned);
  if (!value || *value >= kIntegerLimit) return malformed();
  nesting_.end_item();
  return *value;
}

Result<std::int64_t> CborReader::integer() {
  if (!nesting_.may_begin()) return malformed();
  std::optional<std::uint64_t> value = head(kUnsigned);
  const bool negative = !value;
  if (negative) value = head(kNegative);
  if (!value || *value >= kIntegerLimit) return malformed();
  nesting_.end_item();
  const auto magnitude = static_cast<std::int64_t>(*value);
  return negative ? -1 - magnitude : magnitude;
}

Result<View> CborReader::bytes() {
  const std::optional<View> found = string(kBytes);
  if (!found) return malformed();
  return *found;
}

Result<std::string_view> CborReader::text() {
  const std::optional<View> found = string(kText);
  if (!found || !is_utf8(text_of(*found))) return malformed();
  return text_of(*found);
}

Result<bool> CborReader::boolean() {
  if (!nesting_.may_begin() || at_ >= bytes_.size()) return malformed();
  const std::byte found = bytes_[at_];
  if (found != kTrue && found != kFalse) return malformed();
  ++at_;
  nesting_.end_item();
  return found == kTrue;
}

Result<bool> CborReader::null_next() {
  if (!nesting_.may_begin() || at_ >= bytes_.size()) return malformed();
  if (bytes_[at_] != kNull) return false;
  ++at_;
  nesting_.end_item();
  return true;
}

Result<std::size_t> CborReader::open(unsigned major) {
  if (!nesting_.may_begin() || !nesting_.may_open()) return malformed();
  const std::optional<std::uint64_t> count = head(major);
  if (!count) return malformed();
  // An item has at least one byte, and a key and its value at least two.
  const std::size_t room = bytes_.size() - at_;
  if (*count > (major == kMap ? room / 2 : room)) return malformed();
  nesting_.open(static_cast<std::size_t>(*count), major == kMap);
  return static_cast<std::size_t>(*count);
}

Result<std::size_t> CborReader::array() { return open(kArray); }

Result<std::size_t> CborReader::map() { return open(kMap); }

Result<std::uint64_t> CborReader::key() {
  const std::optional<std::uint64_t> key = head(kUnsigned);
  if (!key || !nesting_.take_key(*key)) return malformed();
  return *key;
}

bool CborReader::skip_one() {
  if (nesting_.key_is_due()) return key().has_value();
  if (at_ >= bytes_.size()) return false;
  switch (std::to_integer<unsigned>(bytes_[at_]) >> 5) {
    case kUnsigned:
    case kNegative:
      return integer().has_value();
    case kBytes:
      return bytes().has_value();
    case kText:
      return text().has_value();
    case kArray:
      return array().has_value();
    case kMap:
      return map().has_value();
    case kSimple:
      return bytes_[at_] == kNull ? null_next().has_value() : boolean().has_value();
    default:
      return false;
  }
}

Result<View> CborReader::raw() {
  if (!nesting_.may_begin()) return malformed();
  const std::size_t start = at_;
  const int depth = nesting_.depth();
  do {
    if (!skip_one()) return malformed();
  } while (nesting_.depth() > depth);
  return bytes_.subspan(start, at_ - start);
}

Result<bool> CborReader::finish() const {
  if (!nesting_.is_finished() || at_ != bytes_.size()) return malformed();
  return true;
}

bool is_canonical(View encoded_item, int depth) {
  CborReader reader(encoded_item, kMaxDepth - depth);
  return reader.raw().has_value() && reader.finish().has_value();
}

Result<CborMap> CborMap::open(CborReader& reader) {
  TRY(const std::size_t count, reader.map());
  return CborMap(reader, count);
}

Result<bool> CborMap::pass_below(std::uint64_t key) {
  for (;;) {
    if (!waiting_) {
      if (left_ == 0) return false;
      TRY(waiting_, reader_->key());
      --left_;
    }
    if (*waiting_ >= key) return true;
    if (*waiting_ % 2 == 0) {
      return error(ErrorCode::unknown_version, "This holds something that needs a newer app.");
    }
    TRY_DO(reader_->raw());
    waiting_.reset();
  }
}

Result<bool> CborMap::has(std::uint64_t key) {
  TRY(const bool stands, pass_below(key));
  if (!stands || *waiting_ != key) return false;
  waiting_.reset();
  return true;
}

Result<bool> CborMap::need(std::uint64_t key) {
  TRY(const bool found, has(key));
  if (!found) return malformed();
  return true;
}

Result<bool> CborMap::finish() {
  TRY(const bool left, pass_below(kKeyLimit));
  return !left;
}

}  // namespace alongside
