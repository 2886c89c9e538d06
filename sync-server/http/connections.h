#pragma once

#include <atomic>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "sync-server/http/limits.h"

namespace alongside {

// All open connections, and one thread that cuts those that take too long: a blocking read or write
// on a connection that was cut ends at once. Who has not yet shown a token is cut first when others
// wait, so slow strangers cannot keep devices out, and what they cost is bounded.
class Connections {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // One connection, from its accept to its end. Made and used by the thread that serves it.
  class Open {
   public:
    Open(Connections& all, int socket);
    ~Open();
    Open(const Open&) = delete;

    void begin_request();  // its first byte is there
    void admit();          // it showed a token that may go on
    void end_request();

   private:
    friend class Connections;
    void enter(bool is_admitted, std::chrono::milliseconds limit);

    Connections& all_;
    std::list<Open*>::iterator at_;
    int socket_;
    bool is_admitted_ = false;
    Time since_;  // when it entered the state it is in
    Time deadline_;
  };

  Connections();
  ~Connections();
  Connections(const Connections&) = delete;

  // One more, or one less, connection that no thread has taken up yet.
  void count_waiting(int change) { waiting_ += change; }

  // Cuts every connection that has shown no token, and after `grace` all others.
  void cut_all(std::chrono::seconds grace);

  std::size_t size();

 private:
  void watch();
  void cut(const Open& connection);

  std::atomic<int> waiting_{0};
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::list<Open*> open_;
  bool is_stopping_ = false;
  std::thread watcher_;  // last: it uses all of the above
};

}  // namespace alongside
