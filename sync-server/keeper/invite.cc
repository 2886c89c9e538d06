#include "sync-server/keeper/invite.h"

#include "sync-server/store/settings.h"
#include "sync-server/store/tokens.h"

namespace alongside {

Result<std::string> make_invite(Database& database, const std::optional<std::string>& url,
                                const Clock& clock, Random& random) {
  TRY(const Key seed, server_seed(database));
  const std::optional<ServerAddress> kept = kept_address(database);
  Invite invite;
  if (kept) {
    invite.url = kept->url;
    invite.insecure_lan = kept->insecure_lan;
    invite.certificate_pin = kept->certificate_pin;
  }
  if (url) invite.url = *url;
  if (invite.url.empty()) {
    return error(ErrorCode::not_found,
                 "The server's address is not known yet; start serve first, or give --url.");
  }
  if (!is_allowed_url(invite.url, invite.insecure_lan)) {
    return error(ErrorCode::usage,
                 "Devices need an https:// address, or http:// on this machine only.");
  }
  invite.server_key = SigningKey(seed).as<SigningPublic>();
  invite.secret = random.id<InviteSecret>();
  Tokens(database).add_invite(invite.secret, clock.now_ms());
  return encode_invite(invite);
}

}  // namespace alongside
