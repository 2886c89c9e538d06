#include "client/sync/sync_loop.h"

#include <chrono>

#include "client/sync/enrol.h"

namespace alongside {

SyncLoop::SyncLoop(std::unique_ptr<Vault> vault, Means means)
    : vault_(std::move(vault)), means_(std::move(means)), thread_([this] { run(); }) {}

SyncLoop::~SyncLoop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    if (transport_ != nullptr) transport_->stop();
  }
  woken_.notify_one();
  thread_.join();
}

void SyncLoop::nudge() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    nudged_ = true;
  }
  woken_.notify_one();
}

SyncStatus SyncLoop::status() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return status_;
}

void SyncLoop::run() {
  while (wait_for_work()) sync();
}

bool SyncLoop::wait_for_work() {
  const std::chrono::milliseconds wait(pace_.wait_ms(vault_->random()));
  std::unique_lock<std::mutex> lock(mutex_);
  woken_.wait_for(lock, wait, [this] { return nudged_ || stopping_; });
  nudged_ = false;
  return !stopping_;
}

void SyncLoop::sync() {
  try {
    const std::optional<Home> server = home(*vault_);
    publish([&server](SyncStatus& status) {
      status.has_server = server.has_value();
      status.is_busy = server.has_value();
    });
    const SyncReport report = server ? sync_with(*server) : sync_without_server(*vault_);
    if (report.state == SyncState::sent || !server) {
      pace_.went_well();
    } else {
      pace_.failed();
    }
    publish([&report](SyncStatus& status) {
      status.is_busy = false;
      status.has_tried = true;
      status.last = report;
      status.trouble.clear();
    });
  } catch (const SqliteError& failed) {
    pace_.failed();
    publish([&failed](SyncStatus& status) {
      status.is_busy = false;
      status.trouble = failed.is_full() ? "This device has no room left."
                                        : "This device's disk did not take what had to be kept.";
    });
  }
}

SyncReport SyncLoop::sync_with(const Home& server) {
  const std::unique_ptr<Transport> transport = means_.connect(endpoint_of(server));
  const auto use = [this](Transport* used) {
    const std::lock_guard<std::mutex> lock(mutex_);
    transport_ = used;
    if (used != nullptr && stopping_) used->stop();
  };
  struct Release {
    const std::function<void(Transport*)> set;
    ~Release() { set(nullptr); }
  } const release{use};
  use(transport.get());
  return sync_once(*vault_, server, *transport);
}

void SyncLoop::publish(const std::function<void(SyncStatus&)>& change) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    change(status_);
  }
  means_.wake_up();
}

}  // namespace alongside
