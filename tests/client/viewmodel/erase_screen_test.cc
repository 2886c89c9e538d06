#include "client/viewmodel/erase_screen.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/drafts.h"
#include "tests/client/driver/two_windows.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

// Asks to erase the newest note, from the editor.
void ask(AppUnderTest& app) {
  app->write.begin_change(Writing::note, app->person.notes().at(0));
  app.settle();
  REQUIRE(app->write.can_erase());
  app->erase.ask(*app->write.can_erase());
  app.settle();
  REQUIRE(app->place() == Place::erase);
}

void erase(AppUnderTest& app) {
  ask(app);
  app->erase.erase();
  app.settle();
}

TEST_CASE("EraseScreen.AsksFirstAndSaysWhatGoesAndWhoCouldReadIt", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.show(two.ade);
  ask(two.ade);
  REQUIRE(two.ade->erase.words().size() == 1);
  CHECK(two.ade->erase.words()[0] == "The letter from the council has come.");
  REQUIRE(two.ade->erase.readers());
  CHECK(two.ade->erase.readers()->args[0].text == "Bea");
  two.ade->go_back();
  two.ade.settle();
  CHECK(two.ade->place() == Place::write);
  CHECK(two.ade->write.words.text() == "The letter from the council has come.");
}

TEST_CASE("EraseScreen.TheListSaysWhoHasNotConfirmedUntilTheyHave", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.show(two.ade);
  erase(two.ade);
  REQUIRE(two.ade->place() == Place::erased);
  CHECK(two.ade->session.notice()->words.key == "erase.done");
  REQUIRE(two.ade->erase.erased().size() == 1);
  CHECK(says(two.ade->erase.erased()[0].states, "erased.unconfirmed"));
  two.sync_all();
  CHECK(says(two.ade->erase.erased()[0].states, "erased.confirmed"));
  two.show(two.bea);
  CHECK(two.bea->person.notes().size() == 1);
  two.show(two.ade);
  CHECK(two.ade->person.notes().size() == 1);
  two.ade->sharing.open();
  two.ade.settle();
  CHECK(two.ade->sharing.has_erased());
}

// Whether nothing of an erased note comes back as a draft or in the editor.
bool leaves_no_words() {
  TwoWindows two;
  two.ade->write.begin_change(Writing::note, two.ade->person.notes().at(0));
  two.ade.settle();
  two.ade->write.words.set_text("The letter, once more");
  two.ade->erase.ask(*two.ade->write.can_erase());
  two.ade.settle();
  two.ade->erase.erase();
  two.ade.settle();
  two.ade.wait(5000);
  two.ade->locking.lock();
  two.ade.settle();
  two.ade->locking.drawn();
  two.ade.settle();
  return two.ade->write.words.text().empty() && !newest_draft(two.ade->session.vault());
}

TEST_CASE("EraseScreen.NothingOfItStaysInTheEditorOrComesBackAsADraft", "[view]") {
  CHECK(leaves_no_words());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("EraseScreen.APlantedBugIsCaught", "[view]") {
  CHECK(is_caught("the_editor_keeps_what_was_erased", leaves_no_words));
}
#endif

TEST_CASE("EraseScreen.OnlyWhereTheRecordIsKept", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help", true);
  two.sync_all();
  two.show(two.bea);
  two.bea->write.begin_change(Writing::note, two.bea->person.notes().at(0));
  two.bea.settle();
  CHECK_FALSE(two.bea->write.can_erase());
}

TEST_CASE("EraseScreen.ANoteOfNoOneCanBeErasedToo", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("by the canal");
  app->session.start_at(Place::people);
  app->people.open_loose();
  app.settle();
  app->write.begin_change(Writing::note, app->loose.notes().at(0));
  app.settle();
  REQUIRE(app->write.can_erase());
  app->erase.ask(*app->write.can_erase());
  app.settle();
  CHECK_FALSE(app->erase.readers());
  app->erase.erase();
  app.settle();
  CHECK(app->erase.erased().size() == 1);
  app->go_back();
  app.settle();
  CHECK(app->place() == Place::loose);
  CHECK(app->loose.notes().empty());
}

TEST_CASE("EraseScreen.WhatWasWrittenBeforeTheyKnewWaitsWithItsReason", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help", true);
  two.sync_all();
  two.show(two.ade);
  erase(two.ade);
  two.show(two.bea);
  two.bea->write.begin_change(Writing::note, two.bea->person.notes().at(0));
  two.bea.settle();
  two.bea->write.words.set_text("The letter has come, and it is good news.");
  two.bea->write.keep();
  two.bea.settle();
  two.sync(two.ade);
  two.sync_all();
  two.show(two.ade);
  REQUIRE(two.ade->person.late_notes() == 1);
  two.ade->tray.open();
  two.ade.settle();
  REQUIRE(two.ade->tray.notes().size() == 1);
  CHECK(two.ade->tray.notes()[0].what.key == "tray.after_erase");
}

}  // namespace
}  // namespace alongside
