#include "sync-server/store/schema.h"

#include "sync-server/store/migrations.h"

namespace alongside {

Result<Database> open_server_database(const OpenDatabase& how) {
  Database database(how);
  TRY_DO(migrate(database, kServerStoreMigrations));
  return database;
}

}  // namespace alongside
