#include "tests/client/cli/cli_rig.h"

namespace alongside {
namespace {

std::vector<std::string> statuses(const nlohmann::json& of) {
  std::vector<std::string> list;
  for (const nlohmann::json& one : of["status"]) list.push_back(one["status"]);
  return list;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("CliRelationship.EventsAreListedAndTheStatusFollowsFromThem", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto answers = rig.lines("Ade",
                                 "person add --name Mo\n"
                                 "people\n"
                                 "pause Mo --on 2026-05-03 --decided-by person --words 'I need "
                                 "quiet'\n"
                                 "people\n"
                                 "pick-up Mo\n"
                                 "relationship Mo\n")
                           .lines();
  CHECK(statuses(answers[1]["items"][0]).empty());
  CHECK(statuses(answers[2]) == Words{"paused"});
  CHECK(answers[3]["items"][0]["status"][0]["since"] == 1'777'766'400'000);
  CHECK(answers[3]["items"][0]["status"][0]["decided_by"] == "person");
  CHECK(statuses(answers[4]) == Words{"alongside"});
  CHECK(statuses(answers[5]) == Words{"alongside"});
  const nlohmann::json& events = answers[5]["items"];
  REQUIRE(events.size() == 2);
  const nlohmann::json& pause = events[0]["what"] == "paused" ? events[0] : events[1];
  CHECK(pause["words"][0]["value"] == "I need quiet");
  CHECK(pause["words"][0]["said_by"] == "person");
  CHECK(pause["current"] == false);
}

TEST_CASE("CliRelationship.PlainWords", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto say = [&](Words words) {
    Words all = rig.globals("Ade");
    all.insert(all.end(), words.begin(), words.end());
    const CliRig::Ran ran = rig.run_words(all);
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
    return ran.out;
  };
  say({"person", "add", "--name", "Mo"});
  const auto ends = [](const std::string& words, const std::string& end) {
    return words.find(end) != std::string::npos;
  };
  CHECK(say({"relationship", "Mo"}) == "Nothing has been recorded.\n");
  CHECK(say({"pause", "Mo", "--on", "2026-05-03"}) == "Kept: paused since 3 May 2026.\n");
  CHECK(ends(say({"people"}), "Mo  (paused since 3 May 2026)"));
  CHECK(say({"finish", "Mo", "--on", "2026-05-04", "--decided-by", "person"}) ==
        "Kept: finished for now, 4 May 2026; they can come back any time.\n");
  CHECK(say({"returned", "Mo", "--on", "2026-05-05"}) == "Kept: came back 5 May 2026.\n");
  CHECK(say({"finish", "Mo", "--on", "2026-05-06"}) ==
        "Kept: lost touch, 6 May 2026; still open.\n");
  CHECK(say({"died", "Mo", "--on", "2026-05-07"}) == "Kept: has died, 7 May 2026.\n");
  CHECK(say({"pick-up", "Mo", "--on", "2026-05-08"}) == "Kept: picked up again 8 May 2026.\n");
}

TEST_CASE("CliRelationship.InOnesOwnRecordItIsOnesOwnDecision", "[cli]") {
  CliRig rig;
  rig.create("Mo");
  const auto answers = rig.lines("Mo",
                                 "person add --me --name Mo\n"
                                 "finish Mo\n"
                                 "pause Mo --decided-by nobody\n"
                                 "pause Mo --on someday\n")
                           .lines();
  CHECK(statuses(answers[1]) == Words{"finished_for_now"});
  CHECK(answers[2]["exit"] == 2);
  CHECK(answers[3]["exit"] == 2);
}

TEST_CASE("CliRelationship.WhatHappenedIsNotEdited", "[cli]") {
  CliRig rig;
  rig.create("Ade");
  const auto first = rig.lines("Ade", "person add --name Mo\npause Mo\n").lines();
  const auto event = first[1]["id"].get<std::string>();
  const auto answers = rig.lines("Ade", "entry set " + event +
                                            " what=died\n"
                                            "entry list Mo relationship_event\n"
                                            "entry remove " +
                                            event + "\npeople\n")
                           .lines();
  CHECK(answers[0]["exit"] == 1);
  CHECK(answers[1]["items"][0]["fields"]["what"][0]["value"] == "paused");
  CHECK(answers[1]["items"][0]["section"] == "person");
  CHECK(answers[2]["changed"] == true);
  CHECK(statuses(answers[3]["items"][0]).empty());
}

}  // namespace alongside
