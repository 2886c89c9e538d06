#include "shared/seal/layout.h"

#include <algorithm>
#include <bit>

#include <zstd.h>

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/seal/limits.h"

namespace alongside {
namespace {

constexpr std::size_t kHeadBytes = 5;
constexpr int kCompressionLevel = 3;
constexpr std::size_t kDescriptorAt = 4;                   // after the frame's magic number
constexpr std::byte kDescriptorFlagsRefused{0b0001'1111};  // unused, reserved, checksum, dictionary
constexpr std::array kFrameMagic = {std::byte{0x28}, std::byte{0xB5}, std::byte{0x2F},
                                    std::byte{0xFD}};

Error malformed() { return error(ErrorCode::malformed, "A sealed blob with a foreign layout."); }

// The unpacked size that a frame announces, if it is a whole frame of the kind that we write.
Result<std::size_t> announced_size(View frame) {
  if (frame.size() <= kDescriptorAt) return malformed();
  if (!std::equal(kFrameMagic.begin(), kFrameMagic.end(), frame.begin())) return malformed();
  if ((frame[kDescriptorAt] & kDescriptorFlagsRefused) != std::byte{0}) return malformed();
  if (ZSTD_findFrameCompressedSize(frame.data(), frame.size()) != frame.size()) return malformed();
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR) return malformed();
  if (size > kMaxPayloadBytes && !PLANT(unpacks_without_a_limit)) {
    return error(ErrorCode::too_large, "A sealed blob unpacks too large.");
  }
  return static_cast<std::size_t>(size);
}

Result<Payload> unpack(std::byte kind, View frame) {
  TRY(const std::size_t size, announced_size(frame));
  Payload payload{std::to_integer<std::uint8_t>(kind), Bytes(size)};
  const std::size_t written =
      ZSTD_decompress(payload.bytes.data(), payload.bytes.size(), frame.data(), frame.size());
  if (written != size) return malformed();
  return payload;
}

}  // namespace

std::size_t padme(std::size_t size) {
  if (size < 2) return size;
  const auto exponent = static_cast<unsigned>(std::bit_width(size) - 1);
  const auto kept_bits = static_cast<unsigned>(std::bit_width(exponent));
  const std::size_t mask = (std::size_t{1} << (exponent - kept_bits)) - 1;
  return (size + mask) & ~mask;
}

Bytes lay_out(const Payload& payload) {
  MUST(payload.bytes.size() <= kMaxPayloadBytes);
  Bytes out(kHeadBytes + ZSTD_compressBound(payload.bytes.size()));
  const std::span<std::byte> room = std::span(out).subspan(kHeadBytes);
  const std::size_t size = ZSTD_compress(room.data(), room.size(), payload.bytes.data(),
                                         payload.bytes.size(), kCompressionLevel);
  MUST(ZSTD_isError(size) == 0);
  out[0] = std::byte{payload.kind};
  for (std::size_t i = 0; i < 4; ++i) out[4 - i] = static_cast<std::byte>(size >> (8 * i) & 255);
  out.resize(kHeadBytes + size);
  out.resize(padme(out.size()));
  return out;
}

Result<Payload> read_layout(View plaintext) {
  if (plaintext.size() < kHeadBytes) return malformed();
  std::size_t size = 0;
  for (std::size_t i = 1; i <= 4; ++i)
    size = size << 8 | std::to_integer<std::size_t>(plaintext[i]);
  const View rest = plaintext.subspan(kHeadBytes);
  if (size > rest.size() || plaintext.size() != padme(kHeadBytes + size)) return malformed();
  const View zeros = rest.subspan(size);
  const auto is_set = [](std::byte b) { return b != std::byte{0}; };
  const bool all_zero = std::none_of(zeros.begin(), zeros.end(), is_set);
  if (!all_zero && !PLANT(padding_is_not_checked)) return malformed();
  return unpack(plaintext[0], rest.first(size));
}

}  // namespace alongside
