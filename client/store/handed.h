#pragma once

#include "client/store/rows.h"

namespace alongside {

// What was made ready for whom, so that it is made ready once: `what` is an EPOCH, a stream's
// address, a message or an identity; `who` an identity or one of its devices. Inside the caller's
// transaction.

template <class AnyId>
bool was_handed(Database& db, View what, const AnyId& who) {
  auto& query =
      db.statement("SELECT 1 FROM handed WHERE what = ?1 AND who = ?2").bind(1, what).bind(2, who);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

// `blob`: what carries it; 0 if somebody else gave it.
template <class AnyId>
void note_handed(Database& db, View what, const AnyId& who, std::int64_t blob) {
  db.statement("INSERT OR IGNORE INTO handed (what, who, blob) VALUES (?1, ?2, ?3)")
      .bind(1, what)
      .bind(2, who)
      .bind(3, blob)
      .run();
}

}  // namespace alongside
