#include "client/sync/sync_loop.h"

#include "tests/client/sync/device_rig.h"

namespace alongside {
namespace {

// Waits for what a loop says, woken by it.
class Watcher {
 public:
  void wake_up() {
    const std::lock_guard<std::mutex> lock(mutex_);
    woken_.notify_all();
  }
  template <class Condition>
  void wait_until(Condition condition) {
    std::unique_lock<std::mutex> lock(mutex_);
    woken_.wait(lock, condition);
  }

 private:
  std::mutex mutex_;
  std::condition_variable woken_;
};

struct LoopRig {
  SystemRandom random;
  NaiveCharity charity{Key::random(random)};
  Device ade{charity, "Ade"};
  Watcher watcher;

  std::unique_ptr<SyncLoop> start(Weather weather = Device::fair()) {
    SyncLoop::Means means;
    means.connect = [this, weather](const Endpoint& endpoint) {
      return std::make_unique<WeatheredTransport>(
          std::make_unique<NaiveTransport>(charity, endpoint), weather);
    };
    means.wake_up = [this] { watcher.wake_up(); };
    return std::make_unique<SyncLoop>(ade.vault().second_connection(), std::move(means));
  }
};

}  // namespace

TEST_CASE("SyncLoop.SendsWhatIsThereAtItsStart", "[sync][threads]") {
  LoopRig rig;
  rig.ade.join();
  rig.ade.note("words");
  const auto loop = rig.start();
  rig.watcher.wait_until([&] { return loop->status().has_tried; });
  CHECK(loop->status().last.state == SyncState::sent);
  CHECK(loop->status().last.sent == 1);
}

TEST_CASE("SyncLoop.ANudgeSendsWhatWasWrittenMeanwhile", "[sync][threads]") {
  LoopRig rig;
  rig.ade.join();
  const auto loop = rig.start();
  rig.watcher.wait_until([&] { return loop->status().has_tried; });
  rig.ade.note("words");
  loop->nudge();
  rig.watcher.wait_until([&] { return loop->status().last.sent == 1; });
  CHECK(status(rig.ade.vault()).sent == 1);
}

TEST_CASE("SyncLoop.WithoutAServerItSaysSo", "[sync][threads]") {
  LoopRig rig;
  const auto loop = rig.start();
  rig.watcher.wait_until([&] { return loop->status().has_tried; });
  CHECK_FALSE(loop->status().has_server);
  CHECK_FALSE(loop->status().is_busy);
}

TEST_CASE("SyncLoop.EndsWhileASendIsUnderWay", "[sync][threads]") {
  // A transport that answers only when it is told to stop.
  class Hanging final : public Transport {
   public:
    Result<HttpAnswer> send(const HttpRequest&) override {
      std::unique_lock<std::mutex> lock(mutex_);
      told_.wait(lock, [this] { return stopped_; });
      return error(ErrorCode::unavailable, "Sending was stopped.");
    }
    void stop() override {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
      told_.notify_all();
    }

   private:
    std::mutex mutex_;
    std::condition_variable told_;
    bool stopped_ = false;
  };
  LoopRig rig;
  rig.ade.join();
  SyncLoop::Means means;
  means.connect = [](const Endpoint&) { return std::make_unique<Hanging>(); };
  means.wake_up = [&rig] { rig.watcher.wake_up(); };
  auto loop = std::make_unique<SyncLoop>(rig.ade.vault().second_connection(), std::move(means));
  rig.watcher.wait_until([&] { return loop->status().is_busy; });
  loop.reset();
  CHECK(status(rig.ade.vault()).sent == 0);
}

}  // namespace alongside
