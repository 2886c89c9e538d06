#include "client/viewmodel/receive_screen.h"

#include <fstream>

#include "client/store/exchange_file.h"
#include "client/store/files.h"
#include "client/store/people.h"
#include "client/store/take_record.h"
#include "tests/client/driver/taken_along.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

namespace fs = std::filesystem;

// Bea at another charity, to whom Mo brings the stick and the code.
struct Brought {
  TakenAlong along;
  std::string code = along.take();
  AppUnderTest bea;

  Brought() {
    bea.drives.push_back(along.stick);
    bea.start("bea", "another passphrase");
    open();
  }
  void open() {
    bea->receive.open();
    bea.settle();
  }
  void receive(const std::string& typed) {
    bea->receive.code = typed;
    bea->receive.receive();
    bea.settle();
  }
  std::string trouble() { return bea->receive.trouble() ? bea->receive.trouble()->key : ""; }
  std::size_t people_here() { return people(bea->session.vault()).size(); }
};

TEST_CASE("ReceiveScreen.TheFileAndItsCodeBringTheRecord", "[view]") {
  Brought at;
  CHECK(at.bea->receive.asks_code());
  CHECK_FALSE(at.bea->receive.makes_vault());
  at.receive(at.code);
  REQUIRE(at.bea->place() == Place::person);
  CHECK(at.bea->person.notes().size() == 1);
  CHECK(at.bea->person.whole().can_take);
  CHECK(at.bea->session.notice()->words.key == "receive.is_here");
  CHECK(at.bea->receive.code.empty());
}

TEST_CASE("ReceiveScreen.AWrongLetterIsNamedByItsGroup", "[view]") {
  Brought at;
  std::string wrong = at.code;
  wrong[13] = wrong[13] == '0' ? '1' : '0';  // in the third group
  at.receive(wrong);
  REQUIRE(at.trouble() == "code.group");
  CHECK(at.bea->receive.trouble()->args[0].text == "3");
  CHECK(at.people_here() == 0);
}

TEST_CASE("ReceiveScreen.WhatDoesNotFitIsSaidAndNothingIsTakenIn", "[view]") {
  Brought at;
  at.receive("");
  CHECK(at.trouble() == "code.needed");
  at.receive(recovery_code(RecoverySecret::random(at.bea->session.vault().random())));
  CHECK(at.trouble() == "receive.other_code");
  at.receive(at.code + " 00000");
  CHECK(at.trouble() == "code.not_one");
  fs::resize_file(at.along.file(), fs::file_size(at.along.file()) - 1);
  at.receive(at.code);
  CHECK(at.trouble() == "receive.damaged");
  fs::resize_file(at.along.file(), 20);
  at.receive(at.code);
  CHECK(at.trouble() == "receive.damaged");
  fs::remove(at.along.file());
  at.receive(at.code);
  CHECK(at.trouble() == "place.no_file");
  CHECK(at.people_here() == 0);
}

TEST_CASE("ReceiveScreen.AFileOfANewerAppSaysSo", "[view]") {
  Brought at;
  Bytes bytes = read_file(at.along.file(), 1 << 24).value();
  bytes[14] = std::byte{9};
  std::ofstream(at.along.file(), std::ios::binary) << text_of(bytes);
  at.receive(at.code);
  CHECK(at.trouble() == "receive.newer");
}

TEST_CASE("ReceiveScreen.AFileCanBeTypedAndOnlyOursAreListed", "[view]") {
  Brought at;
  fs::create_directories(at.bea.home());
  std::ofstream(at.along.stick / "holiday.alongside") << "no";
  fs::copy_file(at.along.file(), at.bea.home() / "mine");
  fs::create_directories(at.along.stick / "folder.alongside");
  at.open();
  REQUIRE(at.bea->receive.file.choices().size() == 2);
  at.bea->receive.file.choose(1);
  at.bea->receive.file.typed = "~/mine";
  at.receive(at.code);
  CHECK(at.bea->place() == Place::person);
}

TEST_CASE("ReceiveScreen.ARecordThatIsHereTakesInWhatIsNew", "[view]") {
  Brought at;
  at.receive(at.code);
  at.bea->session.start_at(Place::people);
  at.open();
  at.receive(at.code);
  CHECK(at.bea->session.notice()->words.key == "receive.was_here");
  CHECK(at.people_here() == 1);
}

