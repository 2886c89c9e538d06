#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>

#include "shared/base/id.h"
#include "shared/sqlite/statement.h"

struct sqlite3;

namespace alongside {

// What the disk or SQLite said. Caught in three places only: a user's command, the syncer, the
// server's request handler. The text holds no content.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
  int code() const { return code_; }  // an extended SQLite result code
  bool is_full() const;               // no room left on the disk
  bool is_not_a_database() const;     // a wrong key, or not our file

 private:
  int code_;
};

// How to open a database.
struct OpenDatabase {
  std::filesystem::path path;
  std::optional<Bytes> raw_key;  // 32 bytes: encrypted with ChaCha20-Poly1305 page by page
  const char* vfs = nullptr;     // tests name a registered one; encryption is stacked on it
  bool read_only = false;
  int cache_kib = 8 * 1024;  // memory for pages already decrypted, at most
};

// One connection to one SQLite file: WAL, synchronous=FULL, foreign keys, secure_delete, temporary
// tables in memory, cell_size_check, trusted_schema off, busy timeout 10 s. Not for two threads at
// once.
class Database {
 public:
  // Throws SqliteError.
  explicit Database(const OpenDatabase& how);
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  // Runs statements that give no rows. Throws SqliteError.
  void execute(std::string_view sql);

  // A prepared statement, reset and without bindings; prepared once per `sql` and kept by the
  // connection. `sql` is a literal (kept by address and compared by text). Valid until the same
  // text is asked for again: one use at a time per text. Throws SqliteError.
  Statement& statement(std::string_view sql);

  std::int64_t last_row() const;
  std::int64_t changes() const;  // rows changed by the last statement
  std::int64_t data_version();   // moves when another connection has committed
  // Empties the WAL, so that erased bytes leave the disk. False: another connection is reading or
  // writing. Throws SqliteError.
  bool checkpoint_truncate();
  // Writes a consistent copy under load, with the same key. Throws SqliteError, also if `to`
  // exists.
  void backup_to(const std::filesystem::path& to);
  bool in_transaction() const;

 private:
  friend class Transaction;
  void roll_back() noexcept;  // does nothing if SQLite already rolled back by itself
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// One transaction: commit() or it is rolled back when it goes. BEGIN IMMEDIATE. Not nested.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  void commit();  // Throws SqliteError; then nothing was kept

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace alongside
