#include "client/viewmodel/same_person_screen.h"

#include <algorithm>

#include "client/store/joined.h"

namespace alongside {

std::vector<Person> joinable_with(Vault& vault, const SpaceId& person) {
  const auto own = records_with(vault, person);
  std::vector<Person> others = joined_people(vault);
  const bool is_mine = std::any_of(others.begin(), others.end(), [&](const Person& one) {
    return one.is_me && one.space == person;
  });
  if (is_mine) return {};
  std::erase_if(others, [&](const Person& one) {
    return one.is_me || std::count(own.begin(), own.end(), one.space) != 0;
  });
  return others;
}

void SamePersonScreen::open() {
  session_.clear_notice();
  session_.go(Place::same_person);
}

void SamePersonScreen::choose(const PersonRow& other) {
  session_.later([this, with = other.space] {
    Vault& vault = session_.vault();
    const auto joined = join_records(vault, *session_.person, with);
    session_.go_back();
    if (!joined) return session_.tell(phrase("trouble.not_kept"));
    session_.person = records_with(vault, with).front();
    session_.tell(phrase("same_person.done"));
  });
}

void SamePersonScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  name_ = name_of_person(vault, *session_.person);
  others_.clear();
  for (const Person& person : joinable_with(vault, *session_.person)) {
    others_.push_back({person.space, name_here(vault, person)});
  }
}

}  // namespace alongside
