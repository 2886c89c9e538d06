#include "tests/client/cli/cli_rig.h"

namespace alongside {
namespace {

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

using Keys = std::set<std::string>;

}  // namespace

TEST_CASE("CliShapes.AVaultIsMadeWithARecoveryCode", "[cli]") {
  CliRig rig;
  const auto made = rig.run("Ade", {"vault", "create", "--kdf", "light"}).json();
  CHECK(made["id"].get<std::string>().size() == 64);
  const auto code = made["recovery_code"].get<std::string>();
  CHECK(rig.run("Ade", {"vault", "info"}).json()["backed_up"] == false);
  CHECK(rig.run("Ade", {"vault", "recovery-code", "check", "-"}, code + "\n").exit == 0);
  CHECK(rig.run("Ade", {"vault", "info"}).json()["backed_up"] == true);
  CHECK(rig.run("Ade", {"vault", "create", "--kdf", "light"}).exit == 1);
}

TEST_CASE("CliShapes.AnItemHasItsFieldsWithAllVersions", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto answers = rig.lines("Ade",
                                 "person add --name Mo\n"
                                 "note add Mo --text 'by the canal' --said-by person "
                                 "--language cy --at 2026-03-05T14:05\n"
                                 "note list Mo\n")
                           .lines();
  const nlohmann::json& item = answers[2]["items"][0];
  CHECK(keys_of(item) == Keys{"id", "kind", "section", "author", "at", "received", "fields"});
  CHECK(item["id"] == answers[1]["id"]);
  CHECK(item["kind"] == "note");
  CHECK(item["section"] == "notes");
  CHECK(keys_of(item["fields"]) == Keys{"body", "at", "said_by", "language"});
  const nlohmann::json& body = item["fields"]["body"][0];
  CHECK(keys_of(body) ==
        Keys{"version", "value", "author", "at", "received", "said_by", "language"});
  CHECK(body["value"] == "by the canal");
  CHECK(item["fields"]["said_by"][0]["value"] == "person");
  CHECK(item["fields"]["said_by"][0]["version"] == body["version"]);
  CHECK(item["fields"]["language"][0]["value"] == "cy");
  CHECK(item["fields"]["at"][0]["value"] == "2026-03-05T14:05:00Z");
}

TEST_CASE("CliShapes.EveryKindOfEntrySavesEmpty", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto answers = rig.lines("Ade",
                                 "person add\n"
                                 "person add --name Mo\n"
                                 "note add\n"
                                 "note add Mo\n"
                                 "entry add Mo goal\n"
                                 "entry add Mo note\n"
                                 "entry list Mo\n")
                           .lines();
  for (std::size_t i = 0; i < 6; ++i) CHECK(answers[i].contains("id"));
  CHECK(answers[6]["items"].size() >= 3);
}

TEST_CASE("CliShapes.WhoseWordsTheyAreFollowsTheRecord", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto answers = rig.lines("Ade",
                                 "person add --name Mo\n"
                                 "person add --me --name Ade\n"
                                 "note add Mo --text one\n"
                                 "note add Ade --text two\n"
                                 "note list Mo\n"
                                 "note list Ade\n")
                           .lines();
  CHECK(answers[4]["items"][0]["fields"]["said_by"][0]["value"] == "coach");
  CHECK(answers[5]["items"][0]["fields"]["said_by"][0]["value"] == "person");
}

TEST_CASE("CliShapes.ASaveThatChangesNothingSaysSo", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto first = rig.lines("Ade", "person add --name Mo\nentry add Mo goal wording=quiet\n");
  const auto goal = first.lines()[1]["id"].get<std::string>();
  const auto answers = rig.lines("Ade",
                                 "status\n"
                                 "entry set " +
                                     goal +
                                     " wording=quiet\n"
                                     "status\n"
                                     "entry set " +
                                     goal +
                                     " wording=quieter state=doing\n"
                                     "entry show " +
                                     goal +
                                     "\n"
                                     "entry remove " +
                                     goal +
                                     "\n"
                                     "entry list Mo goal\n")
                           .lines();
  CHECK(answers[1] == nlohmann::json{{"id", goal}, {"changed", false}});
  CHECK(answers[0]["saved"] == answers[2]["saved"]);
  CHECK(answers[3]["changed"] == true);
  CHECK(answers[4]["fields"]["wording"][0]["value"] == "quieter");
  CHECK(answers[4]["fields"]["state"][0]["value"] == "doing");
  CHECK(answers[5]["changed"] == true);
  CHECK(answers[6]["items"].empty());
}

TEST_CASE("CliShapes.ANoteMovesToAPersonWithItsWords", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto first = rig.lines("Ade", "person add --name Mo\nnote add --text 'by the canal'\n");
  const auto note = first.lines()[1]["id"].get<std::string>();
  const auto answers = rig.lines("Ade", "note move " + note +
                                            " Mo\nnote list\nnote list Mo\n"
                                            "note edit " +
                                            note.substr(0, 8) + " --text x\n")
                           .lines();
  CHECK(answers[0].contains("id"));
  CHECK(answers[1]["items"].empty());
  CHECK(answers[2]["items"][0]["fields"]["body"][0]["value"] == "by the canal");
  CHECK(answers[3]["exit"] == 1);
}

TEST_CASE("CliShapes.SearchDigestAndHistoryAnswer", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto answers = rig.lines("Ade",
                                 "person add --name Mo\n"
                                 "note add Mo --text 'by the canal'\n"
                                 "search CANAL\n"
                                 "digest Mo\n"
                                 "digest Mo notes\n"
                                 "history Mo\n"
                                 "digest Mo marmalade\n")
                           .lines();
  CHECK(answers[2]["items"].size() == 1);
  CHECK(answers[3]["digest"]["notes"] == answers[4]["digest"]["notes"]);
  CHECK(answers[4]["digest"].size() == 1);
  CHECK(answers[4]["digest"]["notes"].get<std::string>().size() == 64);
  const nlohmann::json& row = answers[5]["items"].back();
  CHECK(keys_of(row) ==
        Keys{"author", "at", "received", "section", "kind", "entry", "did", "standing", "sent"});
  CHECK(row["kind"] == "note");
  CHECK(row["sent"] == false);
  CHECK(answers[6]["exit"] == 2);
}

TEST_CASE("CliShapes.ANewPassphraseOpensTheVaultAndTheOldOneDoesNot", "[cli]") {
  CliRig rig;
  const auto made = rig.run("Ade", {"vault", "create", "--kdf", "light"}).json();
  rig.write("new", "quite another one\n");
  CHECK(rig.run("Ade", {"vault", "passphrase", "--new-passphrase-file", rig.path("new")}).exit ==
        0);
  CHECK(rig.run("Ade", {"people"}).exit == 4);
  rig.write("passphrase", "forgotten\n");
  const std::vector<std::string> with_code = {"vault",
                                              "passphrase",
                                              "--recovery-code",
                                              "-",
                                              "--new-passphrase-file",
                                              rig.path("passphrase")};
  CHECK(rig.run("Ade", with_code, "AAAAA-AAAAA\n").exit != 0);
  CHECK(rig.run("Ade", with_code, made["recovery_code"].get<std::string>()).exit == 0);
  CHECK(rig.run("Ade", {"people"}).exit == 0);
}

TEST_CASE("CliShapes.ANewRecoveryCodeTakesThePlaceOfTheOldOne", "[cli]") {
  CliRig rig;
  const auto made = rig.run("Ade", {"vault", "create", "--kdf", "light"}).json();
  const auto old = made["recovery_code"].get<std::string>();
  const std::vector<std::string> check = {"vault", "recovery-code", "check", "-"};
  REQUIRE(rig.run("Ade", check, old).exit == 0);
  const auto renewed = rig.run("Ade", {"vault", "recovery-code", "renew"}).json();
  const auto code = renewed["recovery_code"].get<std::string>();
  CHECK(rig.run("Ade", {"vault", "info"}).json()["backed_up"] == false);
  CHECK(rig.run("Ade", check, old).exit == 1);
  const auto group = rig.run("Ade", {"vault", "info"}).json()["code_group"].get<std::size_t>();
  CHECK(rig.run("Ade", check, old.substr((group - 1) * 6, 5)).exit == 1);
  CHECK(rig.run("Ade", check, code.substr((group - 1) * 6, 5)).exit == 0);
  CHECK(rig.run("Ade", {"vault", "info"}).json()["code_group"].is_null());
  rig.write("fresh", "after forgetting\n");
  const std::vector<std::string> with_code = {
      "vault", "passphrase", "--recovery-code", "-", "--new-passphrase-file", rig.path("fresh")};
  CHECK(rig.run("Ade", with_code, old).exit == 4);
  CHECK(rig.run("Ade", with_code, code).exit == 0);
}

TEST_CASE("CliShapes.RebuildAndVerifyFindNothingToMend", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto answers = rig.lines("Ade",
                                 "person add --name Mo\n"
                                 "note add Mo --text one\n"
                                 "digest Mo\n"
                                 "vault rebuild\n"
                                 "digest Mo\n"
                                 "vault verify\n")
                           .lines();
  CHECK(answers[3]["entries"].get<int>() >= 2);
  CHECK(answers[2] == answers[4]);
  CHECK(answers[5] == nlohmann::json{{"problems", nlohmann::json::array()}});
}

TEST_CASE("CliShapes.TextFromStandardInputKeepsItsLines", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  CHECK(rig.run("Ade", {"note", "add", "--text", "-"}, "two\nlines\n").exit == 0);
  const auto list = rig.run("Ade", {"note", "list"}).json();
  CHECK(list["items"][0]["fields"]["body"][0]["value"] == "two\nlines");
}

TEST_CASE("CliShapes.AnyWordsAreKeptAsTheyWereTyped", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  for (const char* text :
       {"-5", "--help", "[a, b]", "%%", "{}", "a=b", "\"q\"", " ", "\xF0\x9F\x8C\xB1"}) {
    const auto made = rig.run("Ade", {"note", "add", "--text", text});
    INFO(text << " " << made.err);
    REQUIRE(made.exit == 0);
    const auto shown = rig.run("Ade", {"entry", "show", made.json()["id"].get<std::string>()});
    CHECK(shown.json()["fields"]["body"][0]["value"] == text);
  }
  CHECK(rig.run("Ade", {"note", "add", "--text", "\xFF\xFE"}).exit == 1);
}

}  // namespace alongside
