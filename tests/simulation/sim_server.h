#pragma once

#include <set>

#include "client/sync/transport.h"
#include "sync-server/store/answer.h"
#include "tests/simulation/sim_device.h"

namespace alongside {

// The real server's store and answers on a disk of its own, without HTTP.
class SimServer {
 public:
  explicit SimServer(std::uint64_t seed);

  SigningPublic key() const { return answerer_->key(); }
  SigningKey signing_key();  // for a server that lies
  // A fresh invite, good for 24 hours of the server's clock.
  Invite invite();

  // Answers one request. Nothing: its disk failed on the way, and it must be restarted.
  std::optional<HttpAnswer> post(const HttpRequest& request, const Token& token);
  bool is_down() const { return disk.is_unplugged(); }

  // The program or the machine stops and starts again.
  void crash_and_restart(Crash crash, SeededRandom& how);

  // A backup as the keeper makes it: consistent. restore() puts it in place of everything.
  struct Backup {
    DiskImage files;
    std::set<std::pair<Address, Hash>> promised;
  };
  Backup backup() const { return {disk.image(), promised_}; }
  void restore(const Backup& backup);

  bool holds(const Address& address, const Hash& blob);
  bool is_dropped(const Address& address);  // what it held is gone, as its owner asked
  // Blobs for which a receipt left the server and which are not in its log.
  std::vector<Hash> broken_promises();
  std::uint64_t count_of_blobs();
  // Every blob, by address, in order.
  std::map<Address, std::vector<Bytes>> all_blobs();

  VirtualClock clock;
  SimDisk disk;
  std::vector<std::string> markers;   // texts that no request may hold
  std::uint64_t marked_requests = 0;  // how many did
  std::uint64_t restores = 0;

 private:
  void open();
  void close();
  void note_promises(View request, View answer);

  SeededRandom random_;
  std::optional<Database> database_;
  std::optional<Answerer> answerer_;
  std::set<std::pair<Address, Hash>> promised_;
};

// True if one of `markers` stands in `bytes`.
bool holds_marker(View bytes, const std::vector<std::string>& markers);

}  // namespace alongside
