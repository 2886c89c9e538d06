#include "tests/client/cli/cli_rig.h"

namespace alongside {
namespace {

using Words = std::vector<std::string>;

// Ade met Mo twice, and Grace once.
struct MetTwice : CliRig {
  MetTwice() {
    create("Ade");
    const auto made = lines("Ade",
                            "person add --name Mo\n"
                            "person add --name Mo\n"
                            "person add --name Grace\n"
                            "person add --me --name Ade\n")
                          .lines();
    first = made[0]["id"];
    second = made[1]["id"];
    grace = made[2]["id"];
  }
  Words bodies(const nlohmann::json& answer) {
    Words words;
    for (const auto& item : answer["items"]) words.push_back(item["fields"]["body"][0]["value"]);
    std::sort(words.begin(), words.end());
    return words;
  }
  std::string first, second, grace;
};

}  // namespace

TEST_CASE("CliJoin.TwoRecordsAreOnePersonToReadAndEachItselfToWriteIn", "[cli]") {
  MetTwice rig;
  const auto answers = rig.lines("Ade", "note add " + rig.second +
                                            " --text two\n"
                                            "join " +
                                            rig.second + " " + rig.first +
                                            "\n"
                                            "people\n"
                                            "note add Mo --text one\n"
                                            "note list Mo\n"
                                            "note list " +
                                            rig.second +
                                            "\n"
                                            "entry list Mo note\n"
                                            "history Mo\n"
                                            "search two\n")
                           .lines();
  CHECK(answers[1]["joined"] == nlohmann::json{rig.first, rig.second});
  CHECK(answers[1]["id"].get<std::string>().size() == 32);
  const nlohmann::json& people = answers[2]["items"];
  REQUIRE(people.size() == 3);
  CHECK(people[0]["id"] == rig.first);
  CHECK(people[0]["names"] == nlohmann::json{"Mo"});
  CHECK(people[0]["joined"] == nlohmann::json{rig.first, rig.second});
  CHECK(people[1]["joined"] == nlohmann::json::array());
  for (const std::size_t list : {4U, 5U, 6U}) {
    CHECK(rig.bodies(answers[list]) == Words{"one", "two"});
    for (const nlohmann::json& note : answers[list]["items"]) {
      const bool is_first = note["fields"]["body"][0]["value"] == "one";
      CHECK(note["record"] == (is_first ? rig.first : rig.second));
    }
  }
  std::set<std::string> records;
  for (const nlohmann::json& row : answers[7]["items"]) records.insert(row["record"]);
  CHECK(records == std::set<std::string>{rig.first, rig.second});
  CHECK(answers[8]["items"][0]["record"] == rig.second);
}

TEST_CASE("CliJoin.UnjoinedEachHasItsOwnAgain", "[cli]") {
  MetTwice rig;
  const auto answers =
      rig.lines("Ade", "note add " + rig.second + " --text two\njoin " + rig.first + " " +
                           rig.second + "\nnote add Mo --text one\nunjoin Mo\npeople\nnote list " +
                           rig.first + "\nnote list " + rig.second + "\n")
          .lines();
  CHECK(answers[3] == nlohmann::json{{"id", rig.first}, {"joined", nlohmann::json::array()}});
  CHECK(answers[4]["items"].size() == 4);
  CHECK(rig.bodies(answers[5]) == Words{"one"});
  CHECK_FALSE(answers[5]["items"][0].contains("record"));
  CHECK(rig.bodies(answers[6]) == Words{"two"});
}

TEST_CASE("CliJoin.OfThreeOneIsTakenOutByItsId", "[cli]") {
  MetTwice rig;
  const auto answers = rig.lines("Ade", "join " + rig.first + " " + rig.second +
                                            "\njoin Mo Grace\nunjoin Mo\nunjoin " + rig.second +
                                            " " + rig.grace + "\nunjoin " + rig.first +
                                            "\npeople\nunjoin " + rig.second + " Grace\npeople\n")
                           .lines();
  CHECK(answers[1]["joined"].size() == 3);
  CHECK(answers[2]["exit"] == 2);
  CHECK(answers[3]["exit"] == 1);
  CHECK(answers[4]["joined"] == nlohmann::json::array());
  CHECK(answers[5]["items"][1]["joined"] == nlohmann::json{rig.second, rig.grace});
  CHECK(answers[6]["joined"] == nlohmann::json::array());
  CHECK(answers[7]["items"].size() == 4);
}

TEST_CASE("CliJoin.WhatCannotBeMeantIsSaidPlainly", "[cli]") {
  MetTwice rig;
  const auto exit_of = [&](const Words& words) {
    const CliRig::Ran ran = rig.run("Ade", words);
    CHECK((ran.exit == 0 || !ran.err.empty()));
    return ran.exit;
  };
  CHECK(exit_of({"join", "Mo", "Grace"}) == 2);         // two people have that name
  CHECK(exit_of({"join", rig.first, rig.first}) == 1);  // one record
  CHECK(exit_of({"join", rig.first, "Nobody"}) == 1);   // not here
  CHECK(exit_of({"join", rig.first, "Ade"}) == 1);      // one's own
  CHECK(exit_of({"join", "Ade", rig.first}) == 1);
  CHECK(exit_of({"join", rig.first}) == 2);
  CHECK(exit_of({"unjoin", rig.first}) == 1);  // joined with none
  CHECK(exit_of({"unjoin", rig.first, rig.second}) == 1);
  CHECK(exit_of({"join", rig.first, rig.second}) == 0);
  CHECK(exit_of({"join", rig.second, rig.first}) == 1);  // already
  CHECK(rig.run("Ade", {"people"}).json()["items"].size() == 3);
}

TEST_CASE("CliJoin.WhatIsDoneWithARecordNamesOne", "[cli]") {
  MetTwice rig;
  rig.create("Bea");
  const auto card = rig.run("Bea", {"card"}).json()["card"].get<std::string>();
  rig.write("bea.card", card);
  REQUIRE(rig.run("Ade", {"contact", "add", rig.path("bea.card")}).exit == 0);
  REQUIRE(rig.run("Ade", {"join", rig.first, rig.second}).exit == 0);
  CHECK(rig.run("Ade", {"share", "Mo", "notes", "Bea", "--why", "to help"}).exit == 2);
  CHECK(rig.run("Ade", {"stop", "Mo", "notes", "Bea"}).exit == 2);
  CHECK(rig.run("Ade", {"take", "Mo", "--to", rig.path("file")}).exit == 2);
  CHECK(rig.run("Ade", {"digest", "Mo"}).exit == 2);
  CHECK(rig.run("Ade", {"hand-over", "Mo", "--to", rig.path("file")}).exit == 2);
  CHECK(rig.run("Ade", {"erase", "Mo", "--everything"}).exit == 2);
  CHECK(rig.run("Ade", {"share", rig.second, "notes", "Bea", "--why", "to help"}).exit == 0);
  const auto shares = rig.run("Ade", {"shares", "Mo"}).json()["items"];
  REQUIRE(shares.size() == 2);  // the notes, and the name with them
  for (const nlohmann::json& share : shares) CHECK(share["record"] == rig.second);
  const auto ledger = rig.run("Ade", {"ledger", "Mo"}).json()["items"];
  CHECK_FALSE(ledger.empty());
  for (const nlohmann::json& row : ledger) CHECK(row["record"] == rig.second);
  Words stop = rig.globals("Ade");
  stop.insert(stop.end(), {"stop", rig.second, "notes", "Bea"});
  const CliRig::Ran stopped = rig.run_words(stop);
  CHECK(stopped.exit == 0);
  CHECK(stopped.out.find("one of the 2 records of this person") != std::string::npos);
}

}  // namespace alongside
