#include <charconv>

#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"

namespace alongside {
namespace {

// host of host[:port] or [v6][:port], without brackets; nothing if it is not of that form.
struct Host {
  std::string_view name;
  bool is_v6 = false;
};

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  return failed == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

bool consists_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

std::optional<Host> host_of(std::string_view rest) {
  constexpr std::string_view kHex = "0123456789abcdefABCDEF:.";
  constexpr std::string_view kName =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
  Host host;
  std::string_view after;
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    host = {rest.substr(1, end - 1), true};
    after = rest.substr(end + 1);
  } else {
    const std::size_t end = rest.find(':');
    host = {rest.substr(0, end), false};
    after = end == std::string_view::npos ? "" : rest.substr(end);
  }
  if (!consists_of(host.name, host.is_v6 ? kHex : kName)) return std::nullopt;
  if (!after.empty() && (after.front() != ':' || !is_port(after.substr(1)))) return std::nullopt;
  return host;
}

std::optional<std::array<unsigned, 4>> v4_of(std::string_view name) {
  std::array<unsigned, 4> parts{};
  const char* at = name.data();
  const char* const end = name.data() + name.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [next, failed] = std::from_chars(at, end, parts[i]);
    const bool is_last = i + 1 == parts.size();
    if (failed != std::errc() || parts[i] > 255) return std::nullopt;
    if (is_last ? next != end : (next == end || *next != '.')) return std::nullopt;
    at = is_last ? next : next + 1;
  }
  return parts;
}

bool is_this_machine(const Host& host) {
  if (host.is_v6) return host.name == "::1";
  const auto v4 = v4_of(host.name);
  return v4 ? (*v4)[0] == 127 : host.name == "localhost";
}

// Addresses that no public network routes (RFC 1918, 3927, 4193, 4291), and names of mDNS (RFC
// 6762).
bool is_private(const Host& host) {
  if (host.is_v6) {
    return host.name.starts_with("fd") || host.name.starts_with("fc") ||
           host.name.starts_with("fe80:");
  }
  const auto v4 = v4_of(host.name);
  if (!v4) return host.name.ends_with(".local");
  const auto& part = *v4;
  return part[0] == 10 || (part[0] == 172 && part[1] >= 16 && part[1] < 32) ||
         (part[0] == 192 && part[1] == 168) || (part[0] == 169 && part[1] == 254);
}

}  // namespace

bool is_allowed_url(std::string_view url, bool insecure_lan) {
  constexpr std::string_view kSafe = "https://";
  constexpr std::string_view kPlain = "http://";
  if (url.size() > kMaxUrlBytes) return false;
  if (url.starts_with(kSafe)) return host_of(url.substr(kSafe.size())).has_value();
  if (!url.starts_with(kPlain)) return false;
  const auto host = host_of(url.substr(kPlain.size()));
  return host && (is_this_machine(*host) || (insecure_lan && is_private(*host)));
}

}  // namespace alongside
