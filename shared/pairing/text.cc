#include "shared/pairing/text.h"

#include "shared/codec/cbor.h"
#include "shared/protocol/invite_codec.h"

namespace alongside {
namespace {

constexpr std::string_view kPrefix = "alongside-pair:";
constexpr std::string_view kWhite = " \t\r\n";
constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kMaxTextBytes = 600;

// Tells a mistyped letter, which would name a stream where nobody is.
using TextCheck = Id<struct PairingTextCheckTag, 4>;

TextCheck check_of(const PairingSecret& secret, View server) {
  const Hash hash = tagged_hash("alongside/pair-text", {secret.view(), server});
  TextCheck check;
  std::copy_n(hash.bytes.begin(), TextCheck::kSize, check.bytes.begin());
  return check;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

Error damaged() {
  return error(ErrorCode::usage,
               "That pairing text is cut short or mistyped. Copy the whole of it again.");
}

// Why text that does not begin as a pairing text does is none.
Error something_else(std::string_view text) {
  if (!text.empty() && kPrefix.starts_with(text)) return damaged();
  const std::string wanted = "a pairing text starts with \"alongside-pair:\".";
  if (text.starts_with("alongside-invite:")) {
    return error(ErrorCode::usage, "That is an invite to a server: " + wanted);
  }
  if (text.starts_with("alongside-card:")) {
    return error(ErrorCode::usage, "That is a card: " + wanted);
  }
  return error(ErrorCode::usage, "That is not a pairing text: " + wanted);
}

Result<PairingText> read_parts(View bytes) {
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "A newer format.");
  PairingText text;
  TRY_DO(map.need(2));
  TRY(const View secret, in.bytes());
  TRY(text.secret, PairingSecret::from(secret));
  TRY(const bool has_server, map.has(4));
  View server;
  if (has_server) {
    TRY(server, in.raw());
  }
  TRY_DO(map.need(6));
  TRY(const TextCheck check, in.id<TextCheck>());
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  if (check != check_of(text.secret, server)) return damaged();
  if (has_server) {
    CborReader inner(server, 1);
    TRY(text.server, read_invite(inner));
  }
  return text;
}

}  // namespace

std::string encode_pairing_text(const PairingText& text) {
  Bytes server;
  if (text.server) {
    CborWriter inner;
    write_invite(inner, *text.server);
    server = std::move(inner).take();
  }
  CborWriter out;
  out.map(text.server ? 4 : 3).key(0).uint(kFormat).key(2).bytes(text.secret.view());
  if (text.server) out.key(4).raw(server);
  out.key(6).bytes(check_of(text.secret, server).view());
  Bytes whole = std::move(out).take();
  std::string shown = std::string(kPrefix) + to_base64(whole);
  wipe(whole);
  return shown;
}

Result<PairingText> decode_pairing_text(std::string_view text) {
  const std::string_view whole = trimmed(text);
  if (!whole.starts_with(kPrefix)) return something_else(whole);
  if (whole.size() > kMaxTextBytes) return damaged();
  auto bytes = from_base64(whole.substr(kPrefix.size()));
  if (!bytes) return damaged();
  auto parts = read_parts(*bytes);
  wipe(*bytes);
  if (parts || parts.error().code == ErrorCode::refused) return parts;
  if (parts.error().code == ErrorCode::unknown_version) {
    return error(ErrorCode::unknown_version,
                 "That pairing text is of a newer Alongside. Update the app on this device first.");
  }
  return damaged();
}

StreamSecrets pairing_stream(const PairingSecret& secret) {
  return {derive_key(secret, "alongside/key/pairing-epoch"),
          derive_key(secret, "alongside/key/pairing-append"),
          derive_key(secret, "alongside/key/pairing-close"),
          derive_key(secret, "alongside/key/pairing-drop")};
}

}  // namespace alongside
