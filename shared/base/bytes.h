#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace alongside {

// Owned bytes, and a view of bytes somebody else owns.
using Bytes = std::vector<std::byte>;
using View = std::span<const std::byte>;

// The bytes of `text`, without copying. The view lives as long as the text.
inline View view_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// An owned copy of `view`.
inline Bytes copy_of(View view) { return Bytes(view.begin(), view.end()); }

// `view` as text; the caller knows that it is text. The result lives as long as the bytes.
inline std::string_view text_of(View view) {
  return {reinterpret_cast<const char*>(view.data()), view.size()};
}

// Appends `more` to `bytes`.
inline void append(Bytes& bytes, View more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

inline bool equal(View a, View b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

// Lower-case hexadecimal, two digits a byte.
std::string to_hex(View bytes);

// The bytes that `hex` (either case, an even number of digits) stands for.
// Errors: malformed.
Result<Bytes> from_hex(std::string_view hex);

// Base64url without padding (RFC 4648 section 5).
std::string to_base64(View bytes);

// Decodes what to_base64 writes.
// Errors: malformed (a foreign character, padding, or bits left over that are not zero).
Result<Bytes> from_base64(std::string_view text);

// True if `text` is well-formed UTF-8 without surrogates or overlong forms (RFC 3629).
bool is_utf8(std::string_view text);

}  // namespace alongside
