#include "shared/sqlite/migrate.h"

#include "shared/base/check.h"

namespace alongside {
namespace {

int version_of(Database& database) {
  Statement& query = database.statement("PRAGMA user_version");
  MUST(query.step());
  const auto version = static_cast<int>(query.integer(0));
  query.reset();
  return version;
}

void run(Database& database, const Migration& migration) {
  Transaction transaction(database);
  // Another program may have done this step while we waited for the lock.
  if (version_of(database) >= migration.number) return;
  database.execute(migration.sql);
  database.execute("PRAGMA user_version = " + std::to_string(migration.number));
  transaction.commit();
}

}  // namespace

Result<int> migrate(Database& database, std::span<const Migration> migrations) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    MUST(migrations[i].number == static_cast<int>(i) + 1);
  }
  const int found = version_of(database);
  if (found < 0 || found > static_cast<int>(migrations.size())) {
    return error(ErrorCode::unknown_version,
                 "This was written by a newer Alongside. Nothing was changed.");
  }
  for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(found))) {
    run(database, migration);
  }
  return found;
}

}  // namespace alongside
