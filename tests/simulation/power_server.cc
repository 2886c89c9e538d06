#include "shared/base/check.h"
#include "shared/seal/keys.h"
#include "sync-server/store/schema.h"
#include "sync-server/store/settings.h"
#include "tests/simulation/power.h"
#include "tests/simulation/sim_server.h"

namespace alongside {
namespace {

constexpr int kPushes = 60;

Capability capability(const Key& key) {
  return Capability::from(key.view()).value_or(Capability{});
}

Four four_of(const FourHashes& hashes) {
  return {Hash{hashes.read.bytes}, Hash{hashes.append.bytes}, Hash{hashes.close.bytes},
          Hash{hashes.drop.bytes}};
}

// A server on a recording disk whose devices push; what it gave receipts for must be on every disk
// that a power cut leaves, at its place, with heads that add up.
class ServerUnderPower {
 public:
  explicit ServerUnderPower(std::uint64_t seed) : random_(seed), server_(random_.next()) {
    for (int i = 0; i < 3; ++i) streams_.push_back(StreamSecrets::random(random_));
    const Invite invite = server_.invite();
    EnrolRequest request;
    request.nonce = random_.id<Nonce>();
    request.invite = invite.secret;
    const auto answer = server_.post({"/v1/enrol", encode(request)}, Token{});
    MUST(answer && answer->status == 200);
    const auto body = open_answer(server_.key(), request.nonce, answer->body);
    MUST(body);
    const auto enrolled = decode_enrol_answer(*body);
    MUST(enrolled);
    token_ = enrolled->token;
  }

  PowerReport run() {
    PowerCuts cuts(
        server_.disk, [this](const DiskImage& left) { return inspect(left); }, 2, 2);
    for (int i = 0; i < kPushes; ++i) push();
    cuts.cut_now();
    return cuts.report();
  }

 private:
  void push() {
    server_.clock.now += 90'000;
    SyncRequest request;
    request.nonce = random_.id<Nonce>();
    request.max_bytes = 1000;
    const std::size_t blobs = 1 + random_.below(3);
    for (std::size_t i = 0; i < blobs; ++i) {
      const StreamSecrets& stream = streams_[random_.below(streams_.size())];
      Push push;
      push.address = address_of(stream.hashes());
      push.append = capability(stream.append);
      push.four = four_of(stream.hashes());
      push.blob = random_.bytes(100 + random_.below(3000));
      request.push.push_back(std::move(push));
    }
    const auto answer = server_.post({"/v1/sync", encode(request)}, token_);
    MUST(answer && answer->status == 200);
    for (const Push& push : request.push) told_[push.address].push_back(push.blob);
  }

  std::optional<Finding> inspect(const DiskImage& left) {
    SimDisk found;
    DiskImage files;
    for (const auto& [name, bytes] : left) {
      files.emplace(found.folder() + name.substr(server_.disk.folder().size()), bytes);
    }
    found.install(files);
    try {
      auto database = open_server_database(
          {.path = found.folder() + "/server.db", .raw_key = {}, .vfs = kSimVfs});
      MUST(database);
      return look_at(*database);
    } catch (const SqliteError& failure) {
      return Finding{failure.what(), false};
    }
  }

  std::optional<Finding> look_at(Database& database) {
    auto& check = database.statement("PRAGMA integrity_check");
    MUST(check.step());
    if (check.text(0) != "ok") return Finding{"integrity_check found something", false};
    check.reset();
    if (!server_seed(database)) return Finding{"the server's key is not there", true};
    if (!Tokens(database).find(token_)) return Finding{"an enrolled device is not known", true};
    Log log(database);
    for (const auto& [address, blobs] : told_) {
      const auto stream = log.find(address);
      if (!stream) return Finding{"a stream is not there", true};
      if (auto finding = look_at(log, *stream, blobs)) return finding;
    }
    return std::nullopt;
  }

  static std::optional<Finding> look_at(Log& log, const LogStream& stream,
                                        const std::vector<Bytes>& blobs) {
    std::size_t at = 0;
    bool is_same = true;
    Hash head;
    log.visit(stream, 0, [&](const Hash& hash, View blob) {
      if (at < blobs.size()) is_same = is_same && equal(blob, blobs[at]);
      is_same = is_same && hash_of_blob(blob) == hash;
      head = next_head(head, hash);
      ++at;
      return true;
    });
    if (at < blobs.size() || !is_same) return Finding{"a blob with a receipt is not there", true};
    if (head != stream.head || at != stream.count) return Finding{"the heads do not add up", false};
    return std::nullopt;
  }

  SeededRandom random_;
  SimServer server_;
  std::vector<StreamSecrets> streams_;
  Token token_;
  std::map<Address, std::vector<Bytes>> told_;  // with a receipt, in order
};

}  // namespace

PowerReport power_cuts_of_a_server(std::uint64_t seed) { return ServerUnderPower(seed).run(); }

}  // namespace alongside
