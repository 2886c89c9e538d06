#pragma once

#include "shared/protocol/messages.h"
#include "shared/sqlite/database.h"
#include "sync-server/store/limits.h"

namespace alongside {

// One enrolled device, as far as a server knows it: a number, times and sizes.
struct ServerDevice {
  std::int64_t number = 0;
  std::int64_t family = 0;  // the number of the device whose invite let this one in, maybe its own
  TimeMs enrolled_ms = 0;
  TimeMs seen_ms = 0;  // last sync, to the minute
  bool is_disabled = false;
  std::int64_t stored_bytes = 0;
  std::int64_t day = 0;  // the day that day_bytes is about
  std::int64_t day_bytes = 0;
};

// Who may talk to this server: tokens and invites, both kept as hashes only. Every function runs in
// the caller's transaction and throws SqliteError.
class Tokens {
 public:
  // `database` is open_server_database's and outlives this.
  explicit Tokens(Database& database) : database_(database) {}

  std::optional<ServerDevice> find(const Token& token);
  std::vector<ServerDevice> all();

  // From now on the device is turned away, and recovery streams of its family let nobody in. False:
  // no device has this number.
  bool disable(std::int64_t number);

  // Whether the device may store `bytes` more today.
  static bool has_room(const ServerDevice& device, std::int64_t bytes, TimeMs now,
                       const Quota& quota);
  void count_stored(ServerDevice& device, std::int64_t bytes, TimeMs now);

  // Notes the last sync, if the one noted is more than a minute old.
  void saw(ServerDevice& device, TimeMs now);

  void add_invite(const InviteSecret& secret, TimeMs now);

  // Turns an invite into a device with `token`. The same invite and token again within ten minutes
  // is the repeat of a lost answer and also true. False: unknown, used or expired.
  bool use_invite(const InviteSecret& secret, const Token& token, TimeMs now);

  // Enrols a device with `token` into the family of the device that made a recovery stream. The
  // same token again is the repeat of a lost answer and changes nothing. Errors: refused if a
  // device of the family was disabled; busy if it was let in too often today. Requires: `maker` is
  // a device's number.
  Result<bool> use_recovery(std::int64_t maker, const Token& token, TimeMs now);

 private:
  // `family` 0: the new device is the first of its own.
  std::int64_t add(const Token& token, std::int64_t family, TimeMs now);
  Database& database_;
};

}  // namespace alongside
