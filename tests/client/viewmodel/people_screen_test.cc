#include "client/viewmodel/people_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"

namespace alongside {
namespace {

TEST_CASE("PeopleScreen.APersonWithoutANameIsSomeoneIMet", "[view]") {
  AppUnderTest app;
  app.start();
  app->people.add();
  app->add_person.add();
  app.settle();
  CHECK(app->place() == Place::person);
  app->go_back();
  app.settle();
  REQUIRE(app->people.rows().size() == 1);
  CHECK(app->people.rows()[0].name.key == "people.someone");
  CHECK(app->people.rows()[0].name.args.at(0).words.at(0).args.at(0).text == "14:05");
}

TEST_CASE("PeopleScreen.APersonWithANameIsShownByIt", "[view]") {
  AppUnderTest app;
  app.start();
  app->add_person.name = "Mo";
  app->add_person.add();
  app.settle();
  app->session.start_at(Place::people);
  app.settle();
  REQUIRE(app->people.rows().size() == 1);
  CHECK(app->people.rows()[0].name.args.at(0).text == "Mo");
}

TEST_CASE("PeopleScreen.TwoNamesOfOnePersonAreBothShown", "[view]") {
  Person person;
  person.names = {"Mo", "Maureen"};
  CHECK(name_of(person, 0).args.at(0).text == "Mo / Maureen");
}

}  // namespace
}  // namespace alongside
