#pragma once

#include "client/store/roles.h"
#include "tests/client/driver/two_windows.h"

namespace alongside {

// The charity Lantern, whose card Ade and Bea have; it says that Bea is a coach there.
class Lantern {
 public:
  explicit Lantern(TwoWindows& two) : two_(two) {
    auto made = create_vault({{folder_.path() / "data", "lantern"},
                              view_of("a charity's words"),
                              "Lantern",
                              KdfCost::light(),
                              SpaceKind::charity},
                             {two.ade.clock, random_});
    REQUIRE(made);
    opened_ = std::move(made->opened);
    REQUIRE(add_contact(vault(), my_card(two.bea->session.vault())));
    REQUIRE(give_role(vault(), bea(), "coach", opened_.roots_key));
    hand_out_card();
  }

  void end_role() {
    REQUIRE(alongside::end_role(vault(), bea(), "coach", opened_.roots_key));
    hand_out_card();
  }

 private:
  Vault& vault() { return *opened_.vault; }
  RootId bea() { return two_.bea->session.vault().me(); }
  void hand_out_card() {
    for (AppUnderTest* who : {&two_.ade, &two_.bea}) {
      REQUIRE(add_contact((*who)->session.vault(), my_card(vault())));
      who->settle();
    }
  }

  TwoWindows& two_;
  SystemRandom random_;
  TempFolder folder_;
  OpenedVault opened_;
};

}  // namespace alongside
