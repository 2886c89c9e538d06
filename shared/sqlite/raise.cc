#include "shared/sqlite/raise.h"

#include <sqlite3.h>

#include "shared/sqlite/database.h"

namespace alongside {
namespace {

int primary(int code) { return code & 255; }

[[noreturn]] void throw_with(const std::string& words, int code) {
  throw SqliteError(code, words + " (SQLite result " + std::to_string(code) + ")");
}

}  // namespace

bool SqliteError::is_full() const { return primary(code_) == SQLITE_FULL; }

bool SqliteError::is_not_a_database() const { return primary(code_) == SQLITE_NOTADB; }

void raise(sqlite3* connection, int code) {
  // A broken constraint's own words name it, and nothing of the row. Others can quote a search.
  const bool names_schema = connection != nullptr && primary(code) == SQLITE_CONSTRAINT;
  throw_with(names_schema ? sqlite3_errmsg(connection) : sqlite3_errstr(code), code);
}

void raise_about_text(sqlite3* connection, int code) {
  throw_with(sqlite3_errmsg(connection), code);
}

}  // namespace alongside
