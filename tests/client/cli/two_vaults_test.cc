#include "tests/client/cli/cli_rig.h"

namespace alongside {
namespace {

// Ade holds Mo's record and has shared notes and goals with Bea, with the right to write.
struct TwoVaults {
  CliRig rig;
  std::string goal;

  TwoVaults() {
    for (const char* name : {"Ade", "Bea"}) {
      rig.create(name);
      const auto joined = rig.run(name, {"server", "join", encode_invite(rig.charity.invite())});
      INFO(joined.err);
      REQUIRE(joined.exit == 0);
      rig.write(std::string("card-of-") + name,
                rig.run(name, {"card"}).json()["card"].get<std::string>());
    }
    const auto begun = rig.lines("Ade", "contact add " + rig.path("card-of-Bea") +
                                            "\nperson add --name Mo\n"
                                            "entry add Mo goal wording=quiet\n"
                                            "share Mo notes Bea --write --why 'so Bea can help'\n"
                                            "share Mo goals Bea --write --why 'so Bea can help'\n"
                                            "sync\n");
    INFO(begun.out);
    REQUIRE(begun.exit == 0);
    goal = begun.lines()[2]["id"];
    const auto taken =
        rig.lines("Bea", "contact add " + rig.path("card-of-Ade") + "\nsync\npeople\n");
    INFO(taken.out);
    REQUIRE(taken.lines()[2]["items"].size() == 1);
  }
};

}  // namespace

TEST_CASE("CliTwoVaults.EditsMadeApartAreBothShownOnBothDevices", "[cli]") {
  TwoVaults two;
  two.rig.lines("Ade", "entry set " + two.goal +
                           " wording='Quiet, in the morning'\n"
                           "note add Mo --text 'met at the canal'\n");
  two.rig.lines("Bea", "entry set " + two.goal +
                           " wording='Funny, with my sister'\n"
                           "note add Mo --text 'rang about the flat'\n");
  for (const char* name : {"Ade", "Bea", "Ade"}) REQUIRE(two.rig.run(name, {"sync"}).exit == 0);
  std::vector<nlohmann::json> shown;
  for (const char* name : {"Ade", "Bea"}) {
    const auto answers =
        two.rig.lines(name, "entry show " + two.goal + "\nnote list Mo\ndigest Mo\n").lines();
    CHECK(answers[0]["fields"]["wording"].size() == 2);
    CHECK(answers[1]["items"].size() == 2);
    shown.push_back(answers[2]);
  }
  CHECK(shown[0] == shown[1]);
}

TEST_CASE("CliTwoVaults.AChoiceMadeOnOneDeviceHoldsOnBoth", "[cli]") {
  TwoVaults two;
  two.rig.run("Ade", {"entry", "set", two.goal, "wording=one"});
  two.rig.run("Bea", {"entry", "set", two.goal, "wording=two"});
  for (const char* name : {"Ade", "Bea", "Ade"}) two.rig.run(name, {"sync"});
  const auto versions = two.rig.run("Ade", {"entry", "show", two.goal}).json()["fields"]["wording"];
  REQUIRE(versions.size() == 2);
  const auto chosen = versions[1];
  const auto version = chosen["version"].get<std::string>();
  CHECK(two.rig.run("Ade", {"choose", two.goal, "wording", version}).json()["changed"] == true);
  for (const char* name : {"Ade", "Bea"}) two.rig.run(name, {"sync"});
  const auto after = two.rig.run("Bea", {"entry", "show", two.goal}).json()["fields"]["wording"];
  REQUIRE(after.size() == 1);
  CHECK(after[0]["value"] == chosen["value"]);
}

TEST_CASE("CliTwoVaults.SyncAnswersItsCountsAndExitCodes", "[cli]") {
  TwoVaults two;
  two.rig.run("Bea", {"note", "add", "Mo", "--text", "one"});
  two.rig.weather = captive_portal();
  const auto offline = two.rig.run("Bea", {"sync"});
  CHECK(offline.exit == 3);
  CHECK(offline.json()["state"] == "offline");
  CHECK(offline.json()["pending"] == 1);
  two.rig.weather = [](const HttpRequest&) { return std::nullopt; };
  const auto sent = two.rig.run("Bea", {"sync"});
  CHECK(sent.exit == 0);
  std::set<std::string> keys;
  const auto answer = sent.json();
  for (const auto& [key, value] : answer.items()) keys.insert(key);
  CHECK(keys == std::set<std::string>{"state", "sent", "received", "pending", "requests",
                                      "bytes_up", "bytes_down"});
  CHECK(answer["state"] == "sent");
  CHECK(answer["sent"] == 1);
  const auto received = two.rig.run("Ade", {"sync"}).json();
  CHECK(received["received"] == 1);
}

TEST_CASE("CliTwoVaults.AContactCannotShareWhatIsNotTheirs", "[cli]") {
  TwoVaults two;
  const auto ran = two.rig.run("Bea", {"share", "Mo", "notes", "Ade", "--why", "x"});
  CHECK(ran.exit == 1);
  CHECK(ran.json()["error"]["code"] == "not_allowed");
}

}  // namespace alongside
