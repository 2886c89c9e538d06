#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "client/sync/pairing_talk.h"

namespace alongside {

// One talk with a server or another device that somebody waits for at a window: on its own thread,
// so that the window goes on. What it brings, the work keeps where both sides of it can see it; it
// may be read once the talk is over.
class TalkThread {
 public:
  struct Means {
    Connect connect;
    std::function<void()> wake_up;               // from its thread, whenever state() has changed
    std::function<void(std::int64_t ms)> pause;  // nothing: by the clock
  };
  // What the work is done with.
  struct Line {
    Connect connect;
    PairingScreen screen;
  };
  using Work = std::function<void(const Line&)>;

  // What a window shows of it: a value, copied out under a lock.
  struct State {
    std::string text;           // for the new device; empty until there is one
    std::string digits, whose;  // what both devices show; empty until then
    bool asks = false;          // waits for answer()
    bool is_over = false;
    bool disk_failed = false;  // this device's own disk would not take part
  };

  TalkThread(Means means, Work work);
  // Breaks off as a lost connection does, and waits for the thread.
  ~TalkThread();
  TalkThread(const TalkThread&) = delete;

  State state() const;
  // Both devices show the same digits, or not.
  void answer(bool is_same);
  // Ends it kindly: the other side is told, if there is a signal. It is over some time later.
  void stop();

 private:
  class Wire;
  void run(const Work& work);
  Line line();
  Result<bool> ask(const std::string& digits, const std::string& whose);
  void pause(std::int64_t ms);
  Result<HttpAnswer> send(Transport& inner, const HttpRequest& request);
  void publish(const std::function<void(State&)>& change);

  Means means_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  State state_;  // and all below: under the mutex
  std::optional<bool> answer_;
  std::set<Transport*> open_;
  bool is_stopping_ = false;  // the next request is not sent, so that the work ends
  bool was_stopped_ = false;  // it was not
  bool is_broken_ = false;
  std::thread thread_;
};

}  // namespace alongside
