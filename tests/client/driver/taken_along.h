#pragma once

#include <catch2/catch_test_macros.hpp>

#include "tests/client/driver/app_under_test.h"

namespace alongside {

// Ade's window, who keeps Mo's record with a note in it and puts it onto a stick.
class TakenAlong {
 public:
  TakenAlong() {
    stick = ade.plug_in("STICK");
    ade.start();
    ade->add_person.name = "Mo";
    ade->add_person.add();
    ade.settle();
    mo = *ade->session.person;
    ade->write.begin(Writing::note);
    ade.settle();
    ade->write.words.set_text("We had tea by the market.");
    ade->write.keep();
    ade.settle();
    if (ade->place() == Place::recovery) ade->recovery.later();
    ade.settle();
    ade->take.open();
    ade.settle();
  }

  // Gives the code.
  std::string take() {
    ade->take.passphrase = "three quiet words";
    ade->take.make();
    ade.settle();
    return ade->take.code();
  }
  // On a new device: the file becomes the person's own vault.
  void open_as_new_vault(AppUnderTest& theirs, const std::string& code) {
    theirs.drives.push_back(stick);
    theirs->start.arrive();
    theirs->receive.open();
    theirs.settle();
    theirs->receive.code = code;
    theirs->receive.new_vault.name = "mine";
    theirs->receive.new_vault.passphrase = "my own words";
    theirs->receive.receive();
    theirs.settle();
  }
  std::filesystem::path file() const { return stick / "record-2025-03-05.alongside"; }

  AppUnderTest ade;
  SpaceId mo;
  std::filesystem::path stick;
};

}  // namespace alongside
