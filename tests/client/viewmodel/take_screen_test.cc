#include "client/viewmodel/take_screen.h"

#include "client/store/ledger.h"
#include "tests/client/driver/taken_along.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

bool ledger_says_taken(TakenAlong& along) {
  const auto rows = ledger(along.ade->session.vault(), along.mo);
  REQUIRE(rows);
  return std::any_of(rows->begin(), rows->end(),
                     [](const LedgerRow& row) { return row.kind == LedgerKind::taken; });
}

TEST_CASE("TakeScreen.TheFileIsWrittenItsCodeShownAndTheLedgerSaysSo", "[view]") {
  TakenAlong along;
  CHECK(along.ade->place() == Place::take);
  CHECK_FALSE(ledger_says_taken(along));
  const std::string code = along.take();
  CHECK(code.size() == 7 * 6 - 1);
  CHECK(code.find('-') == std::string::npos);
  CHECK(std::filesystem::exists(along.file()));
  CHECK(along.ade->take.passphrase.empty());
  CHECK(ledger_says_taken(along));
}

TEST_CASE("TakeScreen.WithoutThePassphraseThereIsNoFile", "[view]") {
  TakenAlong along;
  along.ade->take.passphrase = "other words";
  along.ade->take.make();
  along.ade.settle();
  CHECK(along.ade->take.trouble()->key == "recovery.wrong_passphrase");
  CHECK(along.ade->take.code().empty());
  CHECK(std::filesystem::is_empty(along.stick));
  CHECK_FALSE(ledger_says_taken(along));
}

TEST_CASE("TakeScreen.AStickThatWasPulledOutLeavesNoCode", "[view]") {
  TakenAlong along;
  std::filesystem::remove_all(along.stick);
  CHECK(along.take().empty());
  CHECK(along.ade->take.trouble()->key == "place.no_folder");
  CHECK_FALSE(ledger_says_taken(along));
}

// Whether the code is nowhere once one has left the screen by this way.
bool is_forgotten(const std::function<void(App&)>& by) {
  TakenAlong along;
  if (along.take().empty()) return false;
  by(*along.ade);
  along.ade.settle();
  if (along.ade->place() != Place::person) return false;
  along.ade->take.open();
  along.ade.settle();
  return along.ade->take.code().empty();
}

bool is_forgotten_when_done() {
  return is_forgotten([](App& app) { app.take.done(); });
}

TEST_CASE("TakeScreen.TheCodeIsShownOnceHoweverOneLeaves", "[view]") {
  CHECK(is_forgotten_when_done());
  CHECK(is_forgotten([](App& app) { app.go_back(); }));
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("TakeScreen.APlantedBugIsCaught", "[view]") {
  CHECK(is_caught("the_code_of_a_file_stays", is_forgotten_when_done));
}
#endif

TEST_CASE("TakeScreen.OnlyWhoKeepsTheRecordIsOfferedIt", "[view]") {
  TakenAlong along;
  along.ade->go_back();
  along.ade.settle();
  CHECK(along.ade->person.whole().can_take);
  CHECK_FALSE(along.ade->person.is_mine());
}

}  // namespace
}  // namespace alongside
