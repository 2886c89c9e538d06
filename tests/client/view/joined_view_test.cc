#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "client/store/joined.h"
#include "client/view/app_view.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/pictures.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

// Ade's window; Ade met Mo twice, and wrote a note each time.
struct MetTwice {
  TwoWindows two;
  SpaceId second;

  MetTwice() {
    add("Mo from the market", second);
    two.ade->session.person = second;
    two.ade->write.begin(Writing::note);
    two.ade.settle();
    two.ade->write.words.set_text("Helped her carry the tent.");
    two.ade->write.keep();
    two.ade.settle();
    two.show(two.ade);
  }
  void add(const std::string& name, SpaceId& into) {
    two.ade->session.start_at(Place::people);
    two.ade->add_person.name = name;
    two.ade->add_person.add();
    two.ade.settle();
    into = *two.ade->session.person;
  }
  void join() {
    REQUIRE(join_records(two.ade->session.vault(), two.mo, second));
    two.show(two.ade);
  }
};

// The window on a phone, driven by what it says.
struct Seat : MetTwice {
  Driver driver{{}, [this](const Ui& ui) {
                  draw(*two.ade, ui);
                  two.ade.tick();
                }};
  Seat() { driver.frames(3); }
  void press(const std::string& label) {
    driver.scroll_to(label);
    driver.tap(label);
  }
  // Whether anything in sight says this.
  bool says(const std::string& words) {
    for (const Seen& seen : driver.seen()) {
      if (seen.label.find(words) != std::string::npos) return true;
    }
    return false;
  }
};

constexpr const char* kNames = "Mo / Mo from the market";

TEST_CASE("JoinedView.MetTwiceIsPickedFromAListAndTakenBack", "[view]") {
  Seat seat;
  CHECK_FALSE(seat.says("Helped her carry the tent."));
  seat.press("This is someone I met before");
  REQUIRE(seat.two.ade->place() == Place::same_person);
  seat.driver.tap("Mo from the market");
  REQUIRE(seat.two.ade->place() == Place::person);
  CHECK(seat.driver.sees(kNames));
  CHECK(seat.driver.sees("Shown as one person now. Both records stay as they were."));
  CHECK(seat.says("Helped her carry the tent."));
  CHECK(seat.says("The letter from the council has come."));
  seat.driver.tap("Back");
  CHECK(seat.driver.sees(kNames));
  CHECK_FALSE(seat.driver.sees("Mo from the market"));
  seat.driver.tap(kNames);
  seat.driver.tap("Kept as two records");
  REQUIRE(seat.two.ade->place() == Place::records);
  seat.press("They are two people");
  CHECK(seat.two.ade->place() == Place::person);
  CHECK(seat.driver.sees("Shown as two people again. Nothing is lost."));
  CHECK_FALSE(seat.says("Helped her carry the tent."));
  seat.driver.tap("Back");
  CHECK(seat.driver.sees("Mo"));
  CHECK(seat.driver.sees("Mo from the market"));
}

TEST_CASE("JoinedView.EachRecordIsSharedByItself", "[view]") {
  Seat seat;
  seat.join();
  seat.driver.frames(3);
  CHECK_FALSE(seat.says("Who can see this"));
  CHECK_FALSE(seat.two.ade->person.whole().can_take);
  seat.driver.tap("Kept as two records");
  seat.press(
      "Mo from the market\nYou keep this record until they take it.\nWho can see this: No one "
      "else");
  REQUIRE(seat.two.ade->place() == Place::person);
  CHECK(seat.driver.sees("Mo from the market"));
  CHECK(seat.two.ade->person.whole().can_take);
  CHECK(seat.driver.sees(std::string("One of 2 records of ") + kNames + "."));
  CHECK(seat.says("Helped her carry the tent."));
  CHECK_FALSE(seat.says("The letter from the council has come."));
  seat.driver.tap("Who can see this: No one else");
  CHECK(seat.driver.sees("About Mo from the market"));
  CHECK(seat.driver.sees(std::string("One of 2 records of ") + kNames + "."));
  seat.driver.tap("Back");
  seat.driver.tap("Back");
  REQUIRE(seat.two.ade->place() == Place::records);
  seat.driver.tap("Back");
  CHECK(seat.driver.sees(kNames));
  CHECK(seat.says("The letter from the council has come."));
}

