#pragma once

#include <CLI/CLI.hpp>

#include "client/cli/sections.h"
#include "client/cli/session.h"
#include "client/store/people.h"

namespace alongside {

// One section of a person's record and one contact, as understood.
struct Part {
  Vault* vault = nullptr;
  Person person;
  const SectionSpec* section = nullptr;
  Contact contact;
};

// The same as typed: PERSON SECTION CONTACT.
struct PartOptions {
  std::string person, section, contact;

  void add_to(CLI::App* command);
  // Errors: those of CliSession::vault(), find_record(), section_called(), find_contact().
  Result<Part> find(CliSession& session) const;
};

// The last moment of a day typed as 2027-01-31, in UTC, in ms. Errors: usage.
Result<TimeMs> end_of_day(std::string_view typed);

}  // namespace alongside
