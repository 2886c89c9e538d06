#include <catch2/catch_test_macros.hpp>

#include "client/store/shares.h"
#include "tests/client/driver/lantern.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr const char* kWhy = "So that Bea can help while Ade is away";

// Ade at the form, with Bea and the notes chosen; Bea is a coach at Lantern.
struct AtTheForm {
  AtTheForm() {
    two.ade->sharing.open();
    two.ade.settle();
    form.begin(kSectionNotes, two.bea->session.vault().me());
    two.ade.settle();
    form.why = kWhy;
  }
  void choose_role(std::size_t which) {
    form.choose_role(which);
    two.ade.settle();
  }
  void look() {
    form.look();
    two.ade.settle();
  }
  void share() {
    form.share();
    two.ade.settle();
  }
  std::optional<ShownShare> shared() {
    for (const ShownShare& share : shares(two.ade->session.vault(), two.mo)) {
      if (share.section == "notes") return share;
    }
    return std::nullopt;
  }

  TwoWindows two;
  Lantern lantern{two};
  ShareScreen& form = two.ade->share;
};

TEST_CASE("ShareAsRole.AShareInARoleIsBoundToItAndSaysSo", "[view]") {
  AtTheForm at;
  REQUIRE(at.form.roles().size() == 2);
  CHECK(at.form.roles()[0].is_chosen);
  CHECK(at.form.roles()[1].name.args.at(0).text == "coach at Lantern");
  at.choose_role(1);
  CHECK(at.form.roles()[1].is_chosen);
  at.look();
  CHECK(says(at.form.terms(), "sharing.with_role"));
  at.share();
  REQUIRE(at.shared());
  CHECK(at.shared()->role == "coach at Lantern");
  const SharedPart& notes = TwoWindows::part(at.two.ade, kSectionNotes);
  REQUIRE(notes.readers.size() == 1);
  CHECK(notes.readers[0].role == "coach at Lantern");
  at.two.sync_all();
  at.two.show(at.two.bea);
  at.two.bea->sharing.open();
  at.two.bea.settle();
  CHECK(says(TwoWindows::part(at.two.bea, kSectionNotes).mine, "sharing.i_with_role"));
}

TEST_CASE("ShareAsRole.AsThemselvesIsBoundToNothing", "[view]") {
  AtTheForm at;
  at.choose_role(1);
  at.choose_role(0);
  at.look();
  CHECK_FALSE(says(at.form.terms(), "sharing.with_role"));
  at.share();
  REQUIRE(at.shared());
  CHECK(at.shared()->role.empty());
}

TEST_CASE("ShareAsRole.ARoleThatEndsOnTheWayIsNotSharedWithoutIt", "[view]") {
  AtTheForm at;
  at.choose_role(1);
  at.look();
  REQUIRE(at.two.ade->place() == Place::share_check);
  at.lantern.end_role();
  at.share();
  CHECK_FALSE(at.shared());
  REQUIRE(at.two.ade->place() == Place::share);
  at.look();
  REQUIRE(at.form.trouble());
  CHECK(at.form.trouble()->key == "share.role_has_ended");
  at.choose_role(0);
  CHECK(at.form.roles().empty());
  at.look();
  at.share();
  REQUIRE(at.shared());
}

TEST_CASE("ShareAsRole.AnotherBeginningForgetsTheRole", "[view]") {
  AtTheForm at;
  at.choose_role(1);
  at.two.ade->go_back();
  at.two.ade.settle();
  at.form.begin(kSectionNotes, at.two.bea->session.vault().me());
  at.two.ade.settle();
  CHECK(at.form.roles().at(0).is_chosen);
}

TEST_CASE("ShareAsRole.WithoutARoleNothingIsAsked", "[view]") {
  TwoWindows two;
  two.ade->sharing.open();
  two.ade.settle();
  two.ade->share.begin(kSectionNotes, two.bea->session.vault().me());
  two.ade.settle();
  CHECK(two.ade->share.roles().empty());
}

}  // namespace
}  // namespace alongside
