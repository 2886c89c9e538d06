#pragma once

#include "client/store/drafts.h"
#include "client/store/people.h"
#include "client/viewmodel/session.h"

namespace alongside {

// A person's name as it is shown: every wording of it, or "Someone I met, 14:05" without one.
Phrase name_of(const Person& person, TimeMs now);

// The same; where no name can be read here, the one on their card, if that is known.
Phrase name_here(Vault& vault, const Person& person);

// The same for the person of a space; "Someone" if the space is not here.
Phrase name_of_space(Vault& vault, const SpaceId& space);
// The same; of a joined person the names in all of their records.
Phrase name_of_person(Vault& vault, const SpaceId& space);

struct PersonRow {
  SpaceId space;
  Phrase name;
  // How it is, where the two do not meet for now; the row is then grey, and where it always was.
  std::vector<Phrase> quiet = {};
};

// The people somebody walks alongside, and what was being written when the program last ended.
class PeopleScreen {
 public:
  explicit PeopleScreen(Session& session) : session_(session) {}

  const std::vector<PersonRow>& rows() const { return rows_; }
  // How many notes have no person yet.
  std::size_t loose_count() const { return loose_count_; }
  const std::optional<Draft>& draft() const { return draft_; }
  // Its first words. Requires: draft().
  std::string draft_beginning() const;

  void open(const SpaceId& space);
  void open_loose() { session_.go(Place::loose); }
  void add() { session_.go(Place::add_person); }
  void settings() { session_.go(Place::settings); }

  // Reads the vault again.
  void refresh();

 private:
  Session& session_;
  std::vector<PersonRow> rows_;
  std::size_t loose_count_ = 0;
  std::optional<Draft> draft_;
};

// A new person; every field may stay empty.
class AddPersonScreen {
 public:
  explicit AddPersonScreen(Session& session) : session_(session) {}
  std::string name;
  void add();

 private:
  Session& session_;
};

}  // namespace alongside
