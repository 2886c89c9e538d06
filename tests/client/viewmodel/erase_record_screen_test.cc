#include "client/viewmodel/erase_record_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/drafts.h"
#include "client/store/erase_record.h"
#include "tests/client/driver/kept_by_two.h"
#include "tests/client/driver/two_windows.h"
#include "tests/support/planted.h"

namespace alongside {
namespace {

std::string told(AppUnderTest& app) {
  return app->session.notice() ? app->session.notice()->words.key : "";
}

// Asks for the shown record to be erased, by the screens.
void erase(AppUnderTest& app, const std::string& passphrase = "three quiet words") {
  app->erase_record.open();
  app.settle();
  REQUIRE(app->place() == Place::erase_record);
  app->erase_record.passphrase = passphrase;
  app->erase_record.erase();
  app.settle();
}

std::string when(AppUnderTest& app) {
  const auto& line = app->person.whole().to_erase;
  return line ? line->key : "";
}

// Ade's window, in which all of Mo's record is erased; Bea could read the notes of it.
struct Erased {
  TwoWindows two;

  Erased() {
    two.share("So that Bea can help", true);
    two.sync_all();
    two.show(two.ade);
    erase(two.ade);
    two.pass(0);
    two.sync(two.ade);
    two.show(two.bea);
  }
  void come_due() {
    two.pass(kEraseWaitMs + 1);
    two.sync(two.ade);
  }
};

TEST_CASE("EraseRecordScreen.SaysWhoCouldReadItAndBeginsTheWaitOnly", "[view]") {
  TwoWindows two;
  CHECK(two.ade->person.whole().can_erase);
  two.share("So that Bea can help");
  two.show(two.ade);
  erase(two.ade, "other words");
  REQUIRE(two.ade->erase_record.trouble());
  CHECK(two.ade->erase_record.trouble()->key == "recovery.wrong_passphrase");
  CHECK(records_to_erase(two.ade->session.vault()).empty());
  REQUIRE(two.ade->erase_record.readers());
  CHECK(two.ade->erase_record.readers()->args.at(0).text == "Bea");
  CHECK(two.ade->erase_record.not_sent() > 0);
  CHECK_FALSE(two.ade->erase_record.is_elsewhere());
  two.ade->erase_record.passphrase = "three quiet words";
  two.ade->erase_record.erase();
  two.ade.settle();
  CHECK(two.ade->place() == Place::person);
  CHECK(told(two.ade) == "erase_all.asked");
  CHECK(two.ade->erase_record.passphrase.empty());
  CHECK(when(two.ade) == "erase_all.waits");
  CHECK_FALSE(two.ade->person.whole().can_erase);
  CHECK(two.ade->person.notes().size() == 2);
  two.sync(two.ade);
  CHECK(when(two.ade) == "erase_all.on");
}

TEST_CASE("EraseRecordScreen.AWaitThatBeginsIsShownAlsoWhereNothingElseWasSent", "[view]") {
  TwoWindows two;
  two.sync_all();
  two.show(two.ade);
  erase(two.ade);
  REQUIRE(when(two.ade) == "erase_all.waits");
  two.sync(two.ade);
  CHECK(when(two.ade) == "erase_all.on");
}

TEST_CASE("EraseRecordScreen.ItCanBeCalledOff", "[view]") {
  Erased it;
  it.two.show(it.two.ade);
  it.two.ade->erase_record.call_off();
  it.two.ade.settle();
  CHECK(told(it.two.ade) == "erase_all.called_off");
  CHECK(when(it.two.ade).empty());
  CHECK(it.two.ade->person.whole().can_erase);
  it.come_due();
  CHECK(it.two.ade->person.notes().size() == 2);
}

// Whether nothing was asked for where somebody leaves the question.
bool leaving_asks_nothing() {
  TwoWindows two;
  two.ade->erase_record.open();
  two.ade.settle();
  two.ade->erase_record.passphrase = "three quiet words";
  two.ade->go_back();
  two.ade.settle();
  return records_to_erase(two.ade->session.vault()).empty() && two.ade->place() == Place::person &&
         two.ade->erase_record.passphrase.empty();
}

TEST_CASE("EraseRecordScreen.LeavingTheQuestionAsksNothing", "[view]") {
  CHECK(leaving_asks_nothing());
}

TEST_CASE("EraseRecordScreen.AfterTheWaitItIsGoneFromBothAndTheListSaysWhoHasNotConfirmed",
          "[view]") {
  Erased it;
  it.two.show(it.two.ade);
  it.come_due();
  CHECK(it.two.ade->place() == Place::people);
  CHECK(told(it.two.ade) == "erase_all.is_gone");
  CHECK(it.two.ade->people.rows().empty());
  it.two.ade->people.settings();
  it.two.ade.settle();
  CHECK(it.two.ade->settings.has_erased_records());
  it.two.ade->erase.show_erased_records();
  it.two.ade.settle();
  REQUIRE(it.two.ade->erase.erased().size() == 1);
  CHECK(it.two.ade->erase.erased()[0].what.key == "erased.record");
  CHECK(says(it.two.ade->erase.erased()[0].states, "erased.unconfirmed"));
  it.two.sync_all();
  CHECK(says(it.two.ade->erase.erased()[0].states, "erased.confirmed"));
  CHECK(it.two.bea->place() == Place::people);
  CHECK(told(it.two.bea) == "erase_all.is_gone");
  CHECK(it.two.bea->people.rows().empty());
}

// Whether nothing of it stays in an editor, or comes back as a draft.
bool the_editor_has_no_words_of_it() {
  Erased it;
  AppUnderTest& bea = it.two.bea;
  bea->write.begin_change(Writing::note, bea->person.notes().at(0));
  bea.settle();
  bea->write.words.set_text("The letter, once more");
  it.come_due();
  it.two.sync(bea);
  it.two.sync(bea);
  bea.wait(5000);
  return bea->write.words.text().empty() && bea->place() == Place::people &&
         !newest_draft(bea->session.vault());
}

TEST_CASE("EraseRecordScreen.NothingOfItStaysInAnEditor", "[view]") {
  CHECK(the_editor_has_no_words_of_it());
}

#ifdef ALONGSIDE_PLANTS
TEST_CASE("EraseRecordScreen.PlantedBugsAreCaught", "[view]") {
  CHECK(is_caught("not_erasing_erases", leaving_asks_nothing));
  CHECK(is_caught("the_editor_keeps_an_erased_record", the_editor_has_no_words_of_it));
}
#endif

TEST_CASE("EraseRecordScreen.WhatElseIsOnTheScreenStays", "[view]") {
  Erased it;
  it.two.bea->session.start_at(Place::people);
  it.two.bea->people.settings();
  it.two.bea.settle();
  it.come_due();
  it.two.sync(it.two.bea);
  CHECK(it.two.bea->place() == Place::settings);
  CHECK(told(it.two.bea).empty());
}

TEST_CASE("EraseRecordScreen.OnesOwnRecordAndBeginningAnew", "[view]") {
  KeptByTwo at;
  REQUIRE(at.mo->person.whole().can_erase);
  erase(at.mo, "my own words");
  CHECK(at.mo->erase_record.is_mine());
  CHECK_FALSE(at.mo->erase_record.has_server());
  CHECK(at.mo->erase_record.is_elsewhere());
  CHECK(when(at.mo) == "erase_all.on");
  at.mo.clock.now += kEraseWaitMs + 1;
  at.mo.crash();
  at.mo.start("mine", "my own words");
  REQUIRE(at.mo->session.is_open());
  CHECK(at.mo->people.rows().empty());
  at.mo->erase.show_erased_records();
  at.mo.settle();
  REQUIRE(at.mo->erase.erased().size() == 1);
  CHECK(at.mo->erase.erased()[0].what.key == "erased.my_record");
  const RootId before = at.mo->session.vault().me();
  at.mo.crash();
  at.mo.start("anew", "other words");
  REQUIRE(at.mo->session.is_open());
  CHECK(at.mo->session.vault().me() != before);
  CHECK(erased_records(at.mo->session.vault()).empty());
}

TEST_CASE("EraseRecordScreen.WhoOnlyReadsIsNotOfferedIt", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help", true);
  two.sync_all();
  two.show(two.bea);
  CHECK_FALSE(two.bea->person.whole().can_erase);
}

}  // namespace
}  // namespace alongside
