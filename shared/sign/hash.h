#pragma once

#include <initializer_list>

#include "shared/base/id.h"

namespace alongside {

// BLAKE2b-256 over u8(len(tag)) ‖ tag ‖ parts (docs/spec/encoding.md). Tags stand in that page's
// table; no two types share one.
Hash tagged_hash(std::string_view tag, std::initializer_list<View> parts);

// The same as another id type, e.g. hash_as<BatchHash>("alongside/batch", {header}).
template <class AnyId>
AnyId hash_as(std::string_view tag, std::initializer_list<View> parts) {
  return AnyId{tagged_hash(tag, parts).bytes};
}

// Two children of a 16-byte salt: BLAKE2b-256("alongside/salt" ‖ salt) cut in half. Nobody learns
// a parent or a sibling from a child.
using Salt = Id<struct SaltTag, 16>;
struct SaltPair {
  Salt left;
  Salt right;
};
SaltPair split_salt(const Salt& salt);

}  // namespace alongside
