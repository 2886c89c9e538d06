#pragma once

#include "shared/sign/signature.h"
#include "shared/sqlite/database.h"

namespace alongside {

// What the keeper set up once, in the server's database.

// Makes the server's signing key. Requires: setup_server was never called on this database. Throws
// SqliteError.
void setup_server(Database& database, Random& random);

// The server's signing seed; its public key is what clients pin.
// Errors: not_found (setup was not run). Throws SqliteError.
Result<Key> server_seed(Database& database);

// What invites say of how to reach this server.
struct ServerAddress {
  std::string url;
  bool insecure_lan = false;            // plain http in a private network was allowed by the keeper
  std::optional<Hash> certificate_pin;  // of a self-made certificate's public key (SHA-256)
};

// Who said the address: what the keeper said at setup goes before what serve saw.
enum class AddressFrom { setup, serve };

// Keeps the address. Requires: is_allowed_url(address.url, address.insecure_lan). Throws
// SqliteError.
void keep_address(Database& database, AddressFrom from, const ServerAddress& address);

// Keeps what the certificate that is served with says, for either address. Throws SqliteError.
void keep_certificate_pin(Database& database, const std::optional<Hash>& pin);

// Nothing if neither setup nor serve has told it yet. Throws SqliteError.
std::optional<ServerAddress> kept_address(Database& database);

}  // namespace alongside
