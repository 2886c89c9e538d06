#include "client/viewmodel/write_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "client/store/people.h"
#include "tests/client/driver/app_under_test.h"

namespace alongside {
namespace {

// Adds a person without a name and opens them.
void open_new_person(AppUnderTest& app) {
  app->people.add();
  app->add_person.add();
  app.settle();
}

TEST_CASE("WriteScreen.ANoteOfNoOneIsKept", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("He sleeps by the canal");
  app->session.start_at(Place::loose);
  app.settle();
  REQUIRE(app->loose.notes().size() == 1);
  CHECK(app->loose.notes()[0].wordings[0].words == "He sleeps by the canal");
  CHECK(app->loose.notes()[0].wordings[0].by.key == "by.me");
}

TEST_CASE("WriteScreen.AnEmptyNoteIsKept", "[view]") {
  AppUnderTest app;
  app.start();
  app.keep_note("");
  app->session.start_at(Place::loose);
  app.settle();
  CHECK(app->loose.notes().size() == 1);
}

TEST_CASE("WriteScreen.WordsAreSafeWithinASecondAndOfferedAfterACrash", "[view]") {
  AppUnderTest app;
  app.start();
  app->write.begin(Writing::note, true);
  app.settle();
  app->write.words.set_text("half a sent");
  app.wait(900);
  app.crash();
  app.start();
  REQUIRE(app->people.draft());
  CHECK(app->people.draft()->body == "half a sent");
  app->write.resume(*app->people.draft());
  app.settle();
  CHECK(app->write.words.text() == "half a sent");
  CHECK(app->write.is_from_before());
}

TEST_CASE("WriteScreen.AsksToBeWokenWhileWordsAreNotSafe", "[view]") {
  AppUnderTest app;
  app.start();
  app->write.begin(Writing::note, true);
  app.wait(600);
  app->write.words.set_text("a");
  app.wait(1);
  app->write.words.set_text("ab");
  const int due = app->tick(1'000'602);
  CHECK(due > 0);
  CHECK(due <= 500);
}

TEST_CASE("WriteScreen.KeepingDropsTheDraft", "[view]") {
  AppUnderTest app;
  app.start();
  app->write.begin(Writing::note, true);
  app.settle();
  app->write.words.set_text("whole");
  app.wait(900);
  app->write.keep();
  app.settle();
  app.crash();
  app.start();
  CHECK_FALSE(app->people.draft());
}

TEST_CASE("WriteScreen.BackLeavesTheWordsAsADraft", "[view]") {
  AppUnderTest app;
  app.start();
  app->write.begin(Writing::note, true);
  app.settle();
  app->write.words.set_text("not yet");
  app->go_back();
  app.settle();
  CHECK(app->place() == Place::people);
  CHECK(app->people.draft()->body == "not yet");
}

TEST_CASE("WriteScreen.WhatWasLetGoCanBeBroughtBack", "[view]") {
  AppUnderTest app;
  app.start();
  app->write.begin(Writing::note, true);
  app.settle();
  app->write.words.set_text("oh no");
  app->write.let_go();
  app.settle();
  CHECK_FALSE(app->people.draft());
  CHECK(app->session.notice()->can_bring_back);
  app->write.bring_back();
  app.settle();
  CHECK(app->place() == Place::write);
  CHECK(app->write.words.text() == "oh no");
}

TEST_CASE("WriteScreen.ANoteOfAPersonGoesToThatPerson", "[view]") {
  AppUnderTest app;
  app.start();
  open_new_person(app);
  app->write.begin(Writing::note);
  app.settle();
  app->write.words.set_text("Likes the early bus");
  app->write.keep();
  app.settle();
  app->session.start_at(Place::person);
  app.settle();
  REQUIRE(app->person.notes().size() == 1);
  CHECK(app->person.notes()[0].wordings[0].words == "Likes the early bus");
}

TEST_CASE("WriteScreen.AChangeIsOneNewWordingAndNotASecondEntry", "[view]") {
  AppUnderTest app;
  app.start();
  open_new_person(app);
  app->write.begin(Writing::goal);
  app.settle();
  app->write.words.set_text("Quiet, in the morning");
  app->write.keep();
  app.settle();
  app->session.start_at(Place::person);
  app.settle();
  app->write.begin_change(Writing::goal, app->person.goals().at(0));
  app.settle();
  CHECK(app->write.words.text() == "Quiet, in the morning");
  app->write.words.set_text("Quiet");
  app->write.keep();
  app.settle();
  REQUIRE(app->person.goals().size() == 1);
  REQUIRE(app->person.goals()[0].wordings.size() == 1);
  CHECK(app->person.goals()[0].wordings[0].words == "Quiet");
}

// Writes a note of a new person and opens the editor on it.
void change_a_note(AppUnderTest& app) {
  open_new_person(app);
  app->write.begin(Writing::note);
  app.settle();
  app->write.set_their_words(true);
  app->write.words.set_text("I like the early bus");
  app->write.keep();
  app.settle();
  app->session.start_at(Place::person);
  app.settle();
  REQUIRE(app->person.notes().size() == 1);
  app->write.begin_change(Writing::note, app->person.notes()[0]);
  app.settle();
}

TEST_CASE("WriteScreen.WhoseWordsTheyAreStaysWhenTheyAreChanged", "[view]") {
  AppUnderTest app;
  app.start();
  change_a_note(app);
  CHECK(app->write.asks_whose());
  CHECK(app->write.are_their_words());
  app->write.words.set_text("I like the first bus");
  app->write.keep();
  app.settle();
  app->session.start_at(Place::person);
  app.settle();
  const Wording& now = app->person.notes()[0].wordings[0];
  CHECK(now.words == "I like the first bus");
  CHECK(now.said_by == kSaidByPerson);
  CHECK(now.is_their_words);
}

TEST_CASE("WriteScreen.AnEditThatAnEarlierVersionLeftGoesOn", "[view]") {
  AppUnderTest app;
  app.start();
  change_a_note(app);
  const EntryName note = app->person.notes()[0].entry;
  const auto shown = app->person.notes()[0].wordings[0].version;
  Vault& vault = app->session.vault();
  Draft old{"edit:" + note.id.hex(), note.space, "half an ed"};
  old.said_by = kSaidByPerson;
  old.shown = {shown};
  save_draft(vault, old);
  app->write.resume(old);
  app.settle();
  CHECK(app->write.words.text() == "half an ed");
  CHECK_FALSE(draft_at(vault, old.place));
  app->write.keep();
  app.settle();
  CHECK_FALSE(newest_draft(vault));
  const auto card = find_entry_card(vault, note, kNoteBody);
  REQUIRE(card);
  REQUIRE(card->wordings.size() == 1);
  CHECK(card->wordings[0].words == "half an ed");
}

TEST_CASE("WriteScreen.AnEditFromBeforeACrashReplacesOnlyWhatItWasMadeFrom", "[view]") {
  AppUnderTest app;
  app.start();
  change_a_note(app);
  const EntryName note = app->person.notes()[0].entry;
  app->write.words.set_text("half an ed");
  app.wait(900);
  app.crash();
  app.start();
  const Text meanwhile{"came while nobody looked", "coach", "en"};
  REQUIRE(set_entry(app->session.vault(), note, {{kNoteBody, meanwhile, std::nullopt}}));
  app.settle();
  app->write.resume(*app->people.draft());
  app.settle();
  app->write.keep();
  app.settle();
  const auto card = find_entry_card(app->session.vault(), note, kNoteBody);
  REQUIRE(card);
  CHECK(card->wordings.size() == 2);
  CHECK_FALSE(app->people.draft());
}

TEST_CASE("WriteScreen.InMyOwnRecordTheWordsAreMine", "[view]") {
  AppUnderTest app;
  app.start();
  const auto mine = add_my_record(app->session.vault(), "Mo", "en");
  REQUIRE(mine);
  app->session.person = *mine;
  app->write.begin(Writing::note);
  app.settle();
  CHECK_FALSE(app->write.asks_whose());
  app->write.words.set_text("a good day");
  app->write.keep();
  app.settle();
  const auto found = items(app->session.vault(), {*mine, kSectionNotes, kKindNote});
  REQUIRE(found.size() == 1);
  const Value& value = found[0].field(kNoteBody)->versions[0].value;
  CHECK(std::get<Text>(value).said_by == kSaidByPerson);
}

}  // namespace
}  // namespace alongside
