#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "client/view/app_view.h"
#include "tests/client/driver/app_under_test.h"
#include "tests/client/driver/driver.h"
#include "tests/client/driver/two_wordings.h"

namespace alongside {
namespace {

constexpr TimeMs kHour = 3'600'000;

std::vector<Screen> all_screens() {
  const auto settings = [](ThemeName theme, int percent, const char* language = "en") {
    return Settings{theme, percent, language};
  };
  return {
      {"phone", 412, 915, settings(ThemeName::light, 100)},
      {"phone-large-text", 412, 915, settings(ThemeName::light, 200)},
      {"phone-dark", 412, 915, settings(ThemeName::dark, 100)},
      {"phone-strong-contrast", 412, 915, settings(ThemeName::high_contrast, 125)},
      {"phone-easy", 412, 915, settings(ThemeName::light, 150, "en-easy")},
      {"tablet", 800, 1280, settings(ThemeName::light, 125)},
      {"laptop", 1366, 768, settings(ThemeName::light, 150)},
  };
}

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

// Takes a picture of what `show` brings up, on every kind of screen, and looks for faults.
void look(const std::string& name, const std::function<void(AppUnderTest&)>& show) {
  AppUnderTest app;
  show(app);
  for (const Screen& screen : all_screens()) {
    app->session.change(screen.settings);
    Driver driver(screen, [&](const Ui& ui) {
      draw(*app, ui);
      app.tick();
    });
    driver.now_ms = app.clock.now;
    driver.frames(4);
    CHECK(driver.picture(name));
    for (const std::string& fault : driver.faults()) {
      INFO(name << " on " << screen.name << ": " << fault);
      CHECK(fault.empty());
    }
  }
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
