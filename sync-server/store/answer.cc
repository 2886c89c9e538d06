#include "sync-server/store/answer.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/protocol/limits.h"
#include "shared/sign/hash.h"
#include "sync-server/store/settings.h"
#include "sync-server/store/sync_turn.h"

namespace alongside {
namespace {

constexpr std::string_view kUnknownInvite = "The invite is unknown, used or expired.";

Answered plain(int status, std::string_view sentence) {
  return {status, copy_of(view_of(sentence))};
}

Answered refused(const Error& why) {
  if (why.code == ErrorCode::too_large) return plain(413, "The request is too large.");
  if (why.code == ErrorCode::unknown_version)
    return plain(400, "The request needs a newer server.");
  return plain(400, "The request is malformed.");
}

Answered turned_away(int status) {
  if (status == 403) return plain(403, "This device was disabled.");
  return plain(401, "The token is unknown.");
}

Key seed_of(Database& database) {
  const Result<Key> seed = server_seed(database);
  MUST(seed.has_value());
  return *seed;
}

// The token of an enrolment: the same for the same secret and nonce.
Token token_for(const Key& enrol_key, View secret, const Nonce& nonce) {
  return hash_as<Token>("alongside/enrol", {enrol_key.view(), nonce.view(), secret});
}

}  // namespace

Answerer::Answerer(const With& with)
    : with_(with),
      enrol_key_(derive_key(seed_of(with.database), "alongside/key/enrol")),
      key_(seed_of(with.database)),
      boot_(with.random.id<BootId>()),
      log_(with.database),
      tokens_(with.database),
      follows_(kMaxRememberedFollows) {}

int Answerer::status_of(const std::optional<ServerDevice>& device) const {
  if (!device) return 401;
  return device->is_disabled && !PLANT(server_serves_disabled_devices) ? 403 : 200;
}

Answered Answerer::seal(const Nonce& nonce, View body) const {
  return {200, seal_answer(key_, nonce, body)};
}

int Answerer::admits(const Token& token) {
  const std::scoped_lock lock(mutex_);
  return status_of(tokens_.find(token));
}

Answered Answerer::enrol(View request) {
  const Result<EnrolRequest> asked = decode_enrol_request(request);
  if (!asked) return refused(asked.error());
  EnrolAnswer answer;
  answer.boot = boot_;
  answer.time = with_.clock.now_ms();
  const View secret = asked->invite ? asked->invite->view() : asked->recovery->view();
  answer.token = token_for(enrol_key_, secret, asked->nonce);
  {
    const std::scoped_lock lock(mutex_);
    Transaction transaction(with_.database);
    if (asked->invite) {
      if (!tokens_.use_invite(*asked->invite, answer.token, answer.time)) {
        return plain(401, kUnknownInvite);
      }
    } else {
      const std::optional<LogStream> stream = log_.find_recovery(*asked->recovery, answer.time);
      if (!stream) return plain(401, kUnknownInvite);
      const Result<bool> used =
          tokens_.use_recovery(*stream->recovery_of, answer.token, answer.time);
      if (!used && used.error().code == ErrorCode::refused) return plain(401, kUnknownInvite);
      if (!used) return plain(429, "Too many devices were enrolled today; try again tomorrow.");
      answer.recovery = stream->address;
      answer.server_key = key_.as<SigningPublic>();
    }
    transaction.commit();
  }
  return seal(asked->nonce, encode(answer));
}

Answered Answerer::sync(const Token& token, View request) {
  const Result<SyncRequest> asked = decode_sync_request(request);
  if (!asked) return refused(asked.error());
  const TimeMs now = with_.clock.now_ms();
  SyncAnswer answer;
  std::vector<Hash> hashes;
  {
    const std::scoped_lock lock(mutex_);
    Transaction transaction(with_.database);
    std::optional<ServerDevice> device = tokens_.find(token);
    if (status_of(device) != 200) return turned_away(status_of(device));
    const std::vector<Follow>* follow = &asked->follow;
    if (asked->follow_hash) follow = follows_.find(device->number, *asked->follow_hash);
    if (follow == nullptr) {
      answer.need_list = true;
    } else if (follow->size() != asked->have.size()) {
      return plain(400, "The request is malformed.");
    } else {
      SyncTurn turn(*asked, {log_, tokens_, *device, now, with_.quota});
      answer = turn.answer(*follow);
      hashes = turn.pushed_hashes();
      tokens_.saw(*device, now);
      if (!PLANT(server_receipt_before_commit)) transaction.commit();
      if (!asked->follow.empty()) follows_.remember(device->number, asked->follow);
    }
  }
  answer.boot = boot_;
  answer.time = now;
  for (std::size_t i = 0; i < answer.pushed.size(); ++i) {
    if (answer.pushed[i].status != PushStatus::stored) continue;
    answer.pushed[i].receipt = make_receipt(key_, asked->push[i].address, hashes[i]);
  }
  return seal(asked->nonce, encode(answer));
}

Answered Answerer::have(const Token& token, View request) {
  const Result<HaveRequest> asked = decode_have_request(request);
  if (!asked) return refused(asked.error());
  HaveAnswer answer;
  answer.boot = boot_;
  answer.time = with_.clock.now_ms();
  const std::scoped_lock lock(mutex_);
  const Transaction transaction(with_.database);
  const int status = status_of(tokens_.find(token));
  if (status != 200) return turned_away(status);
  std::size_t room = kMaxHashesAnswered;
  for (std::size_t i = 0; i < asked->follow.size(); ++i) {
    const std::optional<LogStream> found = log_.find(asked->follow[i].address);
    const bool may_read = found && hash_of(asked->follow[i].read) == found->four[0];
    const LogStream stream = may_read ? *found : LogStream{};
    answer.streams.push_back({stream.count, stream.head, stream.state});
    if (asked->from.empty()) continue;
    std::vector<Hash> hashes;
    if (asked->from[i] < stream.count) hashes = log_.hashes(stream, asked->from[i], room);
    room -= hashes.size();
    answer.hashes.push_back(std::move(hashes));
  }
  return seal(asked->nonce, encode(answer));
}

}  // namespace alongside
