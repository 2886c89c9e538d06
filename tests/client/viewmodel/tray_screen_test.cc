#include "client/viewmodel/tray_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

// Bea has written after the stop; Ade has opened the tray.
struct AtTheTray {
  AtTheTray() {
    two.write_late("She rang me about the room");
    REQUIRE(two.ade->person.late_notes() == 1);
    tray.open();
    two.ade.settle();
    REQUIRE(tray.notes().size() == 1);
  }

  std::size_t notes_of_mo() {
    return items(two.ade->session.vault(), {two.mo, kSectionNotes, kKindNote}).size();
  }

  TwoWindows two;
  TrayScreen& tray = two.ade->tray;
};

TEST_CASE("TrayScreen.ShowsWhoWroteWhatAndThatItWasAfterTheStop", "[view]") {
  AtTheTray at;
  const LateCard& note = at.tray.notes()[0];
  CHECK(note.what.key == "tray.after_stop");
  CHECK(note.what.args.at(0).words.at(0).args.at(0).text == "Bea");
  CHECK(note.texts == std::vector<std::string>{"She rang me about the room"});
  CHECK(at.notes_of_mo() == 2);
}

TEST_CASE("TrayScreen.KeptItIsPartOfTheRecord", "[view]") {
  AtTheTray at;
  at.tray.keep(at.tray.notes()[0].batch);
  at.two.ade.settle();
  CHECK(at.tray.notes().empty());
  CHECK(at.notes_of_mo() == 3);
  at.two.show(at.two.ade);
  CHECK(at.two.ade->person.late_notes() == 0);
}

TEST_CASE("TrayScreen.DeletingAsksFirstAndCanBeLeft", "[view]") {
  AtTheTray at;
  const BatchHash note = at.tray.notes()[0].batch;
  at.tray.ask_to_delete(note);
  at.two.ade.settle();
  REQUIRE(at.tray.notes()[0].asks_to_delete);
  at.tray.do_not_delete();
  at.two.ade.settle();
  CHECK_FALSE(at.tray.notes()[0].asks_to_delete);
  at.tray.ask_to_delete(note);
  at.tray.remove(note);
  at.two.ade.settle();
  CHECK(at.tray.notes().empty());
  CHECK(at.notes_of_mo() == 2);
}

TEST_CASE("TrayScreen.AQuestionToDeleteDoesNotOutliveTheScreen", "[view]") {
  AtTheTray at;
  at.tray.ask_to_delete(at.tray.notes()[0].batch);
  at.two.ade.settle();
  at.two.ade->go_back();
  at.two.ade.settle();
  at.tray.open();
  at.two.ade.settle();
  CHECK_FALSE(at.tray.notes()[0].asks_to_delete);
}

}  // namespace
}  // namespace alongside
