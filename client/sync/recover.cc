#include "client/sync/recover.h"

#include "client/store/recovery.h"
#include "client/sync/enrol.h"
#include "client/sync/sync_once.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

// A record is many streams, each made known by what lies in another.
constexpr int kMaxFetches = 40;

constexpr const char* kNotLetInByCode =
    "This server lets nobody in by that recovery code. It may be another server, the code may have "
    "been renewed, or the vault was never synced.";
constexpr const char* kNotLetInByText =
    "This server lets nobody in by that text: a text is good for one try and a quarter of an hour. "
    "Begin again on the other device, with a new text.";

Error answered_with(int status, const char* not_let_in) {
  switch (status) {
    case 401:
      return error(ErrorCode::refused, not_let_in);
    case 429:
      return error(ErrorCode::unavailable,
                   "Too many new devices were let in today. Please try again tomorrow.");
    default:
      return error(ErrorCode::unavailable,
                   "Something other than an Alongside server answered; nothing was done here.");
  }
}

Result<EnrolAnswer> read_answer(const RecoveryServer& server, const Nonce& nonce, View body) {
  TRY(const Bytes claimed, unproven_body(body));
  TRY(const EnrolAnswer claims, decode_enrol_answer(claimed));
  if (!claims.server_key) return error(ErrorCode::malformed, "An answer without a key.");
  const SigningPublic& key = server.key ? *server.key : *claims.server_key;
  TRY(const Bytes opened, open_answer(key, nonce, body));
  TRY(EnrolAnswer answer, decode_enrol_answer(opened));
  answer.server_key = key;
  return answer;
}

// Enrols by R of a stream that lets in.
Result<Home> enrol_by(const Key& read, const Key& device_seed, const RecoveryServer& server,
                      Transport& transport, const char* not_let_in) {
  const auto shown = Capability::from(read.view());
  MUST(shown);
  EnrolRequest request;
  const Hash nonce = tagged_hash("alongside/enrol-nonce", {device_seed.view(), read.view()});
  std::copy_n(nonce.bytes.begin(), Nonce::kSize, request.nonce.bytes.begin());
  request.recovery = *shown;
  TRY(const HttpAnswer answer, transport.send({"/v1/enrol", encode(request)}));
  if (answer.status != 200) return answered_with(answer.status, not_let_in);
  const auto enrolled = read_answer(server, request.nonce, answer.body);
  if (!enrolled) return answered_with(0, not_let_in);
  Home home;
  home.url = server.url;
  home.server_key = copy_of(enrolled->server_key->view());
  home.token = copy_of(enrolled->token.view());
  home.insecure_lan = server.insecure_lan;
  if (server.certificate_pin) home.certificate_pin = copy_of(server.certificate_pin->view());
  return home;
}

}  // namespace

Result<Home> enrol_to_recover(const RecoverySecret& code, const Key& device_seed,
                              const RecoveryServer& server, Transport& transport) {
  return enrol_by(recovery_keys(code).stream.read(), device_seed, server, transport,
                  kNotLetInByCode);
}

Result<Home> enrol_to_pair(const PairingText& text, const Key& device_seed, Transport& transport) {
  MUST(text.server);
  const RecoveryServer server{text.server->url, text.server->server_key, text.server->insecure_lan,
                              text.server->certificate_pin};
  return enrol_by(pairing_stream(text.secret).read(), device_seed, server, transport,
                  kNotLetInByText);
}

Result<bool> fetch_all(Vault& vault, Transport& transport) {
  for (int round = 0; round < kMaxFetches; ++round) {
    const SyncReport report = sync_once(vault, *home(vault), transport);
    if (report.state == SyncState::turned_away) {
      return error(ErrorCode::refused, "The server does not let this device in.");
    }
    if (report.state != SyncState::sent && report.state != SyncState::partial) {
      return error(ErrorCode::unavailable,
                   "The connection broke off, and nothing was recovered. Please try again. " +
                       report.reason);
    }
    if (report.requests <= 1 && report.received == 0) return true;
  }
  return error(ErrorCode::unavailable, "The server never came to an end; nothing was recovered.");
}

Result<OpenedVault> recover(const RecoverRequest& request, const VaultMeans& means,
                            const Connect& connect) {
  const RecoveryServer& server = request.server;
  if (!is_allowed_url(server.url, server.insecure_lan)) {
    return error(ErrorCode::refused, "That is not an address of a server that is safe to talk to.");
  }
  Endpoint endpoint{server.url, server.insecure_lan, std::nullopt, std::nullopt};
  if (server.certificate_pin) endpoint.certificate_pin = copy_of(server.certificate_pin->view());
  const Key device_seed = Key::random(means.random);
  std::unique_ptr<Transport> syncing;
  TRY(const Home home, enrol_to_recover(request.code, device_seed, server, *connect(endpoint)));
  syncing = connect(endpoint_of(home));
  const auto fetch = [&](Vault& vault) { return fetch_all(vault, *syncing); };
  return recover_vault(request.vault,
                       {request.code, device_seed, home, server.key.has_value(), fetch}, means);
}

}  // namespace alongside
