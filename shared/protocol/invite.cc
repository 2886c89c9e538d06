#include "shared/base/check.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/list_codec.h"

namespace alongside {
namespace {

constexpr std::string_view kPrefix = "alongside-invite:";
constexpr std::string_view kWhite = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

Result<Invite> read_invite(View bytes) {
  Invite invite;
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::string_view url, in.text());
  invite.url = url;
  TRY_DO(map.need(2));
  TRY(invite.server_key, in.id<SigningPublic>());
  TRY_DO(map.need(4));
  TRY(invite.secret, in.id<InviteSecret>());
  TRY(const bool has_lan, map.has(6));
  if (has_lan) {
    TRY(invite.insecure_lan, read_true(in));
  }
  TRY(const bool has_pin, map.has(8));
  if (has_pin) {
    TRY(invite.certificate_pin, in.id<Hash>());
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return invite;
}

}  // namespace

std::string encode_invite(const Invite& invite) {
  MUST(is_allowed_url(invite.url, invite.insecure_lan));
  CborWriter out;
  out.map(3u + (invite.insecure_lan ? 1u : 0u) + (invite.certificate_pin ? 1u : 0u));
  out.key(0).text(invite.url).key(2).bytes(invite.server_key.view());
  out.key(4).bytes(invite.secret.view());
  if (invite.insecure_lan) out.key(6).boolean(true);
  if (invite.certificate_pin) out.key(8).bytes(invite.certificate_pin->view());
  return std::string(kPrefix) + to_base64(std::move(out).take());
}

Result<Invite> decode_invite(std::string_view text) {
  const std::string_view whole = trimmed(text);
  if (whole.size() > kMaxInviteBytes) return error(ErrorCode::too_large, "An invite is too long.");
  if (!whole.starts_with(kPrefix)) return error(ErrorCode::malformed, "This is not an invite.");
  TRY(const Bytes bytes, from_base64(whole.substr(kPrefix.size())));
  TRY(Invite invite, read_invite(bytes));
  if (!is_allowed_url(invite.url, invite.insecure_lan)) {
    return error(ErrorCode::refused, "The invite names an address that is not safe to talk to.");
  }
  return invite;
}

}  // namespace alongside
