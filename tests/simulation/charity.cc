#include "tests/simulation/charity.h"

#include <ctime>

#include "client/sync/enrol.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr std::string_view kPassphrase = "correct horse";

View passphrase() { return view_of(kPassphrase); }

double thread_cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Database open_server(const std::filesystem::path& path, Random& random) {
  auto database = open_server_database({.path = path, .raw_key = {}});
  MUST(database);
  setup_server(*database, random);
  return std::move(*database);
}

}  // namespace

// The server, as a transport, without a network.
class Charity::Wire final : public Transport {
 public:
  Wire(Answerer& server, const std::optional<Token>& token, double& cpu_ms)
      : server_(server), token_(token), cpu_ms_(cpu_ms) {}
  Result<HttpAnswer> send(const HttpRequest& request) override {
    const double start = thread_cpu_ms();
    const Answered answered = request.path == "/v1/enrol"  ? server_.enrol(request.body)
                              : request.path == "/v1/have" ? server_.have(*token_, request.body)
                                                           : server_.sync(*token_, request.body);
    cpu_ms_ += thread_cpu_ms() - start;
    return HttpAnswer{answered.status, answered.body};
  }
  void stop() override {}

 private:
  Answerer& server_;
  std::optional<Token> token_;
  double& cpu_ms_;
};

Charity::Charity() : database_(open_server(folder_.path() / "server.db", random)) {
  answerer_ = std::make_unique<Answerer>(Answerer::With{*database_, clock, random});
}

Vault& Charity::add_coach(const std::string& name) {
  const VaultMeans means{clock, random};
  const NewVault how{{folder_.path() / "data", name}, passphrase(), name, KdfCost::light()};
  auto created = create_vault(how, means);
  MUST(created);
  vaults_.push_back(std::move(created->opened));
  Vault& vault = *vaults_.back().vault;
  Tokens tokens(*database_);
  const InviteSecret secret = random.id<InviteSecret>();
  {
    Transaction transaction(*database_);
    tokens.add_invite(secret, clock.now);
    transaction.commit();
  }
  Wire wire(*answerer_, std::nullopt, server_cpu_ms_);
  const Invite invite{"http://127.0.0.1:1", answerer_->key(), secret, false, {}};
  const auto home = enrol(vault.device(), invite, wire);
  MUST(home);
  MUST(set_home(vault, *home, vaults_.back().roots_key));
  return vault;
}

void Charity::introduce() {
  for (OpenedVault& one : vaults_) {
    for (OpenedVault& other : vaults_) {
      if (&one != &other) MUST(add_contact(*one.vault, my_card(*other.vault)));
    }
  }
}

SyncReport Charity::sync(Vault& vault) {
  const auto to = home(vault);
  MUST(to);
  const auto token = Token::from(to->token);
  MUST(token);
  Wire wire(*answerer_, *token, server_cpu_ms_);
  return sync_once(vault, *to, wire);
}

}  // namespace alongside
