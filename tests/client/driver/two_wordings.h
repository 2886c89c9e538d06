#pragma once

#include "client/store/sharing.h"
#include "shared/model/kinds.h"
#include "tests/client/driver/app_under_test.h"
#include "tests/client/sync/device_rig.h"

namespace alongside {

// Bea's laptop beside the window under test, at one charity. Both change Mo's goal without hearing
// of each other, then sync: "Quiet, in the morning" by the window, "Funny, with my sister" by Bea.
class TwoWordings {
 public:
  explicit TwoWordings(AppUnderTest& app) : app_(app) {
    app_.start();
    app_.crash();
    join();
    app_.start();
    bea_.join();
    meet();
    app_->add_person.name = "Mo";
    app_->add_person.add();
    app_.settle();
    mo = *app_->session.person;
    write_goal("Something");
    share();
    change_apart();
  }

  SpaceId mo;

 private:
  // Gives the window's vault the server, while no window has it open.
  void join() {
    const VaultName name{app_.data_folder(), "ade"};
    Result<OpenedVault> opened =
        open_vault(name, view_of("three quiet words"), {app_.clock, random_});
    REQUIRE(opened);
    const Invite invite = charity_.invite();
    NaiveTransport transport(charity_, endpoint_of(invite));
    const Result<Home> server = enrol(opened->vault->device(), invite, transport);
    REQUIRE(server);
    REQUIRE(set_home(*opened->vault, *server, opened->roots_key));
  }

  void meet() {
    REQUIRE(add_contact(app_->session.vault(), my_card(bea_.vault())));
    REQUIRE(add_contact(bea_.vault(), my_card(app_->session.vault())));
  }

  void write_goal(const std::string& words) {
    app_->write.begin(Writing::goal);
    app_.settle();
    app_->write.words.set_text(words);
    app_->write.keep();
    app_.settle();
  }

  void share() {
    const ShareRequest request{
        mo, kSectionGoals, bea_.vault().me(), "To walk alongside together", "en", "typed", true};
    REQUIRE(share_section(app_->session.vault(), request));
    sync_all();
  }

  void change_apart() {
    const std::vector<Item> goals =
        items(bea_.vault(), {mo, std::uint64_t{kSectionGoals}, std::uint64_t{kKindGoal}});
    REQUIRE(goals.size() == 1);
    const Text funny{"Funny, with my sister", "coach", "en"};
    REQUIRE(set_entry(bea_.vault(), goals[0].name, {{kGoalWording, funny, std::nullopt}}));
    const Text quiet{"Quiet, in the morning", "coach", "en"};
    REQUIRE(set_entry(app_->session.vault(), goals[0].name, {{kGoalWording, quiet, std::nullopt}}));
    sync_all();
    app_->session.start_at(Place::person);
    app_.settle();
  }

  void sync_all() {
    for (int round = 0; round < 3; ++round) {
      Vault& mine = app_->session.vault();
      NaiveTransport transport(charity_, endpoint_of(*home(mine)));
      sync_once(mine, *home(mine), transport);
      bea_.sync();
    }
  }

  AppUnderTest& app_;
  SystemRandom random_;
  NaiveCharity charity_{Key::random(random_)};
  Device bea_{charity_, "Bea"};
};

}  // namespace alongside
