#include "shared/base/check.h"
#include "shared/protocol/invite_codec.h"
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

}  // namespace

void write_invite(CborWriter& out, const Invite& invite) {
  MUST(is_allowed_url(invite.url, invite.insecure_lan));
  const bool has_secret = !invite.secret.is_zero();
  out.map(2u + (has_secret ? 1u : 0u) + (invite.insecure_lan ? 1u : 0u) +
          (invite.certificate_pin ? 1u : 0u));
  out.key(0).text(invite.url).key(2).bytes(invite.server_key.view());
  if (has_secret) out.key(4).bytes(invite.secret.view());
  if (invite.insecure_lan) out.key(6).boolean(true);
  if (invite.certificate_pin) out.key(8).bytes(invite.certificate_pin->view());
}

Result<Invite> read_invite(CborReader& in) {
  Invite invite;
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::string_view url, in.text());
  invite.url = url;
  TRY_DO(map.need(2));
  TRY(invite.server_key, in.id<SigningPublic>());
  TRY(const bool has_secret, map.has(4));
  if (has_secret) {
    TRY(invite.secret, in.id<InviteSecret>());
    if (invite.secret.is_zero()) return error(ErrorCode::malformed, "An invite without a secret.");
  }
  TRY(const bool has_lan, map.has(6));
  if (has_lan) {
    TRY(invite.insecure_lan, read_true(in));
  }
  TRY(const bool has_pin, map.has(8));
  if (has_pin) {
    TRY(invite.certificate_pin, in.id<Hash>());
  }
  TRY_DO(map.finish());
  if (!is_allowed_url(invite.url, invite.insecure_lan)) {
    return error(ErrorCode::refused, "The invite names an address that is not safe to talk to.");
  }
  return invite;
}

std::string encode_invite(const Invite& invite) {
  MUST(!invite.secret.is_zero());
  CborWriter out;
  write_invite(out, invite);
  return std::string(kPrefix) + to_base64(std::move(out).take());
}

Result<Invite> decode_invite(std::string_view text) {
  const std::string_view whole = trimmed(text);
  if (whole.size() > kMaxInviteBytes) return error(ErrorCode::too_large, "An invite is too long.");
  if (!whole.starts_with(kPrefix)) return error(ErrorCode::malformed, "This is not an invite.");
  TRY(const Bytes bytes, from_base64(whole.substr(kPrefix.size())));
  CborReader in(bytes);
  TRY(Invite invite, read_invite(in));
  TRY_DO(in.finish());
  if (invite.secret.is_zero()) return error(ErrorCode::malformed, "An invite without a secret.");
  return invite;
}

}  // namespace alongside
