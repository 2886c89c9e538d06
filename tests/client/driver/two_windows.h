#pragma once

#include "client/store/sharing.h"
#include "client/sync/enrol.h"
#include "client/sync/sync_once.h"
#include "shared/model/kinds.h"
#include "tests/client/driver/app_under_test.h"
#include "tests/client/sync/naive_transport.h"

namespace alongside {

// The windows of Ade and Bea at one charity, who know each other's cards. Ade keeps Mo's record: a
// wish and two notes. Nothing is shared yet.
class TwoWindows {
 public:
  TwoWindows() {
    begin(ade, "Ade");
    begin(bea, "Bea");
    REQUIRE(add_contact(ade->session.vault(), my_card(bea->session.vault())));
    REQUIRE(add_contact(bea->session.vault(), my_card(ade->session.vault())));
    ade->add_person.name = "Mo";
    ade->add_person.add();
    ade.settle();
    mo = *ade->session.person;
    keep(ade, Writing::goal, "A room with a door that locks");
    keep(ade, Writing::note, "We had tea by the market. She laughed about the pigeons.");
    keep(ade, Writing::note, "The letter from the council has come.");
    show(ade);
  }

  AppUnderTest ade, bea;
  SpaceId mo;

  void sync(AppUnderTest& who) {
    Vault& vault = who->session.vault();
    NaiveTransport transport(charity_, endpoint_of(*home(vault)));
    REQUIRE(sync_once(vault, *home(vault), transport).state == SyncState::sent);
    who.settle();
  }

  // Time goes by everywhere, at the server, too.
  void pass(TimeMs ms) {
    ade.clock.now += ms;
    bea.clock.now += ms;
    charity_.server.time = std::max(ade.clock.now, bea.clock.now);
  }

  // Both clocks show the same time by then.
  void sync_all() {
    ade.clock.now = bea.clock.now = std::max(ade.clock.now, bea.clock.now);
    for (int round = 0; round < 3; ++round) {
      sync(ade);
      sync(bea);
    }
  }

  // Opens Mo's record in that window.
  void show(AppUnderTest& who) {
    who->session.person = mo;
    who->session.start_at(Place::people);
    who->people.open(mo);
    who->session.clear_notice();
    who.settle();
  }

  void keep(AppUnderTest& who, Writing what, const std::string& words) {
    who->session.person = mo;
    who->write.begin(what);
    who.settle();
    who->write.words.set_text(words);
    who->write.keep();
    who.settle();
    who.clock.now += 60'000;
  }

  // Ade shares by the screens: fills in the form, looks, shares.
  void share(const std::string& why, bool write = false) {
    ade->sharing.open();
    ade.settle();
    ade->share.begin(kSectionNotes, bea->session.vault().me());
    ade.settle();
    ade->share.why = why;
    ade->share.write = write;
    ade->share.look();
    ade.settle();
    ade->share.share();
    ade.settle();
  }

  // Ade stops sharing the notes, by the screens.
  void stop() {
    show(ade);
    ade->sharing.open();
    ade.settle();
    const SharedPart& notes = part(ade, kSectionNotes);
    REQUIRE(notes.readers.size() == 1);
    ade->sharing.ask_to_stop(notes, notes.readers[0]);
    ade.settle();
    ade->sharing.stop();
    ade.settle();
  }

  // Bea hears nothing of a stop and writes on; then both hear of each other.
  void write_late(const std::string& words) {
    share("So that Bea can help while Ade is away", true);
    sync_all();
    stop();
    keep(bea, Writing::note, words);
    sync_all();
    show(ade);
  }

  static const SharedPart& part(AppUnderTest& who, std::uint64_t section) {
    for (const SharedPart& part : who->sharing.parts()) {
      if (part.section == section) return part;
    }
    FAIL("no such part");
    return who->sharing.parts().front();
  }

 private:
  // Makes a vault of that name at the charity, and opens it in the window.
  void begin(AppUnderTest& who, const std::string& name) {
    const VaultName place{who.data_folder(), "ade"};
    Result<CreatedVault> made = create_vault(
        {place, view_of("three quiet words"), name, KdfCost::light()}, {who.clock, random_});
    REQUIRE(made);
    Vault& vault = *made->opened.vault;
    const Invite invite = charity_.invite();
    NaiveTransport transport(charity_, endpoint_of(invite));
    const Result<Home> server = enrol(vault.device(), invite, transport);
    REQUIRE(server);
    REQUIRE(set_home(vault, *server, made->opened.roots_key));
    made->opened.vault.reset();
    who.start();
    REQUIRE(who->session.is_open());
  }

  SystemRandom random_;
  NaiveCharity charity_{Key::random(random_)};
};

// Whether any of the phrases has this key.
inline bool says(const std::vector<Phrase>& phrases, std::string_view key) {
  for (const Phrase& one : phrases) {
    if (one.key == key) return true;
  }
  return false;
}

}  // namespace alongside
