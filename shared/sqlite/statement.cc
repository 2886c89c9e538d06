#include "shared/sqlite/statement.h"

#include <limits>

#include <sqlite3.h>

#include "shared/base/check.h"
#include "shared/sqlite/raise.h"

namespace alongside {
namespace {

// SQLite binds NULL for a null pointer, so empty values need another.
constexpr const char* kNothing = "";

std::size_t size_of(sqlite3_stmt* raw, int column) {
  return static_cast<std::size_t>(sqlite3_column_bytes(raw, column));
}

}  // namespace

// A finalizer's result repeats the last step's, which was thrown then.
Statement::~Statement() { static_cast<void>(sqlite3_finalize(raw_)); }

Statement& Statement::reset() {
  // As above: the result of sqlite3_reset is that of the last step.
  static_cast<void>(sqlite3_reset(raw_));
  MUST(sqlite3_clear_bindings(raw_) == SQLITE_OK);
  return *this;
}

void Statement::require_bound(int code) const {
  if (code == SQLITE_OK) return;
  MUST(code != SQLITE_RANGE && code != SQLITE_MISUSE);
  raise(sqlite3_db_handle(raw_), code);
}

Statement& Statement::bind(int at, std::int64_t value) {
  require_bound(sqlite3_bind_int64(raw_, at, value));
  return *this;
}

Statement& Statement::bind(int at, std::uint64_t value) {
  MUST(value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
  return bind(at, static_cast<std::int64_t>(value));
}

Statement& Statement::bind(int at, View value) {
  const void* from = value.empty() ? static_cast<const void*>(kNothing) : value.data();
  require_bound(sqlite3_bind_blob64(raw_, at, from, value.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind(int at, std::string_view value) {
  const char* from = value.empty() ? kNothing : value.data();
  require_bound(sqlite3_bind_text64(raw_, at, from, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_null(int at) {
  require_bound(sqlite3_bind_null(raw_, at));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(raw_);
  if (code == SQLITE_ROW) return true;
  sqlite3* connection = sqlite3_db_handle(raw_);
  if (code != SQLITE_DONE) {
    // Reset, so that a failed statement does not hold its transaction's locks. Resetting keeps the
    // connection's error text.
    static_cast<void>(sqlite3_reset(raw_));
    raise(connection, code);
  }
  static_cast<void>(sqlite3_reset(raw_));
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(raw_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(raw_, column); }

View Statement::blob(int column) const {
  const auto* at = static_cast<const std::byte*>(sqlite3_column_blob(raw_, column));
  return {at, at == nullptr ? 0 : size_of(raw_, column)};
}

std::string_view Statement::text(int column) const {
  const auto* at = reinterpret_cast<const char*>(sqlite3_column_text(raw_, column));
  return {at, at == nullptr ? 0 : size_of(raw_, column)};
}

void Statement::broken_schema() {
  check_failed("a column has the length that its schema promises", __FILE__, __LINE__);
}

}  // namespace alongside
