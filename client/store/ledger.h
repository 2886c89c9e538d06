#pragma once

#include "client/store/items.h"

namespace alongside {

// What a person can look back on: who may, who may no longer, who looked, what was passed on, what
// was wiped. Made of signed records and messages; nobody but the person's own devices can take a
// row away, and nothing here does.

enum class LedgerKind : std::uint8_t {
  shared,
  stopped,
  run_out,
  arrived,  // a device of theirs said that it has the share
  looked,
  passed_on,
  wiped,  // a device of theirs said that nothing of it is left there
  asked,
  said_no,
  taken,      // the record was put into a file
  received,   // a device took the record out of a file
  took_over,  // a device of the person took it over from those who held it
};
std::string_view name_of(LedgerKind kind);

struct LedgerRow {
  LedgerKind kind = LedgerKind::shared;
  TimeMs at = 0;  // by the clock of the device that says so
  RootId who;     // with whom it was shared; who looked, asked, passed on
  std::string section;
  std::string why;  // shared, asked, passed on: in the words that were shown or written
  std::string to;   // passed on: to whom
  std::optional<TimeMs> until;
  Hash id;             // asked: names the question
  bool waits = false;  // asked: neither a no nor a share has answered it
};

// Oldest first. What was passed on and is not to be shown yet is left out until its day.
// Errors: not_found, refused (a record that is not kept here).
Result<std::vector<LedgerRow>> ledger(Vault& vault, const SpaceId& space);

// Leaves word with those whose records these are that this device showed them: once a section and
// day, nothing for records kept here. Called by whatever shows entries to people. A full disk is
// not an error: it is said the next time.
void note_looked(Vault& vault, const std::vector<SectionPlace>& shown);

// A worker had to pass something on: to whom and why, in the person's own inbox. Shown there at
// once, or from a day on, at most 90 days later.
struct PassedOn {
  SectionPlace place;
  std::string to;
  std::string why;
  std::string language;
  std::optional<TimeMs> show_after;
};
// Errors: not_found (no such record, no card of its owner), usage (an empty word), too_large,
// malformed.
Result<bool> note_passed_on(Vault& vault, const PassedOn& what);

// Asks the one whose record it is to share a section. They may say yes (a share), no, or nothing;
// there is no reminder. Gives the question's id. Errors: as above; refused (it is kept here).
Result<Hash> ask_for(Vault& vault, const SectionPlace& place, std::string_view why,
                     std::string_view language);

// Answers a question with no. Errors: not_found.
Result<bool> say_no(Vault& vault, std::string_view question);

}  // namespace alongside
