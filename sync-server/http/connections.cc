#include "sync-server/http/connections.h"

#include <sys/socket.h>

namespace alongside {
namespace {

Connections::Time now() { return std::chrono::steady_clock::now(); }

}  // namespace

Connections::Open::Open(Connections& all, int socket) : all_(all), socket_(socket) {
  const std::scoped_lock lock(all_.mutex_);
  since_ = now();
  deadline_ = since_ + kHeadDeadline;
  at_ = all_.open_.insert(all_.open_.end(), this);
}

Connections::Open::~Open() {
  const std::scoped_lock lock(all_.mutex_);
  all_.open_.erase(at_);
  all_.changed_.notify_all();
}

void Connections::Open::enter(bool is_admitted, std::chrono::milliseconds limit) {
  const std::scoped_lock lock(all_.mutex_);
  is_admitted_ = is_admitted;
  since_ = now();
  deadline_ = since_ + limit;
}

void Connections::Open::begin_request() { enter(false, kHeadDeadline); }
void Connections::Open::admit() { enter(true, kRequestDeadline); }
void Connections::Open::end_request() { enter(false, kIdleTimeout); }

Connections::Connections() : watcher_([this] { watch(); }) {}

Connections::~Connections() {
  {
    const std::scoped_lock lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  watcher_.join();
}

// The number stays the connection's own until Open is gone, so that no other socket is hit.
void Connections::cut(const Open& connection) { ::shutdown(connection.socket_, SHUT_RDWR); }

void Connections::watch() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    changed_.wait_for(lock, kWatchInterval);
    const Time time = now();
    const bool others_wait = waiting_ > 0;
    for (const Open* connection : open_) {
      const bool may_be_cut = others_wait && !connection->is_admitted_;
      if (time > connection->deadline_ || (may_be_cut && time > connection->since_ + kGrace)) {
        cut(*connection);
      }
    }
  }
}

void Connections::cut_all(std::chrono::seconds grace) {
  std::unique_lock lock(mutex_);
  for (const Open* connection : open_) {
    if (!connection->is_admitted_) cut(*connection);
  }
  changed_.wait_for(lock, grace, [this] { return open_.empty(); });
  for (const Open* connection : open_) cut(*connection);
}

std::size_t Connections::size() {
  const std::scoped_lock lock(mutex_);
  return open_.size();
}

}  // namespace alongside
