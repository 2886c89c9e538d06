#pragma once

#include "client/store/holding.h"
#include "tests/client/driver/taken_along.h"

namespace alongside {

// Mo's own window: Ade put the record into an ordinary file, so both keep it.
class KeptByTwo {
 public:
  KeptByTwo() {
    along_.open_as_new_vault(mo, along_.take());
    mo->recovery.later();
    mo->session.clear_notice();
    mo.settle();
    REQUIRE(mo->place() == Place::person);
  }

  void open() {
    mo->take_over.open();
    mo.settle();
  }
  bool is_kept_by_another() { return !holding_of(mo->session.vault(), along_.mo).holders.empty(); }

 private:
  TakenAlong along_;

 public:
  AppUnderTest mo;
};

}  // namespace alongside
