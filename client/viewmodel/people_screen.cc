#include "client/viewmodel/people_screen.h"

#include <algorithm>

#include "client/store/items.h"
#include "client/store/joined.h"
#include "client/viewmodel/relationship_words.h"
#include "client/viewmodel/soft_wrap.h"
#include "client/viewmodel/when.h"
#include "shared/model/kinds.h"

namespace alongside {

Phrase name_of(const Person& person, TimeMs now) {
  std::string names;
  for (const std::string& name : person.names) {
    if (name.empty()) continue;
    if (!names.empty()) names += " / ";
    names += name;
  }
  if (!names.empty()) return as_typed(names);
  if (person.is_me) return phrase("people.my_record");
  if (!person.is_held && person.sections.empty()) return phrase("people.shares_nothing");
  const Phrase when = when_in_words(person.made_ms, now);
  const bool today = when.key == "when.today";
  return phrase("people.someone")
      .with("when", today ? as_typed(time_of_day(person.made_ms)) : when);
}

Phrase name_here(Vault& vault, const Person& person) {
  const Phrase name = name_of(person, vault.now_ms());
  if (name.key != "people.shares_nothing") return name;
  const std::string known = name_of_author(vault, person.owner);
  return known.empty() ? name : as_typed(known);
}

Phrase name_of_space(Vault& vault, const SpaceId& space) {
  for (const Person& person : people(vault)) {
    if (person.space == space) return name_here(vault, person);
  }
  return phrase("by.someone");
}

Phrase name_of_person(Vault& vault, const SpaceId& space) {
  for (const Person& person : joined_people(vault)) {
    const bool is_one_of = std::count(person.joined.begin(), person.joined.end(), space) != 0;
    if (person.space == space || is_one_of) return name_here(vault, person);
  }
  return phrase("by.someone");
}

std::string PeopleScreen::draft_beginning() const {
  constexpr std::size_t kMost = 160;
  const std::string& body = draft_->body;
  if (body.size() <= kMost) return body;
  return body.substr(0, character_before(body, kMost)) + "…";
}

void PeopleScreen::open(const SpaceId& space) {
  session_.person = space;
  session_.clear_notice();
  session_.go(Place::person);
}

void PeopleScreen::refresh() {
  Vault& vault = session_.vault();
  rows_.clear();
  for (const Person& person : joined_people(vault)) {
    rows_.push_back({person.space, name_here(vault, person)});
    const auto current = current_relationship(vault, records_of(person));
    if (is_quiet_for_now(current)) {
      rows_.back().quiet = statuses_in_words(current, vault.now_ms());
    }
  }
  const SectionPlace loose = loose_notes(vault);
  loose_count_ = items(vault, {loose.space, loose.section, kKindNote}).size();
  draft_ = newest_draft(vault);
}

void AddPersonScreen::add() {
  session_.later([this] {
    auto added = add_person(session_.vault(), name, session_.settings().language);
    if (!added) {
      session_.tell(phrase("trouble.too_long"));
      return;
    }
    name.clear();
    session_.person = *added;
    session_.clear_notice();
    session_.go_back();
    session_.go(Place::person);
  });
}

}  // namespace alongside
