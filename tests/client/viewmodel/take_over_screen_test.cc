#include "client/viewmodel/take_over_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/holding.h"
#include "tests/client/driver/kept_by_two.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

TEST_CASE("TakeOverScreen.AfterItNobodyElseKeepsTheRecord", "[view]") {
  KeptByTwo at;
  CHECK(at.is_kept_by_another());
  at.open();
  REQUIRE(at.mo->take_over.holders().size() == 1);
  CHECK_FALSE(at.mo->take_over.ends_own_devices());
  at.mo->take_over.passphrase = "my own words";
  at.mo->take_over.take_over();
  at.mo.settle();
  CHECK(at.mo->place() == Place::person);
  CHECK(at.mo->session.notice()->words.key == "own.done");
  CHECK_FALSE(at.is_kept_by_another());
  CHECK_FALSE(at.mo->person.whole().can_take_over);
  CHECK(at.mo->take_over.passphrase.empty());
  CHECK(at.mo->person.notes().size() == 1);
}

TEST_CASE("TakeOverScreen.WithoutThePassphraseNothingChanges", "[view]") {
  KeptByTwo at;
  at.open();
  at.mo->take_over.passphrase = "other words";
  at.mo->take_over.take_over();
  at.mo.settle();
  REQUIRE(at.mo->take_over.trouble());
  CHECK(at.mo->take_over.trouble()->key == "recovery.wrong_passphrase");
  CHECK(at.is_kept_by_another());
}

// Whether everything is as before where somebody leaves it as it is.
bool leaving_changes_nothing() {
  KeptByTwo at;
  at.open();
  at.mo->take_over.passphrase = "my own words";
  at.mo->go_back();
  at.mo.settle();
  return at.is_kept_by_another() && at.mo->place() == Place::person &&
         at.mo->take_over.passphrase.empty();
}

TEST_CASE("TakeOverScreen.LeavingItAsItIsChangesNothing", "[view]") {
  CHECK(leaving_changes_nothing());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("TakeOverScreen.APlantedBugIsCaught", "[view]") {
  CHECK(is_caught("leaving_takes_over", leaving_changes_nothing));
}
#endif

}  // namespace
}  // namespace alongside
