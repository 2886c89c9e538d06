#include "tests/simulation/sim_server.h"

#include "shared/base/check.h"
#include "sync-server/store/schema.h"
#include "sync-server/store/settings.h"

namespace alongside {

bool holds_marker(View bytes, const std::vector<std::string>& markers) {
  const std::string_view text = text_of(bytes);
  return std::any_of(markers.begin(), markers.end(), [&](const std::string& marker) {
    return text.find(marker) != std::string_view::npos;
  });
}

SimServer::SimServer(std::uint64_t seed) : random_(seed) {
  auto database =
      open_server_database({.path = disk.folder() + "/server.db", .raw_key = {}, .vfs = kSimVfs});
  MUST(database);
  Transaction transaction(*database);
  setup_server(*database, random_);
  transaction.commit();
  database_.emplace(std::move(*database));
  answerer_.emplace(Answerer::With{*database_, clock, random_});
}

void SimServer::open() {
  auto database =
      open_server_database({.path = disk.folder() + "/server.db", .raw_key = {}, .vfs = kSimVfs});
  MUST(database);
  database_.emplace(std::move(*database));
  answerer_.emplace(Answerer::With{*database_, clock, random_});
}

void SimServer::close() {
  answerer_.reset();
  database_.reset();
}

SigningKey SimServer::signing_key() {
  const auto seed = server_seed(*database_);
  MUST(seed);
  return SigningKey(*seed);
}

Invite SimServer::invite() {
  const auto secret = random_.id<InviteSecret>();
  Transaction transaction(*database_);
  Tokens(*database_).add_invite(secret, clock.now);
  transaction.commit();
  return {"https://server.test", key(), secret, false, std::nullopt};
}

std::optional<HttpAnswer> SimServer::post(const HttpRequest& request, const Token& token) {
  if (is_down()) return std::nullopt;
  if (holds_marker(request.body, markers)) ++marked_requests;
  try {
    Answered answered;
    if (request.path == "/v1/sync") {
      answered = answerer_->sync(token, request.body);
      if (answered.status == 200) note_promises(request.body, answered.body);
    } else if (request.path == "/v1/have") {
      answered = answerer_->have(token, request.body);
    } else {
      answered = answerer_->enrol(request.body);
    }
    return HttpAnswer{answered.status, std::move(answered.body)};
  } catch (const SqliteError&) {
    if (is_down()) return std::nullopt;
    return HttpAnswer{503, {}};
  }
}

void SimServer::note_promises(View request, View answer) {
  const auto asked = decode_sync_request(request);
  MUST(asked);
  const auto body = open_answer(key(), asked->nonce, answer);
  MUST(body);
  const auto told = decode_sync_answer(*body);
  MUST(told);
  for (std::size_t i = 0; i < told->pushed.size(); ++i) {
    if (!told->pushed[i].receipt) continue;
    promised_.insert({asked->push[i].address, hash_of_blob(asked->push[i].blob)});
  }
}

void SimServer::crash_and_restart(Crash crash, SeededRandom& how) {
  const DiskImage left = image_after(disk, crash, how);
  disk.unplug();
  close();
  disk.install(left);
  open();
}

void SimServer::restore(const Backup& backup) {
  disk.unplug();
  close();
  disk.install(backup.files);
  promised_ = backup.promised;
  ++restores;
  open();
}

bool SimServer::holds(const Address& address, const Hash& blob) {
  Log log(*database_);
  const auto stream = log.find(address);
  return stream && log.holds(*stream, blob);
}

bool SimServer::is_dropped(const Address& address) {
  const auto stream = Log(*database_).find(address);
  return stream && stream->state == StreamState::dropped;
}

std::vector<Hash> SimServer::broken_promises() {
  std::vector<Hash> broken;
  for (const auto& [address, blob] : promised_) {
    if (!holds(address, blob) && !is_dropped(address)) broken.push_back(blob);
  }
  return broken;
}

std::uint64_t SimServer::count_of_blobs() {
  auto& row = database_->statement("SELECT count(*) FROM blob");
  MUST(row.step());
  const auto count = static_cast<std::uint64_t>(row.integer(0));
  row.reset();
  return count;
}

std::map<Address, std::vector<Bytes>> SimServer::all_blobs() {
  std::map<Address, std::vector<Bytes>> all;
  auto& rows = database_->statement(
      "SELECT stream.address, blob.bytes FROM blob JOIN stream ON stream.id = blob.stream "
      "ORDER BY stream.id, blob.position");
  while (rows.step()) all[rows.id<Address>(0)].push_back(copy_of(rows.blob(1)));
  return all;
}

}  // namespace alongside
