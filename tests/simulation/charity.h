#pragma once

#include "client/store/people.h"
#include "client/store/replica.h"
#include "client/store/sharing.h"
#include "client/store/status.h"
#include "client/sync/sync_once.h"
#include "sync-server/store/answer.h"
#include "sync-server/store/schema.h"
#include "sync-server/store/settings.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temp_folder.h"

namespace alongside {

// A clock that tests set.
class HandClock final : public Clock {
 public:
  TimeMs now_ms() const override { return now; }
  TimeMs now = 1'790'000'000'000;
};

// A small charity in one process: a server without HTTP, and coaches' vaults on disk in a temporary
// folder. For tests that look at one thing closely; the simulator has its own world.
class Charity {
 public:
  Charity();

  // A coach with a vault of their own, enrolled at the server.
  Vault& add_coach(const std::string& name);
  // Coaches take in each other's cards.
  void introduce();
  SyncReport sync(Vault& vault);
  Answerer& server() { return *answerer_; }
  const std::filesystem::path& folder() const { return folder_.path(); }
  // What the server's work has cost so far, of the calling thread's CPU time.
  double server_cpu_ms() const { return server_cpu_ms_; }

  HandClock clock;
  SeededRandom random{7};

 private:
  class Wire;
  TempFolder folder_;
  std::optional<Database> database_;
  std::unique_ptr<Answerer> answerer_;
  std::vector<OpenedVault> vaults_;
  double server_cpu_ms_ = 0;
};

}  // namespace alongside
