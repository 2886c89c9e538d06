#include <catch2/catch_test_macros.hpp>

#include "client/store/ledger.h"
#include "client/store/shares.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr const char* kWhy = "So that Bea can help while Ade is away";
constexpr TimeMs kHour = 3'600'000;

// Some days of sharing: Bea reads the notes, looks, and asks for the wishes.
void some_days(TwoWindows& two) {
  two.share(kWhy, true);
  two.sync_all();
  two.bea.clock.now += 3 * kHour;
  two.show(two.bea);
  REQUIRE(ask_for(two.bea->session.vault(), {two.mo, kSectionGoals},
                  "I know a landlord who might have a room", "en"));
  two.ade.clock.now += 26 * kHour;
  two.sync_all();
}

void open_form(TwoWindows& two) {
  two.ade->share.begin(kSectionNotes, two.bea->session.vault().me());
  two.ade.settle();
  two.ade->share.why = kWhy;
  two.ade->share.how_long = HowLong::month;
}

TEST_CASE("SharingPictures.NobodyElse", "[view][pictures]") {
  TwoWindows two;
  two.ade->sharing.open();
  two.ade.settle();
  take_pictures("sharing-first", two.ade);
}

TEST_CASE("SharingPictures.WhoCanSeeThis", "[view][pictures]") {
  TwoWindows two;
  some_days(two);
  two.show(two.ade);
  two.ade->sharing.open();
  two.ade.settle();
  take_pictures("sharing", two.ade);
}

TEST_CASE("SharingPictures.ThePersonWithWhatWaits", "[view][pictures]") {
  TwoWindows two;
  some_days(two);
  two.stop();
  two.keep(two.bea, Writing::note, "She rang me about the room.");
  two.sync_all();
  two.show(two.ade);
  take_pictures("person-shared", two.ade);
}

TEST_CASE("SharingPictures.Stopped", "[view][pictures]") {
  TwoWindows two;
  some_days(two);
  two.stop();
  take_pictures("sharing-stopped", two.ade);
}

TEST_CASE("SharingPictures.AskedToStop", "[view][pictures]") {
  TwoWindows two;
  some_days(two);
  two.show(two.ade);
  two.ade->sharing.open();
  two.ade.settle();
  const SharedPart& notes = TwoWindows::part(two.ade, kSectionNotes);
  two.ade->sharing.ask_to_stop(notes, notes.readers.at(0));
  two.ade.settle();
  take_pictures("stop", two.ade);
}

TEST_CASE("SharingPictures.TheForm", "[view][pictures]") {
  TwoWindows two;
  open_form(two);
  two.ade.settle();
  take_pictures("share", two.ade);
}

TEST_CASE("SharingPictures.TheFormWithoutAWhy", "[view][pictures]") {
  TwoWindows two;
  open_form(two);
  two.ade->share.why.clear();
  two.ade->share.look();
  two.ade.settle();
  take_pictures("share-no-why", two.ade);
}

TEST_CASE("SharingPictures.WhatTheyWouldSee", "[view][pictures]") {
  TwoWindows two;
  open_form(two);
  two.ade->share.look();
  two.ade.settle();
  take_pictures("share-check", two.ade);
}

TEST_CASE("SharingPictures.LateNotes", "[view][pictures]") {
  TwoWindows two;
  two.write_late("She rang me about the room. I said I would ask.");
  two.ade->tray.open();
  two.ade.settle();
  take_pictures("tray", two.ade);
}

TEST_CASE("SharingPictures.ALateNoteAboutToBeDeleted", "[view][pictures]") {
  TwoWindows two;
  two.write_late("She rang me about the room. I said I would ask.");
  two.ade->tray.open();
  two.ade.settle();
  two.ade->tray.ask_to_delete(two.ade->tray.notes().at(0).batch);
  two.ade.settle();
  take_pictures("tray-delete", two.ade);
}

TEST_CASE("SharingPictures.WhatHappened", "[view][pictures]") {
  TwoWindows two;
  some_days(two);
  two.show(two.ade);
  two.ade->ledger.open();
  two.ade.settle();
  take_pictures("ledger", two.ade);
}

TEST_CASE("SharingPictures.SomebodyElsesRecord", "[view][pictures]") {
  TwoWindows two;
  two.share(kWhy, true);
  two.sync_all();
  two.show(two.bea);
  take_pictures("person-of-another", two.bea);
  two.bea->sharing.open();
  two.bea.settle();
  take_pictures("sharing-of-another", two.bea);
}

TEST_CASE("SharingPictures.StoppedOnTheOtherSide", "[view][pictures]") {
  TwoWindows two;
  two.write_late("She rang me about the room.");
  two.show(two.bea);
  take_pictures("person-not-shared", two.bea);
  two.bea->sharing.open();
  two.bea.settle();
  take_pictures("sharing-not-shared", two.bea);
}

}  // namespace
}  // namespace alongside
