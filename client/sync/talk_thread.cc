#include "client/sync/talk_thread.h"

#include <chrono>
#include <filesystem>

#include "client/store/vault.h"

namespace alongside {

// A transport that the talk can break off.
class TalkThread::Wire final : public Transport {
 public:
  Wire(TalkThread& talk, std::unique_ptr<Transport> inner) : talk_(talk), inner_(std::move(inner)) {
    const std::lock_guard lock(talk_.mutex_);
    talk_.open_.insert(inner_.get());
    if (talk_.is_broken_) inner_->stop();
  }
  ~Wire() override {
    const std::lock_guard lock(talk_.mutex_);
    talk_.open_.erase(inner_.get());
  }

  Result<HttpAnswer> send(const HttpRequest& request) override {
    return talk_.send(*inner_, request);
  }
  void stop() override { inner_->stop(); }

 private:
  TalkThread& talk_;
  std::unique_ptr<Transport> inner_;
};

TalkThread::TalkThread(Means means, Work work)
    : means_(std::move(means)), thread_([this, work = std::move(work)] { run(work); }) {}

TalkThread::~TalkThread() {
  {
    const std::lock_guard lock(mutex_);
    is_broken_ = true;
    for (Transport* each : open_) each->stop();
  }
  woken_.notify_all();
  thread_.join();
}

TalkThread::State TalkThread::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void TalkThread::answer(bool is_same) {
  {
    const std::lock_guard lock(mutex_);
    if (!state_.asks) return;
    state_.asks = false;
    answer_ = is_same;
  }
  woken_.notify_all();
}

void TalkThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (state_.asks) answer_ = false;
    state_.asks = false;
    is_stopping_ = true;
  }
  woken_.notify_all();
}

void TalkThread::run(const Work& work) {
  bool disk_failed = false;
  try {
    work(line());
  } catch (const SqliteError&) {
    disk_failed = true;
  } catch (const std::filesystem::filesystem_error&) {
    disk_failed = true;
  }
  publish([disk_failed](State& state) {
    state.asks = false;
    state.is_over = true;
    state.disk_failed = disk_failed;
  });
}

TalkThread::Line TalkThread::line() {
  Line line;
  line.connect = [this](const Endpoint& endpoint) {
    return std::make_unique<Wire>(*this, means_.connect(endpoint));
  };
  line.screen.show_text = [this](const std::string& text) {
    publish([&text](State& state) { state.text = text; });
  };
  line.screen.is_same = [this](const std::string& digits, const std::string& whose) {
    return ask(digits, whose);
  };
  line.screen.pause = [this](std::int64_t ms) { pause(ms); };
  return line;
}

Result<bool> TalkThread::ask(const std::string& digits, const std::string& whose) {
  publish([&](State& state) {
    state.text.clear();
    state.digits = digits;
    state.whose = whose;
    state.asks = !is_stopping_;
  });
  std::unique_lock lock(mutex_);
  woken_.wait(lock, [this] { return answer_ || is_broken_ || is_stopping_; });
  if (is_broken_) return error(ErrorCode::unavailable, "This was broken off.");
  return answer_.value_or(false);
}

void TalkThread::pause(std::int64_t ms) {
  if (means_.pause) return means_.pause(ms);
  std::unique_lock lock(mutex_);
  woken_.wait_for(lock, std::chrono::milliseconds(ms),
                  [this] { return is_broken_ || (is_stopping_ && !was_stopped_); });
}

Result<HttpAnswer> TalkThread::send(Transport& inner, const HttpRequest& request) {
  {
    const std::lock_guard lock(mutex_);
    if (is_broken_) return error(ErrorCode::unavailable, "This was broken off.");
    if (is_stopping_ && !was_stopped_) {
      was_stopped_ = true;
      return error(ErrorCode::refused, "This was stopped here.");
    }
  }
  return inner.send(request);
}

void TalkThread::publish(const std::function<void(State&)>& change) {
  {
    const std::lock_guard lock(mutex_);
    change(state_);
  }
  means_.wake_up();
}

}  // namespace alongside
