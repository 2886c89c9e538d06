#include "tests/client/cli/cli_rig.h"

namespace alongside {
namespace {

void write_something(CliRig& rig) {
  rig.create("Ade");
  REQUIRE(rig.run("Ade", {"person", "add", "--name", "Mo"}).exit == 0);
  REQUIRE(rig.run("Ade", {"note", "add", "Mo", "--text", "We had tea"}).exit == 0);
}

TEST_CASE("CliLeave.ByItselfItSaysWhatWouldBeLostAndDoesNothing", "[cli]") {
  CliRig rig;
  write_something(rig);
  const auto said = rig.run("Ade", {"leave-device"});
  REQUIRE(said.exit == 0);
  const auto json = said.json();
  CHECK(json["left"] == false);
  CHECK(json["server"] == false);
  REQUIRE(json["not_sent"].size() == 1);
  CHECK(json["not_sent"][0]["name"] == "Mo");
  CHECK(json["not_sent"][0]["changes"] == 2);
  std::vector<std::string> words = rig.globals("Ade");
  words.push_back("leave-device");
  const auto told = rig.run_words(words);
  CHECK(told.out.find("Mo: 2 changes not sent\n") != std::string::npos);
  CHECK(rig.run("Ade", {"people"}).exit == 0);
}

TEST_CASE("CliLeave.AnotherNameOrUnsentWordsChangeNothing", "[cli]") {
  CliRig rig;
  write_something(rig);
  CHECK(rig.run("Ade", {"leave-device", "--yes", "Bea", "--lose-unsent"}).exit == 2);
  const auto refused = rig.run("Ade", {"leave-device", "--yes", "Ade"});
  CHECK(refused.exit == 1);
  CHECK(refused.err.find("--lose-unsent") != std::string::npos);
  CHECK(rig.run("Ade", {"note", "list", "Mo"}).json()["items"].size() == 1);
}

TEST_CASE("CliLeave.AfterwardsThereIsNoSuchVault", "[cli]") {
  CliRig rig;
  write_something(rig);
  const auto left = rig.run("Ade", {"leave-device", "--yes", "Ade", "--lose-unsent"});
  REQUIRE(left.exit == 0);
  CHECK(left.json()["left"] == true);
  CHECK(rig.run("Ade", {"people"}).exit == 4);
  rig.create("Ade");
}

TEST_CASE("CliLeave.WhatWasSentNeedsNoWarning", "[cli]") {
  CliRig rig;
  write_something(rig);
  REQUIRE(rig.run("Ade", {"server", "join", encode_invite(rig.charity.invite())}).exit == 0);
  REQUIRE(rig.run("Ade", {"sync"}).exit == 0);
  CHECK(rig.run("Ade", {"leave-device"}).json()["not_sent"].empty());
  CHECK(rig.run("Ade", {"leave-device", "--yes", "Ade"}).exit == 0);
}

TEST_CASE("CliLeave.LaterCommandsOfTheSameRunFindNothing", "[cli]") {
  CliRig rig;
  write_something(rig);
  const auto answers = rig.lines("Ade", "leave-device --yes Ade --lose-unsent\npeople\n").lines();
  REQUIRE(answers.size() == 2);
  CHECK(answers[0]["left"] == true);
  CHECK(answers[1]["error"]["code"] == "wrong_passphrase");
}

}  // namespace
}  // namespace alongside
