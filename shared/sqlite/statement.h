#pragma once

#include <optional>
#include <string>

#include "shared/base/id.h"

struct sqlite3_stmt;

namespace alongside {

// A prepared statement with typed binds by position (from 1) and typed columns (from 0).
//   auto& row = db.statement("SELECT name FROM t WHERE id = ?1").bind(1, id);
//   while (row.step()) use(row.text(0));
// Bound views are copied. Column views live until the next step, reset or bind.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* raw) : raw_(raw) {}
  ~Statement();
  Statement(Statement&& other) noexcept : raw_(other.raw_) { other.raw_ = nullptr; }
  Statement(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;

  Statement& reset();
  Statement& bind(int at, std::int64_t value);
  Statement& bind(int at, int value) { return bind(at, static_cast<std::int64_t>(value)); }
  Statement& bind(int at, std::uint64_t value);  // Requires: below 2^63
  Statement& bind(int at, bool value) { return bind(at, static_cast<std::int64_t>(value)); }
  Statement& bind(int at, View value);              // a BLOB
  Statement& bind(int at, std::string_view value);  // TEXT
  Statement& bind(int at, const char* value) { return bind(at, std::string_view(value)); }
  Statement& bind(int at, const std::string& value) { return bind(at, std::string_view(value)); }
  Statement& bind(int at, const Bytes& value) { return bind(at, View(value)); }
  Statement& bind_null(int at);
  template <class Tag, std::size_t Size>
  Statement& bind(int at, const Id<Tag, Size>& id) {
    return bind(at, id.view());
  }
  template <class T>
  Statement& bind(int at, const std::optional<T>& value) {
    return value ? bind(at, *value) : bind_null(at);
  }

  // True: a row is there. False: done, and the statement is reset. Throws SqliteError.
  bool step();
  // Runs to the end. Throws SqliteError.
  void run();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  View blob(int column) const;
  std::string_view text(int column) const;
  // An id of a column that the schema promises to have that length. Requires: it has.
  template <class AnyId>
  AnyId id(int column) const {
    return id_from<AnyId>(blob(column));
  }

 private:
  template <class AnyId>
  static AnyId id_from(View bytes) {
    auto found = AnyId::from(bytes);
    if (!found) broken_schema();
    return *found;
  }
  [[noreturn]] static void broken_schema();
  void require_bound(int code) const;
  sqlite3_stmt* raw_;
};

}  // namespace alongside
