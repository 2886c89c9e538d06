#include "client/viewmodel/versions_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/two_wordings.h"

namespace alongside {
namespace {

TEST_CASE("VersionsScreen.ShowsBothWordingsWithTheirAuthors", "[view]") {
  AppUnderTest app;
  const TwoWordings apart(app);
  REQUIRE(app->person.goals().size() == 1);
  app->versions.show(Writing::goal, app->person.goals()[0].entry);
  app.settle();
  REQUIRE(app->versions.wordings().size() == 2);
  for (const Wording& wording : app->versions.wordings()) {
    const bool mine = wording.words == "Quiet, in the morning";
    CHECK((mine || wording.words == "Funny, with my sister"));
    if (mine)
      CHECK(wording.by.key == "by.me");
    else
      CHECK(wording.by.args.at(0).text == "Bea");
  }
}

TEST_CASE("VersionsScreen.ChoosingLeavesOneAndGoesBack", "[view]") {
  AppUnderTest app;
  const TwoWordings apart(app);
  app->versions.show(Writing::goal, app->person.goals().at(0).entry);
  app.settle();
  const Wording& first = app->versions.wordings().at(0);
  const std::string words = first.words;
  app->versions.choose(first.version);
  app.settle();
  CHECK(app->place() == Place::person);
  REQUIRE(app->person.goals().at(0).wordings.size() == 1);
  CHECK(app->person.goals()[0].wordings[0].words == words);
}

TEST_CASE("VersionsScreen.LeavingWithoutAChoiceKeepsBoth", "[view]") {
  AppUnderTest app;
  const TwoWordings apart(app);
  app->versions.show(Writing::goal, app->person.goals().at(0).entry);
  app.settle();
  app->go_back();
  app.settle();
  CHECK(app->person.goals().at(0).wordings.size() == 2);
}

}  // namespace
}  // namespace alongside
