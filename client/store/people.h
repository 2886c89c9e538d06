#pragma once

#include <vector>

#include "client/store/vault.h"

namespace alongside {

// Somebody whose record is in this vault.
struct Person {
  SpaceId space;
  std::vector<std::string> names;  // every version; empty: no name was given
  RootId owner;
  bool is_me = false;    // my own record
  bool is_held = false;  // kept here until the person takes it
  TimeMs made_ms = 0;
  std::vector<std::string> sections;  // those that can be read here
  // The records of a person that was joined (joined.h), this one among them, the first one first;
  // empty: there is this one alone.
  std::vector<SpaceId> joined = {};
};

// Somebody whose card was taken in.
struct Contact {
  RootId root;
  std::string name;
  bool is_contested = false;  // two say that they took over (docs/spec/hand-over.md)
};

// Makes a person's identity and record, held by this device ("kept by Ade until Mo takes it").
// Errors: refused (a charity's vault), too_large, malformed (the name).
Result<SpaceId> add_person(Vault& vault, std::string_view name, std::string_view language);

// Makes my own record. Errors: refused (there is one already; a charity's vault).
Result<SpaceId> add_my_record(Vault& vault, std::string_view name, std::string_view language);

// Every record by itself. Also those who have stopped sharing: then without names and sections.
std::vector<Person> people(Vault& vault);
// The person meant by an id, the beginning of one (at least four digits), or a name that only one
// has: the record that was named, or the first one of a person whose records were joined.
// Errors: not_found, usage (several fit).
Result<Person> find_person(Vault& vault, std::string_view typed);
// The one record that is meant, for what is done with a record and not with the person: sharing it,
// taking it along. Errors: as above; usage (several records of one person fit).
Result<Person> find_record(Vault& vault, std::string_view typed);

// Whose record this is. Requires: the space is known here.
RootId record_owner(Vault& vault, const SpaceId& space);
// The coach who keeps a record until its person takes it, as far as its card says. Nothing: the
// person keeps it. Requires: the space is known here.
std::optional<RootId> record_holder(Vault& vault, const SpaceId& space);
// Whose words what I write there usually is (values.h): mine as the person in my own record, else
// the coach's.
std::string_view usual_said_by(Vault& vault, const SpaceId& space);

// My card as text, to hand to others.
std::string my_card(Vault& vault);
// Takes in somebody's card, and acts on what waited for it. Errors: usage, bad_signature, refused
// (my own card).
Result<RootId> add_contact(Vault& vault, std::string_view card_text);
std::vector<Contact> contacts(Vault& vault);
// As find_person.
Result<Contact> find_contact(Vault& vault, std::string_view typed);

}  // namespace alongside
