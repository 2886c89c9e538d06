#include "client/cli/program.h"

#include "tests/client/cli/cli_rig.h"

namespace alongside {

TEST_CASE("Cli.AMissingVaultAndAWrongPassphraseLookTheSame", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto missing = rig.run("Bea", {"people"});
  rig.write("passphrase", "another passphrase\n");
  const auto wrong = rig.run("Ade", {"people"});
  CHECK(missing.exit == 4);
  CHECK(wrong.exit == 4);
  CHECK(missing.out == wrong.out);
  CHECK(missing.err == wrong.err);
}

TEST_CASE("Cli.ErrorsAreOneSentenceAndWithJsonAnObject", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto ran = rig.run("Ade", {"note", "list", "Nobody"});
  CHECK(ran.exit == 1);
  CHECK(ran.json()["error"]["code"] == "not_found");
  CHECK(ran.err == ran.json()["error"]["message"].get<std::string>() + "\n");
  std::vector<std::string> words = rig.globals("Ade");
  words.insert(words.end(), {"note", "list", "Nobody"});
  CHECK(rig.run_words(words).out.empty());
}

TEST_CASE("Cli.WhatIsNotUnderstoodIsUsageAndIsNotRepeated", "[cli]") {
  CliRig rig;
  const std::vector<std::vector<std::string>> commands = {
      {},
      {"marmalade"},
      {"vault"},
      {"note", "add", "Mo", "--text"},
      {"note", "add", "Mo", "marmalade"},
      {"note", "edit"},
      {"entry", "add", "Mo"},
      {"entry", "set", "00"},
      {"share", "Mo", "notes", "Bea"},
      {"choose", "00", "wording"},
      {"run"},
      {"run", "marmalade"},
      {"vault", "create", "--kdf", "marmalade"},
      {"digest"},
      {"search"},
  };
  for (const auto& command : commands) {
    const auto ran = rig.run("Ade", command);
    INFO(ran.err);
    CHECK(ran.exit == 2);
    CHECK(ran.json()["error"]["code"] == "usage");
    CHECK(ran.err.find("marmalade") == std::string::npos);
  }
}

TEST_CASE("Cli.AVaultThatIsNotNamedIsUsage", "[cli]") {
  CliRig rig;
  CHECK(rig.run_words({"people"}).exit == 2);
  CHECK(rig.run_words({"--data", rig.path("x"), "people"}).exit == 2);
  CHECK(rig.run_words({"--data", rig.path("x"), "--vault", "Ade", "people"}).exit == 2);
  CHECK(rig.run_words({"--data", rig.path("x"), "--vault", "Ade", "--passphrase-file",
                       rig.path("not there"), "people"})
            .exit == 2);
}

TEST_CASE("Cli.AnEmptyPassphraseIsRefused", "[cli]") {
  CliRig rig;
  for (const char* text : {"", "\n", "\r\nsecond line"}) {
    rig.write("passphrase", text);
    CHECK(rig.run("Ade", {"vault", "create", "--kdf", "light"}).exit == 2);
  }
}

TEST_CASE("Cli.OnlyTheFirstLineOfThePassphraseFileCounts", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  rig.write("passphrase", "a long passphrase\r\nand a remark");
  CHECK(rig.run("Ade", {"people"}).exit == 0);
}

TEST_CASE("Cli.AnAnswerThatCannotBeWrittenIsAFailure", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  std::istringstream in;
  std::ostringstream out, err;
  out.setstate(std::ios::badbit);
  std::vector<std::string> words = rig.globals("Ade");
  words.insert(words.end(), {"note", "add", "--text", "words"});
  CHECK(run_cli(words, rig.means(in, out, err)) == 1);
  CHECK_FALSE(err.str().empty());
}

TEST_CASE("Cli.HelpAndVersionNeedNoVault", "[cli]") {
  CliRig rig;
  CHECK(rig.run_words({"--help"}).exit == 0);
  CHECK(rig.run_words({"note", "--help"}).out.find("move") != std::string::npos);
  CHECK(rig.run_words({"--version"}).out.find("alongside-cli") == 0);
}

TEST_CASE("CliRun.AFailingLineDoesNotEndTheRun", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto ran = rig.lines("Ade",
                             "# a remark, and an empty line\n\n"
                             "note add --text one\n"
                             "note add 'open\n"
                             "entry show 0000\n"
                             "note add --text two\n"
                             "note list\n");
  const auto answers = ran.lines();
  REQUIRE(answers.size() == 5);
  CHECK(answers[0].contains("id"));
  CHECK(answers[1]["exit"] == 2);
  CHECK(answers[2]["exit"] == 1);
  CHECK(answers[2]["error"].contains("message"));
  CHECK(answers[3].contains("id"));
  CHECK(answers[4]["items"].size() == 2);
  CHECK(ran.exit == 2);
}

TEST_CASE("CliRun.StandardInputIsNotReadTwice", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto ran = rig.lines("Ade", "note add --text -\nnote list\n");
  CHECK(ran.lines()[0]["exit"] == 2);
  CHECK(ran.lines()[1]["items"].empty());
}

TEST_CASE("CliRun.TheWrongPassphraseIsExitFourOnEveryLine", "[cli]") {
  CliRig rig;
  const auto ran = rig.lines("Nobody", "people\nstatus\n");
  CHECK(ran.exit == 4);
  CHECK(ran.lines()[1]["exit"] == 4);
}

TEST_CASE("CliRun.MakesAVaultAndGoesOnInIt", "[cli]") {
  CliRig rig;
  const auto ran = rig.lines("Ade", "vault create --kdf light\nperson add\npeople\n");
  CHECK(ran.exit == 0);
  CHECK(ran.lines()[2]["items"].size() == 1);
}

}  // namespace alongside
