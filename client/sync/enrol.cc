#include "client/sync/enrol.h"

#include "shared/base/check.h"

namespace alongside {
namespace {

Nonce nonce_for(const DeviceKeys& device, const InviteSecret& secret) {
  const Key key = derive_key(device.box.secret(), "alongside/key/enrol");
  const Hash whole = tagged_hash("alongside/enrol-nonce", {key.view(), secret.view()});
  Nonce nonce;
  std::copy_n(whole.bytes.begin(), Nonce::kSize, nonce.bytes.begin());
  return nonce;
}

Error not_our_server() {
  return error(ErrorCode::unavailable,
               "Something other than the invite's server answered; nothing was joined.");
}

Error answered_with(int status) {
  switch (status) {
    case 401:
      return error(ErrorCode::refused,
                   "This invite was used already, has run out, or is not of this server.");
    case 403:
      return error(ErrorCode::refused, "The server does not let this device in.");
    case 429:
    case 503:
      return error(ErrorCode::unavailable, "The server asks this device to try again later.");
    default:
      return not_our_server();
  }
}

Result<EnrolAnswer> read_answer(const Invite& invite, const Nonce& nonce, View body) {
  TRY(const Bytes opened, open_answer(invite.server_key, nonce, body));
  return decode_enrol_answer(opened);
}

}  // namespace

Endpoint endpoint_of(const Invite& invite) {
  Endpoint endpoint{invite.url, invite.insecure_lan, std::nullopt, std::nullopt};
  if (invite.certificate_pin) endpoint.certificate_pin = copy_of(invite.certificate_pin->view());
  return endpoint;
}

Endpoint endpoint_of(const Home& home) {
  const Result<Token> token = Token::from(home.token);
  MUST(token.has_value());
  return {home.url, home.insecure_lan, home.certificate_pin, *token};
}

Result<Home> enrol(const DeviceKeys& device, const Invite& invite, Transport& transport) {
  EnrolRequest request;
  request.nonce = nonce_for(device, invite.secret);
  request.invite = invite.secret;
  TRY(const HttpAnswer answer, transport.send({"/v1/enrol", encode(request)}));
  if (answer.status != 200) return answered_with(answer.status);
  const Result<EnrolAnswer> enrolled = read_answer(invite, request.nonce, answer.body);
  if (!enrolled) return not_our_server();
  Home home;
  home.url = invite.url;
  home.server_key = copy_of(invite.server_key.view());
  home.token = copy_of(enrolled->token.view());
  home.insecure_lan = invite.insecure_lan;
  if (invite.certificate_pin) home.certificate_pin = copy_of(invite.certificate_pin->view());
  return home;
}

}  // namespace alongside
