#include "client/store/facts.h"

namespace alongside {

std::optional<Bytes> fact(Database& db, std::string_view name) {
  auto& row = db.statement("SELECT value FROM fact WHERE name = ?1").bind(1, name);
  if (!row.step()) return std::nullopt;
  Bytes value = copy_of(row.blob(0));
  row.reset();
  return value;
}

void set_fact(Database& db, std::string_view name, View value) {
  db.statement(
        "INSERT INTO fact (name, value) VALUES (?1, ?2) "
        "ON CONFLICT (name) DO UPDATE SET value = ?2")
      .bind(1, name)
      .bind(2, value)
      .run();
}

void remove_fact(Database& db, std::string_view name) {
  db.statement("DELETE FROM fact WHERE name = ?1").bind(1, name).run();
}

}  // namespace alongside
