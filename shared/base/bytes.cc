#include "shared/base/bytes.h"

namespace alongside {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr char kBase64Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

int base64_value(char digit) {
  if (digit >= 'A' && digit <= 'Z') return digit - 'A';
  if (digit >= 'a' && digit <= 'z') return digit - 'a' + 26;
  if (digit >= '0' && digit <= '9') return digit - '0' + 52;
  if (digit == '-') return 62;
  if (digit == '_') return 63;
  return -1;
}

// How many bytes the UTF-8 sequence that starts with `lead` has; 0 if none starts so.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

// The second byte of a sequence is bounded more tightly than the others: no overlong forms, no
// surrogates, nothing above U+10FFFF.
bool second_fits(unsigned char lead, unsigned char second) {
  if (lead == 0xE0) return second >= 0xA0 && second <= 0xBF;
  if (lead == 0xED) return second >= 0x80 && second <= 0x9F;
  if (lead == 0xF0) return second >= 0x90 && second <= 0xBF;
  if (lead == 0xF4) return second >= 0x80 && second <= 0x8F;
  return second >= 0x80 && second <= 0xBF;
}

}  // namespace

std::string to_hex(View bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::byte b : bytes) {
    out.push_back(kHexDigits[std::to_integer<unsigned>(b) >> 4]);
    out.push_back(kHexDigits[std::to_integer<unsigned>(b) & 15]);
  }
  return out;
}

Result<Bytes> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return error(ErrorCode::malformed, "Half a byte of hexadecimal.");
  Bytes out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_value(hex[i]);
    const int low = hex_value(hex[i + 1]);
    if (high < 0 || low < 0) return error(ErrorCode::malformed, "Not a hexadecimal digit.");
    out.push_back(static_cast<std::byte>(high * 16 + low));
  }
  return out;
}

std::string to_base64(View bytes) {
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  unsigned waiting = 0;
  int bits = 0;
  for (const std::byte b : bytes) {
    waiting = (waiting << 8) | std::to_integer<unsigned>(b);
    for (bits += 8; bits >= 6; bits -= 6)
      out.push_back(kBase64Digits[(waiting >> (bits - 6)) & 63]);
    waiting &= (1u << bits) - 1;
  }
  if (bits > 0) out.push_back(kBase64Digits[(waiting << (6 - bits)) & 63]);
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  Bytes out;
  out.reserve(text.size() * 3 / 4);
  unsigned waiting = 0;
  int bits = 0;
  for (const char digit : text) {
    const int value = base64_value(digit);
    if (value < 0) return error(ErrorCode::malformed, "Not a base64 digit.");
    waiting = (waiting << 6) | static_cast<unsigned>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<std::byte>((waiting >> bits) & 255));
    }
    waiting &= (1u << bits) - 1;
  }
  if (bits >= 6 || waiting != 0) return error(ErrorCode::malformed, "Base64 that ends too early.");
  return out;
}

bool is_utf8(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    // Most text is ASCII: eight bytes at a time.
    std::uint64_t eight = 0;
    if (text.size() - i >= sizeof eight) {
      std::memcpy(&eight, at + i, sizeof eight);
      if ((eight & 0x8080808080808080u) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    if (at[i] < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = sequence_length(at[i]);
    if (length == 0 || i + length > text.size() || !second_fits(at[i], at[i + 1])) return false;
    for (std::size_t k = 2; k < length; ++k) {
      if ((at[i + k] & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

}  // namespace alongside
