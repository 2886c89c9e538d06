#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "client/sync/pace.h"
#include "client/sync/sync_once.h"

namespace alongside {

// What a window may know of syncing: a value, copied out under a lock.
struct SyncStatus {
  bool has_server = false;
  bool is_busy = false;  // a sync is under way
  bool has_tried = false;
  SyncReport last;      // of the last finished sync
  std::string trouble;  // one plain sentence if this device's own disk would not take part
};

// Syncs a vault by itself, on its own thread and connection: when it is nudged, and at the pace of
// SyncPace otherwise. Data goes through the vault; beside it there are this status and one wake-up
// each way.
class SyncLoop {
 public:
  struct Means {
    Connect connect;
    std::function<void()> wake_up;  // called from the loop's thread whenever status() has changed
  };
  // `vault` is a connection of the loop's own (Vault::second_connection).
  SyncLoop(std::unique_ptr<Vault> vault, Means means);
  // Makes a sync under way give up, and waits for the thread.
  ~SyncLoop();
  SyncLoop(const SyncLoop&) = delete;

  // Asks for a sync now: something was saved, or the person wants one.
  void nudge();
  SyncStatus status() const;

 private:
  void run();
  bool wait_for_work();  // false: stop
  void sync();
  SyncReport sync_with(const Home& home);
  void publish(const std::function<void(SyncStatus&)>& change);

  std::unique_ptr<Vault> vault_;
  Means means_;
  SyncPace pace_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  SyncStatus status_;               // and all below: under the mutex
  Transport* transport_ = nullptr;  // of the sync under way
  bool nudged_ = true;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace alongside
