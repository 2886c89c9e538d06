#pragma once

#include "client/store/people.h"
#include "tests/client/driver/meeting.h"

namespace alongside {

// Ade keeps Mo's record with a note in it, and somebody else's; Mo is there with a new device.
class HandedOver : public Meeting {
 public:
  HandedOver() {
    other = add("Grace");
    mo = add("Mo");
    ade->write.begin(Writing::note);
    ade.settle();
    ade->write.words.set_text("We had tea by the market.");
    ade->write.keep();
    ade.settle();
    if (ade->place() == Place::recovery) ade->recovery.later();
    ade.settle();
    ade->session.start_at(Place::people);
    ade->people.open(mo);
    ade->session.clear_notice();
    ade.settle();
  }

  void open() {
    ade->hand_over.open();
    ade.settle();
  }
  // Hears of each other until nothing is left to be said.
  void sync_all() {
    for (int round = 0; round < 3; ++round) {
      sync(ade);
      sync(tablet);
    }
  }
  // Of Ade's window. Nothing: that record is not there.
  std::optional<Person> record() {
    for (Person& person : people(ade->session.vault())) {
      if (person.space == mo) return std::move(person);
    }
    return std::nullopt;
  }

  SpaceId mo, other;

 private:
  SpaceId add(const std::string& name) {
    ade->session.start_at(Place::people);
    ade->add_person.name = name;
    ade->add_person.add();
    ade.settle();
    return *ade->session.person;
  }
};

}  // namespace alongside