TEST_CASE("ReceiveScreen.ItBecomesAVaultOfTheirOwn", "[view]") {
  Brought at;
  AppUnderTest mo;
  mo.drives.push_back(at.along.stick);
  mo->receive.open();
  mo.settle();
  CHECK(mo->receive.makes_vault());
  mo->receive.code = at.code;
  mo->receive.receive();
  mo.settle();
  CHECK(mo->receive.trouble()->key == "start.needs_both");
  mo->receive.new_vault.name = "mine";
  mo->receive.new_vault.passphrase = "my own words";
  mo->receive.receive();
  mo.settle();
  REQUIRE(mo->session.is_open());
  CHECK(mo->place() == Place::recovery);
  CHECK_FALSE(mo->recovery.code().empty());
  mo->recovery.later();
  mo.settle();
  CHECK(mo->place() == Place::person);
  CHECK(mo->person.is_mine());
  CHECK(mo->person.notes().size() == 1);
  CHECK_FALSE(mo->receive.has_typed());
  mo.crash();
  mo.start("mine", "my own words");
  CHECK(people(mo->session.vault()).size() == 1);
}

TEST_CASE("ReceiveScreen.ARecordThatIsHandedOverIsTheirsAlone", "[view]") {
  TakenAlong along;
  Vault& vault = along.ade->session.vault();
  const auto roots_key =
      unlock_roots(vault, along.ade->session.vault_name(), view_of("three quiet words"));
  REQUIRE(roots_key);
  const auto taken = take_record(vault, along.mo, *roots_key, along.file(), FileFor::taking_over);
  REQUIRE(taken);
  AppUnderTest mo;
  mo.drives.push_back(along.stick);
  mo->receive.open();
  mo.settle();
  mo->receive.code = taken->code;
  mo->receive.new_vault.name = "mine";
  mo->receive.new_vault.passphrase = "my own words";
  mo->receive.receive();
  mo.settle();
  REQUIRE(mo->session.notice());
  CHECK(mo->session.notice()->words.key == "receive.is_yours_alone");
}

TEST_CASE("ReceiveScreen.AVaultOfThatNameIsNotTouched", "[view]") {
  Brought at;
  AppUnderTest mo;
  mo.start("mine", "first words");
  mo.keep_note("still here");
  mo.crash();
  mo.drives.push_back(at.along.stick);
  mo->receive.open();
  mo.settle();
  mo->receive.code = at.code;
  mo->receive.new_vault.name = "mine";
  mo->receive.new_vault.passphrase = "my own words";
  mo->receive.receive();
  mo.settle();
  CHECK(mo->receive.trouble()->key == "start.name_taken");
  mo.start("mine", "first words");
  CHECK(mo->people.loose_count() == 1);
}

TEST_CASE("ReceiveScreen.WhatWasNotSentElsewhereNeedsNoCode", "[view]") {
  TwoWindows two;
  two.share("So that Bea can help");
  two.sync_all();
  two.keep(two.ade, Writing::note, "The room is free on Friday.");
  const fs::path stick = two.bea.plug_in("STICK");
  REQUIRE(write_exchange(two.ade->session.vault(), stick / "x.alongside", std::nullopt));
  two.bea->session.start_at(Place::people);
  two.bea->receive.open();
  two.bea.settle();
  CHECK_FALSE(two.bea->receive.asks_code());
  two.bea->receive.receive();
  two.bea.settle();
  REQUIRE(two.bea->session.notice());
  CHECK(two.bea->session.notice()->words.key == "receive.taken_in");
  CHECK(two.bea->session.notice()->words.count == 1);
}

TEST_CASE("ReceiveScreen.LeavingForgetsWhatWasTyped", "[view]") {
  AppUnderTest app;
  app->start.arrive();
  app->receive.open();
  app.settle();
  app->receive.code = "0G7KP";
  app->receive.new_vault.passphrase = "words";
  app->go_back();
  app.settle();
  CHECK(app->place() == Place::arrive);
  CHECK_FALSE(app->receive.has_typed());
}

}  // namespace
}  // namespace alongside
