#pragma once

#include "client/viewmodel/people_screen.h"

namespace alongside {

// Says that two records are of one person: a list of the others to pick from.
class SamePersonScreen {
 public:
  explicit SamePersonScreen(Session& session) : session_(session) {}

  const Phrase& name() const { return name_; }
  // Everybody else who can be the same person.
  const std::vector<PersonRow>& others() const { return others_; }

  void open();
  void choose(const PersonRow& other);

  void refresh();

 private:
  Session& session_;
  Phrase name_;
  std::vector<PersonRow> others_;
};

// Whom a person can be joined with: everybody but themselves and me.
std::vector<Person> joinable_with(Vault& vault, const SpaceId& person);

}  // namespace alongside
