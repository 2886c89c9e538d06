#pragma once

#include <string>
#include <variant>
#include <vector>

#include "shared/codec/cbor.h"

namespace alongside {

struct CborEntry;

// Any item of the subset of docs/spec/encoding.md, for laws about all of them.
struct CborValue {
  using List = std::vector<CborValue>;
  using Map = std::vector<CborEntry>;
  std::variant<std::monostate, bool, std::int64_t, Bytes, std::string, List, Map> is;
};

// One entry of a map.
struct CborEntry {
  std::uint64_t key = 0;
  CborValue value;
};

void write_value(CborWriter& writer, const CborValue& value);
Bytes encode_value(const CborValue& value);

// The one item that fills `bytes`, read through the typed functions of CborReader only.
// Errors: malformed.
Result<CborValue> decode_value(View bytes);

}  // namespace alongside
