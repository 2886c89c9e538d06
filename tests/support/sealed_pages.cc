#include "tests/support/sealed_pages.h"

#include <algorithm>
#include <array>

#include <sodium.h>

#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kTag = 16;
constexpr std::size_t kNonce = 16;  // 12 bytes, and 4 that the page's number is mixed into
constexpr std::size_t kSealed = kPage - kNonce - kTag;
constexpr std::size_t kFirstPageInClear = 24;
constexpr std::size_t kLogHeader = 32;
constexpr std::size_t kFrameHeader = 24;

const unsigned char* raw(View bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(Bytes& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::uint32_t big_endian(View bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::uint32_t>(bytes[i]);
  return value;
}

std::uint32_t little_endian(View bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | std::to_integer<std::uint32_t>(bytes[i]);
  return value;
}

Bytes open_page(View page, std::uint32_t number, const Key& key) {
  const View nonce = page.subspan(kSealed, kNonce);
  const std::uint32_t counter = little_endian(nonce.subspan(12)) ^ number;
  std::array<unsigned char, 64> once{};
  MUST(crypto_stream_chacha20_ietf_xor_ic(once.data(), once.data(), once.size(), raw(nonce),
                                          counter, raw(key.view())) == 0);
  MUST(crypto_onetimeauth_verify(raw(page.subspan(kSealed + kNonce)), raw(page), kSealed + kNonce,
                                 once.data()) == 0);
  const std::size_t clear = number == 1 ? kFirstPageInClear : 0;
  Bytes opened = copy_of(page.first(kSealed));
  MUST(crypto_stream_chacha20_ietf_xor_ic(raw(opened) + clear, raw(opened) + clear, kSealed - clear,
                                          raw(nonce), counter + 1, once.data() + 32) == 0);
  return opened;
}

bool is_zero(View page) {
  return std::all_of(page.begin(), page.end(), [](std::byte byte) { return byte == std::byte{}; });
}

void add_page(std::vector<OpenedPage>& pages, const std::string& file, std::uint32_t number,
              View page, const Key& key) {
  if (!is_zero(page)) pages.push_back({file, number, open_page(page, number, key)});
}

}  // namespace

std::vector<OpenedPage> opened_pages(const DiskImage& files, const Key& key) {
  std::vector<OpenedPage> pages;
  for (const auto& [name, bytes] : files) {
    const View file(bytes);
    if (name.ends_with("-wal")) {
      for (std::size_t at = kLogHeader; at + kFrameHeader + kPage <= file.size();
           at += kFrameHeader + kPage) {
        const std::uint32_t number = big_endian(file.subspan(at));
        add_page(pages, name, number, file.subspan(at + kFrameHeader, kPage), key);
      }
    } else if (name.ends_with(".db")) {
      for (std::size_t at = 0; at + kPage <= file.size(); at += kPage) {
        const auto number = static_cast<std::uint32_t>(at / kPage + 1);
        add_page(pages, name, number, file.subspan(at, kPage), key);
      }
    }
  }
  return pages;
}

}  // namespace alongside