TEST_CASE("JoinedView.NewWordsSayWhichRecordTheyGoInto", "[view]") {
  Seat seat;
  seat.join();
  seat.driver.frames(3);
  seat.driver.tap("Write");
  CHECK(
      seat.driver.sees("Kept in one of their 2 records. You keep this record until they take it."));
  seat.driver.type("Rang the library");
  seat.driver.tap("Keep");
  if (seat.driver.sees("Not now")) seat.driver.tap("Not now");
  const auto notes = items(seat.two.ade->session.vault(), {seat.two.mo, kSectionNotes, kKindNote});
  CHECK(notes.size() == 3);
}

// A draft of a change lies with the entry's own record, and comes back as that change.
TEST_CASE("JoinedView.AChangeOfTheOtherRecordSurvivesACrash", "[view]") {
  MetTwice met;
  met.join();
  AppUnderTest& ade = met.two.ade;
  const auto& notes = ade->person.notes();
  const auto second = std::find_if(notes.begin(), notes.end(), [&](const EntryCard& card) {
    return card.entry.space == met.second;
  });
  REQUIRE(second != notes.end());
  ade->write.begin_change(Writing::note, *second);
  ade.settle();
  ade->write.words.set_text("Helped her carry the tent to the river.");
  ade.wait(1000);
  ade.crash();
  ade.start();
  REQUIRE(ade->people.draft());
  ade->write.resume(*ade->people.draft());
  ade.settle();
  ade->write.keep();
  ade.settle();
  Vault& vault = ade->session.vault();
  const auto now = items(vault, {met.second, kSectionNotes, kKindNote});
  REQUIRE(now.size() == 1);
  CHECK(shown_value(now[0].field(kNoteBody)->versions.at(0).value) ==
        "Helped her carry the tent to the river.");
  CHECK(items(vault, {met.two.mo, kSectionNotes, kKindNote}).size() == 2);
}

TEST_CASE("JoinedView.APauseOfOneAndAReturnOfTheOtherAreToldTogether", "[view]") {
  Seat seat;
  REQUIRE(record_event(seat.two.ade->session.vault(), seat.second,
                       {kPaused, "", std::nullopt, std::nullopt}));
  seat.join();
  seat.driver.frames(3);
  CHECK(seat.driver.sees("Paused since 5 March."));
  seat.driver.tap("Pick up again");
  seat.driver.tap("Keep: Pick up again");
  CHECK(seat.driver.sees("Picked up again, 5 March."));
  CHECK_FALSE(seat.driver.sees("Paused since 5 March."));
}

TEST_CASE("JoinedPictures.ThePerson", "[view][pictures]") {
  MetTwice met;
  met.join();
  take_pictures("person-joined", met.two.ade);
}

TEST_CASE("JoinedPictures.TheList", "[view][pictures]") {
  MetTwice met;
  SpaceId grace;
  met.add("Grace Adeyemi", grace);
  met.two.show(met.two.ade);
  met.two.ade->same_person.open();
  met.two.ade.settle();
  take_pictures("join", met.two.ade);
}

TEST_CASE("JoinedPictures.TwoRecords", "[view][pictures]") {
  MetTwice met;
  met.join();
  met.two.ade->records.open();
  met.two.ade.settle();
  take_pictures("records", met.two.ade);
}

TEST_CASE("JoinedPictures.ThreeRecords", "[view][pictures]") {
  MetTwice met;
  SpaceId third;
  met.add("", third);
  met.join();
  REQUIRE(join_records(met.two.ade->session.vault(), met.second, third));
  met.two.show(met.two.ade);
  met.two.ade->records.open();
  met.two.ade.settle();
  take_pictures("records-three", met.two.ade);
}

TEST_CASE("JoinedPictures.OneOfTwoRecords", "[view][pictures]") {
  MetTwice met;
  met.join();
  met.two.ade->records.open();
  met.two.ade.settle();
  met.two.ade->records.open_record(met.two.ade->records.cards()[1]);
  met.two.ade.settle();
  take_pictures("record-of-two", met.two.ade);
}

}  // namespace
}  // namespace alongside
