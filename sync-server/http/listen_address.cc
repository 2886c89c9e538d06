#include "sync-server/http/listen_address.h"

#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace alongside {
namespace {

Error usage() { return error(ErrorCode::usage, "Say where to listen as ADDRESS:PORT."); }

bool is_near_v4(std::uint32_t address) {
  const auto is_in = [address](std::uint32_t net, int bits) {
    return address >> (32 - bits) == net >> (32 - bits);
  };
  return is_in(0x7F000000, 8) || is_in(0x0A000000, 8) || is_in(0xAC100000, 12) ||
         is_in(0xC0A80000, 16) || is_in(0xA9FE0000, 16);
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return usage();
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return usage();
  }
  unsigned port = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (host.empty() || failed != std::errc() || end != digits.data() + digits.size() ||
      port > 65535) {
    return usage();
  }
  return ListenAddress{std::string(host), static_cast<int>(port)};
}

bool is_loopback(const ListenAddress& address) {
  in_addr v4{};
  if (inet_pton(AF_INET, address.host.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == 127;
  return address.host == "::1" || address.host == "localhost";
}

bool is_everywhere(const ListenAddress& address) {
  return address.host == "0.0.0.0" || address.host == "::";
}

std::string url_of(const ListenAddress& address, bool is_tls) {
  const bool is_v6 = address.host.find(':') != std::string::npos;
  return (is_tls ? "https://" : "http://") + (is_v6 ? "[" + address.host + "]" : address.host) +
         ":" + std::to_string(address.port);
}

bool is_near(const sockaddr_storage& peer) {
  if (peer.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &peer, sizeof v4);
    return is_near_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (peer.ss_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &peer, sizeof v6);
  const unsigned char* bytes = v6.sin6_addr.s6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
    std::uint32_t v4 = 0;
    std::memcpy(&v4, bytes + 12, sizeof v4);
    return is_near_v4(ntohl(v4));
  }
  return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) || IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr) ||
         (bytes[0] & 0xFE) == 0xFC;
}

}  // namespace alongside
