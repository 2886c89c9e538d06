#include "shared/sqlite/database.h"

#include <unordered_map>

#include <sqlite3.h>

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/base/wipe.h"
#include "shared/sqlite/raise.h"

namespace alongside {
namespace {

constexpr int kBusyTimeoutMs = 10000;
constexpr std::size_t kKeySize = 32;
constexpr std::string_view kRawKeyMark = "raw:";

struct CloseConnection {
  // With every statement finalized, closing cannot be refused.
  void operator()(sqlite3* connection) const { MUST(sqlite3_close(connection) == SQLITE_OK); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

void require_ok(const Connection& connection, int code) {
  if (code != SQLITE_OK) raise(connection.get(), code);
}

void execute_on(const Connection& connection, const std::string& sql) {
  const int code = sqlite3_exec(connection.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) raise_about_text(connection.get(), code);
}

// The key goes in as bytes behind a mark, so that SQLite's own, weaker key derivation is not used.
void set_key(const Connection& connection, View key) {
  MUST(key.size() == kKeySize);
  const int cipher = sqlite3mc_cipher_index("chacha20");
  MUST(cipher > 0 && sqlite3mc_config(connection.get(), "cipher", cipher) == cipher);
  std::array<std::byte, kRawKeyMark.size() + kKeySize> marked;
  const View mark = view_of(kRawKeyMark);
  std::copy(key.begin(), key.end(), std::copy(mark.begin(), mark.end(), marked.begin()));
  const int code = sqlite3_key_v2(connection.get(), "main", marked.data(), marked.size());
  wipe(marked);
  require_ok(connection, code);
}

Connection open_connection(const OpenDatabase& how) {
  const int mode =
      how.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  // Encryption is a VFS of its own, which SQLite stacks on the named one when it sees this name.
  const std::string vfs = how.vfs == nullptr ? "" : std::string("multipleciphers-") + how.vfs;
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(how.path.c_str(), &raw, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                      vfs.empty() ? nullptr : vfs.c_str());
  Connection connection(raw);
  require_ok(connection, code);
  if (how.raw_key && !PLANT(vault_is_not_encrypted)) set_key(connection, *how.raw_key);
  require_ok(connection, sqlite3_busy_timeout(raw, kBusyTimeoutMs));
  return connection;
}

void set_pragmas(const Connection& connection, bool read_only, int cache_kib) {
  // The first read: a wrong key shows here.
  execute_on(connection, "SELECT count(*) FROM sqlite_schema");
  if (!read_only) execute_on(connection, "PRAGMA journal_mode = WAL");
  execute_on(connection, PLANT(commits_are_not_synced) ? "PRAGMA synchronous = NORMAL"
                                                       : "PRAGMA synchronous = FULL");
  execute_on(connection,
             "PRAGMA foreign_keys = ON;"
             "PRAGMA secure_delete = ON;"
             "PRAGMA temp_store = MEMORY;"
             "PRAGMA cell_size_check = ON;"
             "PRAGMA trusted_schema = OFF;");
  // A bulk write goes over the same pages again and again: they reach the file once, from a WAL of
  // at most half the cache or so.
  execute_on(connection, "PRAGMA cache_size = -" + std::to_string(cache_kib) +
                             "; PRAGMA wal_autocheckpoint = " + std::to_string(cache_kib / 8));
}

}  // namespace

struct Database::Parts {
  // One prepared text. The copy of the text guards against a buffer that was used again for
  // another.
  struct Prepared {
    std::string sql;
    Statement statement;
  };

  OpenDatabase how;
  Connection connection;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> by_text;
  std::unordered_map<const char*, Prepared*> by_address;

  ~Parts() {
    by_address.clear();
    by_text.clear();
    if (how.raw_key) wipe(*how.raw_key);
  }

  Prepared& prepared(std::string_view sql) {
    Prepared*& known = by_address[sql.data()];
    if (known != nullptr && known->sql == sql) return *known;
    std::unique_ptr<Prepared>& slot = by_text[std::string(sql)];
    if (!slot) slot = prepare(sql);
    known = slot.get();
    return *known;
  }

  std::unique_ptr<Prepared> prepare(std::string_view sql) const {
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(connection.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, &rest);
    if (code != SQLITE_OK) raise_about_text(connection.get(), code);
    MUST(raw != nullptr && rest == sql.data() + sql.size());
    return std::make_unique<Prepared>(Prepared{std::string(sql), Statement(raw)});
  }
};

Database::Database(const OpenDatabase& how) : parts_(std::make_unique<Parts>()) {
  parts_->how = how;
  parts_->connection = open_connection(how);
  set_pragmas(parts_->connection, how.read_only, how.cache_kib);
  auto& mode = statement("PRAGMA journal_mode");
  MUST(mode.step());
  if (!how.read_only && mode.text(0) != "wal") raise(nullptr, SQLITE_CANTOPEN);
  mode.reset();
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

void Database::execute(std::string_view sql) { execute_on(parts_->connection, std::string(sql)); }

Statement& Database::statement(std::string_view sql) {
  return parts_->prepared(sql).statement.reset();
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(parts_->connection.get());
}

std::int64_t Database::changes() const { return sqlite3_changes64(parts_->connection.get()); }

std::int64_t Database::data_version() {
  Statement& query = statement("PRAGMA data_version");
  MUST(query.step());
  const std::int64_t version = query.integer(0);
  query.reset();
  return version;
}

bool Database::checkpoint_truncate() {
  const int done = sqlite3_wal_checkpoint_v2(parts_->connection.get(), "main",
                                             SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (done == SQLITE_BUSY || done == SQLITE_LOCKED) return false;
  require_ok(parts_->connection, done);
  return true;
}

void Database::backup_to(const std::filesystem::path& to) {
  if (std::filesystem::exists(to)) raise(nullptr, SQLITE_CANTOPEN);
  OpenDatabase how = parts_->how;
  how.path = to;
  how.read_only = false;
  const Connection target = open_connection(how);
  if (how.raw_key) wipe(*how.raw_key);
  sqlite3_backup* backup =
      sqlite3_backup_init(target.get(), "main", parts_->connection.get(), "main");
  if (backup == nullptr) raise(target.get(), sqlite3_extended_errcode(target.get()));
  // All pages in one step: one read transaction, so what others write meanwhile is not mixed in.
  const int stepped = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE) raise(target.get(), stepped);
  require_ok(target, finished);
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(parts_->connection.get()) == 0;
}

void Database::roll_back() noexcept {
  if (!in_transaction()) return;
  // SQLite leaves the transaction even where it reports that undoing met an error.
  static_cast<void>(sqlite3_exec(parts_->connection.get(), "ROLLBACK", nullptr, nullptr, nullptr));
  MUST(!in_transaction());
}

}  // namespace alongside
