#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "shared/codec/cbor.h"

namespace alongside {

// Any item of the subset of docs/spec/encoding.md, for laws about all of them.
struct CborValue {
  using List = std::vector<CborValue>;
  using Map = std::vector<std::pair<std::uint64_t, CborValue>>;
  std::variant<std::monostate, bool, std::int64_t, Bytes, std::string, List, Map> is;
};

void write_value(CborWriter& writer, const CborValue& value);
Bytes encode_value(const CborValue& value);

// The one item that fills `bytes`, read through the typed functions of CborReader only.
// Errors: malformed.
Result<CborValue> decode_value(View bytes);

}  // namespace alongside
