#pragma once

struct sqlite3;

namespace alongside {

// Throws the SqliteError for `code` (an extended result code) met while running or binding. The
// text names the schema at most: what was bound, typed or stored is never in it.
[[noreturn]] void raise(sqlite3* connection, int code);

// The same for what SQLite said about a statement's own text, which is always ours: quotes it.
[[noreturn]] void raise_about_text(sqlite3* connection, int code);

}  // namespace alongside
