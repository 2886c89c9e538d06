#include "sync-server/store/settings.h"

#include "shared/base/check.h"
#include "shared/protocol/messages.h"

namespace alongside {
namespace {

constexpr std::string_view kSeed = "seed";
constexpr std::string_view kPin = "certificate_pin";

// The names of an address's two rows.
struct AddressNames {
  std::string_view url;
  std::string_view insecure_lan;
};
constexpr AddressNames kAtSetup{"url", "insecure_lan"};
constexpr AddressNames kWhenServing{"served_url", "served_insecure_lan"};

void put(Database& database, std::string_view name, View value) {
  database
      .statement(
          "INSERT INTO setting (name, value) VALUES (?1, ?2)"
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

void keep_address(Database& database, AddressFrom from, const ServerAddress& address) {
  MUST(is_allowed_url(address.url, address.insecure_lan));
  const AddressNames& names = from == AddressFrom::setup ? kAtSetup : kWhenServing;
  put(database, names.url, view_of(address.url));
  put(database, names.insecure_lan, view_of(address.insecure_lan ? "yes" : "no"));
}

void keep_certificate_pin(Database& database, const std::optional<Hash>& pin) {
  put(database, kPin, pin ? pin->view() : View());
}

std::optional<ServerAddress> kept_address(Database& database) {
  for (const AddressNames& names : {kAtSetup, kWhenServing}) {
    const std::optional<Bytes> url = get(database, names.url);
    const std::optional<Bytes> lan = get(database, names.insecure_lan);
    if (!url || !lan) continue;
    ServerAddress address{std::string(text_of(*url)), text_of(*lan) == "yes", {}};
    const std::optional<Bytes> pin = get(database, kPin);
    if (pin && !pin->empty()) {
      const Result<Hash> hash = Hash::from(*pin);
      MUST(hash.has_value());
      address.certificate_pin = *hash;
    }
    return address;
  }
  return std::nullopt;
}

}  // namespace alongside
