#include "tests/client/driver/pictures.h"

#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"
#include "tests/client/driver/two_wordings.h"

namespace alongside {
namespace {

constexpr TimeMs kHour = 3'600'000;

void add_person(AppUnderTest& app, const std::string& name) {
  app->add_person.name = name;
  app->add_person.add();
  app.settle();
  app->session.start_at(Place::people);
  app.settle();
}

void keep(AppUnderTest& app, Writing what, const std::string& words) {
  app->write.begin(what);
  app.settle();
  app->write.words.set_text(words);
  app->write.keep();
  app.settle();
  app->session.start_at(Place::people);
  app->session.clear_notice();
  app.settle();
}

// A few weeks of an invented coach.
void fill(AppUnderTest& app) {
  app.clock.now -= 9 * 24 * kHour;
  app.start();
  add_person(app, "Mo");
  const SpaceId mo = app->people.rows().at(0).space;
  app->session.person = mo;
  keep(app, Writing::goal, "Quiet, in the morning");
  keep(app, Writing::note, "We had tea by the market. She laughed about the pigeons.");
  app.clock.now += 7 * 24 * kHour;
  keep(app, Writing::note,
       "The letter from the council has come. We read it together, slowly, and rang them. The "
       "woman on "
       "the phone was kind. Mo wants to see the room on Friday and asked me to come along.");
  add_person(app, "Grace Adeyemi");
  app.clock.now += 2 * 24 * kHour - kHour;
  add_person(app, "");
  app->session.person = mo;
  keep(app, Writing::note, "Good morning today. New boots!");
  app.keep_note("Red jacket, by the canal. Asked for socks.");
  app->session.start_at(Place::people);
  app->session.clear_notice();
  app.settle();
}

// Takes pictures of what `show` brings up.
void look(const std::string& name, const std::function<void(AppUnderTest&)>& show) {
  AppUnderTest app;
  show(app);
  take_pictures(name, app);
}

TEST_CASE("Pictures.Start", "[view][pictures]") {
  look("start", [](AppUnderTest&) {});
}

TEST_CASE("Pictures.StartThatDidNotOpen", "[view][pictures]") {
  look("start-again", [](AppUnderTest& app) {
    app.start();
    app.crash();
    app.start("ade", "other words");
  });
}

TEST_CASE("Pictures.PeopleAtFirst", "[view][pictures]") {
  look("people-first", [](AppUnderTest& app) { app.start(); });
}

TEST_CASE("Pictures.People", "[view][pictures]") { look("people", fill); }

TEST_CASE("Pictures.PeopleAfterACrash", "[view][pictures]") {
  look("people-draft", [](AppUnderTest& app) {
    fill(app);
    app->write.begin(Writing::note, true);
    app.settle();
    app->write.words.set_text("He told me about his brother, and then we");
    app.wait(1000);
    app->session.start_at(Place::people);
    app.settle();
  });
}

TEST_CASE("Pictures.AddPerson", "[view][pictures]") {
  look("add-person", [](AppUnderTest& app) {
    fill(app);
    app->people.add();
  });
}

TEST_CASE("Pictures.Person", "[view][pictures]") {
  look("person", [](AppUnderTest& app) {
    fill(app);
    for (const PersonRow& row : app->people.rows()) {
      if (row.name.args.at(0).text == "Mo") app->people.open(row.space);
    }
    app.settle();
  });
}

TEST_CASE("Pictures.TwoWordingsOnThePerson", "[view][pictures]") {
  look("person-two-wordings", [](AppUnderTest& app) { const TwoWordings apart(app); });
}

TEST_CASE("Pictures.TwoWordings", "[view][pictures]") {
  look("two-wordings", [](AppUnderTest& app) {
    const TwoWordings apart(app);
    app->versions.show(Writing::goal, app->person.goals().at(0).entry);
    app.settle();
  });
}

TEST_CASE("Pictures.Write", "[view][pictures]") {
  look("write", [](AppUnderTest& app) {
    fill(app);
    app->write.begin(Writing::note, true);
    app.settle();
    app->write.words.set_text(
        "He has been sleeping by the canal since Sunday. He asked for a quiet place, and for his "
        "sister "
        "to know that he is well.\n\nI said I would ring her tomorrow.");
  });
}

TEST_CASE("Pictures.WriteFromBefore", "[view][pictures]") {
  look("write-from-before", [](AppUnderTest& app) {
    fill(app);
    app->write.begin(Writing::note, true);
    app.settle();
    app->write.words.set_text("He told me about his brother, and then we");
    app->go_back();
    app.settle();
    app->write.resume(*app->people.draft());
    app.settle();
  });
}

TEST_CASE("Pictures.RecoveryCode", "[view][pictures]") {
  look("recovery", [](AppUnderTest& app) {
    app.start();
    app.keep_note("first");
  });
}

TEST_CASE("Pictures.RecoveryCodeInALaterSitting", "[view][pictures]") {
  look("recovery-later", [](AppUnderTest& app) {
    app.start();
    app.keep_note("first");
    app.crash();
    app.start();
    app->session.go(Place::recovery);
  });
}

TEST_CASE("Pictures.ANewRecoveryCode", "[view][pictures]") {
  look("recovery-new", [](AppUnderTest& app) {
    app.start();
    app.crash();
    app.start();
    app->session.go(Place::recovery);
    app->recovery.ask_for_new();
  });
}

TEST_CASE("Pictures.LetGo", "[view][pictures]") {
  look("let-go", [](AppUnderTest& app) {
    fill(app);
    app->write.begin(Writing::note, true);
    app.settle();
    app->write.words.set_text("oh no");
    app->write.let_go();
    app.settle();
  });
}

TEST_CASE("Pictures.Settings", "[view][pictures]") {
  look("settings", [](AppUnderTest& app) {
    app.start();
    app->people.settings();
  });
}

}  // namespace
}  // namespace alongside
