#include "sync-server/store/settings.h"

#include "shared/base/check.h"
#include "shared/protocol/messages.h"

namespace alongside {
namespace {

constexpr std::string_view kSeed = "seed";
constexpr std::string_view kUrl = "url";
constexpr std::string_view kInsecureLan = "insecure_lan";

void put(Database& database, std::string_view name, View value) {
  database
      .statement("INSERT INTO setting (name, value) VALUES (?1, ?2)"
                 " ON CONFLICT (name) DO UPDATE SET value = ?2")
      .bind(1, name)
      .bind(2, value)
      .run();
}

std::optional<Bytes> get(Database& database, std::string_view name) {
  auto& query = database.statement("SELECT value FROM setting WHERE name = ?1").bind(1, name);
  if (!query.step()) return std::nullopt;
  Bytes value = copy_of(query.blob(0));
  query.reset();
  return value;
}

}  // namespace

void setup_server(Database& database, Random& random) {
  MUST(!get(database, kSeed));
  put(database, kSeed, Key::random(random).view());
}

Result<Key> server_seed(Database& database) {
  const std::optional<Bytes> seed = get(database, kSeed);
  if (!seed) return error(ErrorCode::not_found, "No server was set up here; run setup first.");
  return Key::from(*seed);
}

void keep_address(Database& database, const ServerAddress& address) {
  MUST(is_allowed_url(address.url, address.insecure_lan));
  put(database, kUrl, view_of(address.url));
  put(database, kInsecureLan, view_of(address.insecure_lan ? "yes" : "no"));
}

std::optional<ServerAddress> kept_address(Database& database) {
  const std::optional<Bytes> url = get(database, kUrl);
  const std::optional<Bytes> lan = get(database, kInsecureLan);
  if (!url || !lan) return std::nullopt;
  return ServerAddress{std::string(text_of(*url)), text_of(*lan) == "yes"};
}

}  // namespace alongside
