#pragma once

#include <optional>
#include <string_view>

#include "shared/base/id.h"

namespace alongside {

// The deepest nesting of arrays and maps in one encoding (docs/spec/encoding.md).
inline constexpr int kMaxDepth = 4;

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

  // One item already encoded in the subset by a CborWriter (or read by CborReader::raw).
  CborWriter& raw(View encoded_item);

  // What was written. Requires: every announced item is there.
  Bytes take() &&;

 private:
  struct Level {
    std::size_t items_left;
    bool is_map;
    bool has_key;
    std::int64_t last_key;
  };
  void head(unsigned major, std::uint64_t value);
  void begin_item();
  void open(std::size_t count, bool is_map);

  Bytes out_;
  std::vector<Level> levels_;
  bool finished_ = false;
};

// Reads the subset and nothing else. Every function returns malformed for anything that is not the
// canonical form of what was asked for. `bytes` outlives the reader; views point into it.
class CborReader {
 public:
  explicit CborReader(View bytes) : bytes_(bytes) {}

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
  struct Level {
    std::size_t items_left;
    bool is_map;
    bool has_key;
    std::int64_t last_key;
  };
  Result<std::uint64_t> head(unsigned major);
  Result<bool> begin_item();
  Result<std::size_t> open(unsigned major);
  Result<View> take(std::uint64_t size);

  View bytes_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
  bool finished_ = false;
};

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
  CborReader* reader_;
  std::size_t left_;
  std::optional<std::uint64_t> waiting_;
};

}  // namespace alongside
