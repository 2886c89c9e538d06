#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "shared/base/id.h"

namespace alongside {

// The deepest nesting of arrays and maps in one encoding (docs/spec/encoding.md).
inline constexpr int kMaxDepth = 4;

// One open array or map of a reader or writer. `items_left` counts the item that is under way.
struct CborLevel {
  std::size_t items_left = 0;
  std::int64_t last_key = -1;
  bool is_map = false;
  bool has_key = false;
};

// The open containers from the outermost in, and whether the one outermost item is complete.
// The innermost container closes by itself after its last item.
class CborNesting {
 public:
  // With only kMaxDepth - `used` levels to go, for an item that will stand inside others.
  explicit CborNesting(int used = 0) : used_(used) {}
  bool may_begin() const;  // an item may stand here (not: a key is due, or all is complete)
  bool may_open() const { return used_ + depth_ < kMaxDepth; }
  bool is_finished() const { return finished_; }
  int depth() const { return depth_; }
  bool key_is_due() const;
  bool take_key(std::uint64_t key);  // false if no key is due or it does not fit
  void open(std::size_t count, bool is_map);
  void end_item();

 private:
  std::array<CborLevel, kMaxDepth> levels_{};
  int used_;
  int depth_ = 0;
  bool finished_ = false;
};

// Writes the deterministic CBOR subset of docs/spec/encoding.md. The caller announces the sizes of
// containers and writes exactly that many items; map keys ascend. Both are checked: a broken
// promise aborts, it is a bug of ours.
class CborWriter {
 public:
  CborWriter& uint(std::uint64_t value);
  CborWriter& integer(std::int64_t value);
  CborWriter& bytes(View value);
  CborWriter& text(std::string_view value);  // Requires: is_utf8(value)
  CborWriter& boolean(bool value);
  CborWriter& null();
  CborWriter& array(std::size_t count);
  CborWriter& map(std::size_t count);
  CborWriter& key(std::uint64_t key);  // the next key of the innermost map, then its value follows

  // One item already encoded in the subset by a CborWriter (or read by CborReader::raw). Requires:
  // it is one canonical item and fits the depth that is left; checked.
  CborWriter& raw(View encoded_item);

  // What was written. Requires: every announced item is there.
  Bytes take() &&;

 private:
  void head(unsigned major, std::uint64_t value);
  void begin_item() const;

  Bytes out_;
  CborNesting nesting_;
};

// Reads the subset and nothing else. Every function returns malformed for anything that is not the
// canonical form of what was asked for; after an error the reader is not used again. `bytes`
// outlives the reader; views point into it. No count that array() or map() gives is beyond the
// bytes that are there, so room for it may be reserved.
class CborReader {
 public:
  // `used_depth` levels of the depth are used up by what the bytes stand in.
  explicit CborReader(View bytes, int used_depth = 0) : bytes_(bytes), nesting_(used_depth) {}

  Result<std::uint64_t> uint();
  Result<std::int64_t> integer();
  Result<View> bytes();
  Result<std::string_view> text();
  Result<bool> boolean();
  Result<bool> null_next();  // true, and consumed, if the next item is null; else false
  Result<std::size_t> array();
  Result<std::size_t> map();
  Result<std::uint64_t> key();  // the next key of the innermost map

  // The next item whatever it is, checked to be canonical and not to exceed the depth, as bytes.
  Result<View> raw();

  // A byte string of exactly AnyId::kSize bytes.
  template <class AnyId>
  Result<AnyId> id() {
    TRY(const View found, bytes());
    return AnyId::from(found);
  }

  // Errors: malformed if bytes are left over or announced items are missing.
  Result<bool> finish() const;

 private:
  std::optional<std::uint64_t> head(unsigned major);
  std::optional<View> string(unsigned major);
  Result<std::size_t> open(unsigned major);
  bool skip_one();

  View bytes_;
  std::size_t at_ = 0;
  CborNesting nesting_;
};

// Whether `encoded_item` is one canonical item of the subset, and nothing more, with at most
// `depth` containers nested.
bool is_canonical(View encoded_item, int depth = kMaxDepth);

// The even/odd rule for map keys: reads keys in order, hands out the values of known ones, checks
// and passes over unknown odd ones, and refuses unknown even ones with unknown_version.
class CborMap {
 public:
  // Reads the map header.
  static Result<CborMap> open(CborReader& reader);

  // True if the next known key is `key`; its value is next in the reader. Keys are asked for in
  // ascending order. Errors: unknown_version (an even key nobody asked for), malformed.
  Result<bool> has(std::uint64_t key);

  // As has(), but a missing key is malformed.
  Result<bool> need(std::uint64_t key);

  // Passes over the odd keys that remain. Errors: unknown_version, malformed.
  Result<bool> finish();

 private:
  CborMap(CborReader& reader, std::size_t left) : reader_(&reader), left_(left) {}
  Result<bool> pass_below(std::uint64_t key);  // true if a key of at least `key` waits
  CborReader* reader_;
  std::size_t left_;
  std::optional<std::uint64_t> waiting_;
};

}  // namespace alongside
