#include "shared/base/check.h"
#include "shared/sqlite/database.h"

namespace alongside {

Transaction::Transaction(Database& database) : database_(database) {
  MUST(!database.in_transaction());
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (open_) database_.roll_back();
}

void Transaction::commit() {
  MUST(open_);
  try {
    database_.execute("COMMIT");
  } catch (const SqliteError&) {
    database_.roll_back();
    open_ = false;
    throw;
  }
  open_ = false;
}

}  // namespace alongside
