#include "sync-server/store/tokens.h"

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

#define ALONGSIDE_DEVICE_COLUMNS \
  "number, enrolled_ms, seen_ms, is_disabled, stored_bytes, day, day_bytes, family"

Hash stored_form(const Token& token) { return tagged_hash("alongside/token", {token.view()}); }
Hash stored_form(const InviteSecret& secret) {
  return tagged_hash("alongside/invite", {secret.view()});
}

std::int64_t day_of(TimeMs time) { return time / kDayMs; }

ServerDevice device_of(const Statement& row) {
  ServerDevice device;
  device.number = row.integer(0);
  device.enrolled_ms = row.integer(1);
  device.seen_ms = row.integer(2);
  device.is_disabled = row.integer(3) != 0;
  device.stored_bytes = row.integer(4);
  device.day = row.integer(5);
  device.day_bytes = row.integer(6);
  device.family = row.integer(7);
  return device;
}

}  // namespace

std::optional<ServerDevice> Tokens::find(const Token& token) {
  auto& query =
      database_.statement("SELECT " ALONGSIDE_DEVICE_COLUMNS " FROM device WHERE token_hash = ?1")
          .bind(1, stored_form(token));
  if (!query.step()) return std::nullopt;
  ServerDevice device = device_of(query);
  query.reset();
  return device;
}

std::vector<ServerDevice> Tokens::all() {
  auto& query =
      database_.statement("SELECT " ALONGSIDE_DEVICE_COLUMNS " FROM device ORDER BY number");
  std::vector<ServerDevice> devices;
  while (query.step()) devices.push_back(device_of(query));
  return devices;
}

bool Tokens::disable(std::int64_t number) {
  database_.statement("UPDATE device SET is_disabled = 1 WHERE number = ?1").bind(1, number).run();
  return database_.changes() == 1;
}

bool Tokens::has_room(const ServerDevice& device, std::int64_t bytes, TimeMs now,
                      const Quota& quota) {
  const std::int64_t today = device.day == day_of(now) ? device.day_bytes : 0;
  return bytes <= quota.bytes_per_day - today && bytes <= quota.bytes_in_all - device.stored_bytes;
}

void Tokens::count_stored(ServerDevice& device, std::int64_t bytes, TimeMs now) {
  if (device.day != day_of(now)) device.day_bytes = 0;
  device.day = day_of(now);
  device.day_bytes += bytes;
  device.stored_bytes += bytes;
  database_
      .statement(
          "UPDATE device SET stored_bytes = ?2, day = ?3, day_bytes = ?4"
          " WHERE number = ?1")
      .bind(1, device.number)
      .bind(2, device.stored_bytes)
      .bind(3, device.day)
      .bind(4, device.day_bytes)
      .run();
}

void Tokens::saw(ServerDevice& device, TimeMs now) {
  if (now - device.seen_ms < kSeenStepMs && now >= device.seen_ms) return;
  device.seen_ms = now - now % kSeenStepMs;
  database_.statement("UPDATE device SET seen_ms = ?2 WHERE number = ?1")
      .bind(1, device.number)
      .bind(2, device.seen_ms)
      .run();
}

std::int64_t Tokens::add(const Token& token, std::int64_t family, TimeMs now) {
  const TimeMs minute = now - now % kSeenStepMs;
  database_
      .statement(
          "INSERT INTO device (token_hash, enrolled_ms, seen_ms, family) VALUES (?1, ?2, ?2, ?3)")
      .bind(1, stored_form(token))
      .bind(2, minute)
      .bind(3, family)
      .run();
  const std::int64_t number = database_.last_row();
  database_.statement("UPDATE device SET family = number WHERE number = ?1 AND family = 0")
      .bind(1, number)
      .run();
  return number;
}

void Tokens::add_invite(const InviteSecret& secret, TimeMs now) {
  database_.statement("INSERT INTO invite (secret_hash, expires_ms) VALUES (?1, ?2)")
      .bind(1, stored_form(secret))
      .bind(2, now + kInviteLifeMs)
      .run();
}

bool Tokens::use_invite(const InviteSecret& secret, const Token& token, TimeMs now) {
  auto& query = database_
                    .statement(
                        "SELECT invite.expires_ms, invite.used_ms, device.token_hash"
                        " FROM invite LEFT JOIN device ON device.number = invite.device"
                        " WHERE secret_hash = ?1")
                    .bind(1, stored_form(secret));
  if (!query.step()) return false;
  const TimeMs expires = query.integer(0);
  const bool is_used = !query.is_null(1) && !PLANT(server_takes_an_invite_twice);
  const TimeMs used = is_used ? query.integer(1) : 0;
  const bool is_repeat = is_used && query.id<Hash>(2) == stored_form(token);
  query.reset();
  if (is_used) return is_repeat && now - used <= kEnrolRepeatMs;
  if (now >= expires) return false;
  const std::int64_t device = add(token, 0, now);
  database_.statement("UPDATE invite SET used_ms = ?2, device = ?3 WHERE secret_hash = ?1")
      .bind(1, stored_form(secret))
      .bind(2, now)
      .bind(3, device)
      .run();
  return true;
}

Result<bool> Tokens::use_recovery(std::int64_t maker, const Token& token, TimeMs now) {
  auto& query = database_
                    .statement(
                        "SELECT family, (SELECT count(*) FROM device AS one WHERE one.family ="
                        " maker.family AND one.number <> one.family AND one.enrolled_ms >= ?2),"
                        " (SELECT max(is_disabled) FROM device AS one WHERE one.family ="
                        " maker.family) FROM device AS maker WHERE number = ?1")
                    .bind(1, maker)
                    .bind(2, day_of(now) * kDayMs);
  MUST(query.step());
  const std::int64_t family = query.integer(0);
  const std::int64_t today = query.integer(1);
  const bool is_closed = query.integer(2) != 0;
  query.reset();
  if (is_closed) return error(ErrorCode::refused, "A device of this recovery was disabled.");
  if (find(token)) return true;
  if (today >= kMaxRecoveriesPerDay) {
    return error(ErrorCode::busy, "This recovery was used too often today.");
  }
  add(token, family, now);
  return true;
}

}  // namespace alongside
