#include "client/viewmodel/share_screen.h"

#include <catch2/catch_test_macros.hpp>

#include "client/store/items.h"
#include "client/store/shares.h"
#include "shared/base/plant.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {
namespace {

constexpr TimeMs kEndOf12March = 1'741'823'999'999;  // 2025, UTC; a week after the driver's day

// Ade at the form, with Bea and the notes chosen.
struct AtTheForm {
  AtTheForm() {
    two.ade->sharing.open();
    two.ade.settle();
    form.begin(kSectionNotes, two.bea->session.vault().me());
    two.ade.settle();
  }

  void look() {
    form.look();
    two.ade.settle();
  }

  std::string trouble() { return form.trouble() ? form.trouble()->key : ""; }

  std::vector<ShownShare> shared() { return shares(two.ade->session.vault(), two.mo); }

  std::size_t notes_that_bea_reads() {
    return items(two.bea->session.vault(), {two.mo, kSectionNotes, kKindNote}).size();
  }

  TwoWindows two;
  ShareScreen& form = two.ade->share;
};

TEST_CASE("ShareScreen.NothingIsSharedWithoutAWhy", "[view]") {
  AtTheForm at;
  at.form.why = " ";
  at.look();
  CHECK(at.two.ade->place() == Place::share);
  CHECK(at.trouble() == "share.needs_why");
  CHECK(at.shared().empty());
}

TEST_CASE("ShareScreen.SaysWhatIsMissing", "[view]") {
  AtTheForm at;
  at.form.why = "So that she can help";
  at.form.how_long = HowLong::typed_day;
  at.form.last_day = "soon";
  at.look();
  CHECK(at.trouble() == "share.needs_day");
  at.form.last_day = "4 3 2025";
  at.look();
  CHECK(at.trouble() == "share.day_has_passed");
  at.form.last_day = "5 3 2025";
  at.look();
  CHECK(at.two.ade->place() == Place::share_check);
}

TEST_CASE("ShareScreen.ShowsExactlyWhatTheyWouldReadAndThenTheyReadIt", "[view]") {
  AtTheForm at;
  at.form.why = "So that she can help";
  at.form.how_long = HowLong::week;
  at.look();
  REQUIRE(at.two.ade->place() == Place::share_check);
  REQUIRE(at.form.preview().size() == 2);
  CHECK(at.form.preview()[0].words == "The letter from the council has come.");
  CHECK(at.shared().empty());
  at.form.share();
  at.two.ade.settle();
  CHECK(at.two.ade->place() == Place::sharing);
  CHECK(at.two.ade->session.notice()->words.key == "share.done");
  const auto shared = at.shared();
  REQUIRE(shared.size() == 2);  // the name goes with it
  for (const ShownShare& share : shared) {
    CHECK(share.why == "So that she can help");
    CHECK(share.how == "said");
    if (share.section == "notes") CHECK(share.until == kEndOf12March);
  }
  at.two.sync_all();
  CHECK(at.notes_that_bea_reads() == 2);
}

TEST_CASE("ShareScreen.FromNowOnTheyReadNothingThatIsThere", "[view]") {
  AtTheForm at;
  at.form.why = "From today";
  at.form.from_now = true;
  at.look();
  CHECK(at.form.preview().empty());
  at.form.share();
  at.two.ade.settle();
  at.two.sync_all();
  CHECK(at.notes_that_bea_reads() == 0);
}

TEST_CASE("ShareScreen.APreviewCountsInWhatIsSharedAlready", "[view]") {
  AtTheForm at;
  at.form.why = "From today";
  at.form.from_now = true;
  at.look();
  at.form.share();
  at.two.ade.settle();
  at.two.keep(at.two.ade, Writing::note, "Written since");
  at.two.show(at.two.ade);
  at.form.begin(kSectionNotes, at.two.bea->session.vault().me());
  at.two.ade.settle();
  CHECK(at.form.already());
  at.form.why = "And she may write";
  at.form.from_now = true;
  at.form.write = true;
  at.look();
  REQUIRE(at.form.preview().size() == 1);
  CHECK(at.form.preview()[0].words == "Written since");
  at.form.share();
  at.two.ade.settle();
  at.two.sync_all();
  CHECK(at.notes_that_bea_reads() == 1);
  at.two.keep(at.two.ade, Writing::note, "Written after both");
  at.two.show(at.two.ade);
  at.form.begin(kSectionNotes, at.two.bea->session.vault().me());
  at.two.ade.settle();
  at.form.why = "No change";
  at.form.from_now = true;
  at.form.write = true;
  at.look();
  CHECK(at.form.preview().size() == 2);
#ifdef ALONGSIDE_PLANTS
  planted_bug = "a_later_share_hides";
  at.form.refresh();
  CHECK(at.form.preview().size() == 1);
  planted_bug.clear();
#endif
  at.form.from_now = false;
  at.form.share();
  at.two.ade.settle();
  at.two.sync_all();
  CHECK(at.notes_that_bea_reads() == 4);
}

TEST_CASE("ShareScreen.NotSharingLeavesEverythingAsItWas", "[view]") {
  AtTheForm at;
  at.form.why = "So that she can help";
  at.look();
  at.form.leave();
  at.two.ade.settle();
  CHECK(at.two.ade->place() == Place::sharing);
  CHECK(at.shared().empty());
}

TEST_CASE("ShareScreen.TheSameShareTwiceIsSaidToBeThereAlready", "[view]") {
  AtTheForm at;
  at.two.share("So that she can help");
  at.form.begin(kSectionNotes, at.two.bea->session.vault().me());
  at.two.ade.settle();
  at.form.why = "So that she can help";
  at.look();
  at.form.share();
  at.two.ade.settle();
  CHECK(at.two.ade->place() == Place::share);
  CHECK(at.trouble() == "share.is_the_same");
}

TEST_CASE("ShareScreen.ABeginningForgetsTheOneBefore", "[view]") {
  AtTheForm at;
  at.form.why = "for Bea";
  at.form.write = true;
  at.form.how_long = HowLong::week;
  at.form.begin(kSectionGoals);
  at.two.ade.settle();
  CHECK(at.form.why.empty());
  CHECK_FALSE(at.form.write);
  CHECK(at.form.how_long == HowLong::no_end);
  at.form.why = "for whom?";
  at.look();
  CHECK(at.trouble() == "share.needs_contact");
}

}  // namespace
}  // namespace alongside
