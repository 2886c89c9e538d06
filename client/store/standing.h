#pragma once

#include <set>

#include "client/store/rows.h"

namespace alongside {

// What signed records say about me in a section that was shared with me: whether I am still among
// those who may read it, write in it, and until when. Inside the caller's transaction.

// Works it out anew, after an EPOCH or a stop notice came. Where reading has ended, what is here
// goes next (leave.h).
void update_standing(Vault& vault, std::int64_t section);

// After EPOCHs, notices or cards came: my standing and all batches of these sections.
void judge_anew(Vault& vault, const std::set<std::int64_t>& sections);

// Whether what is here may be shown now: it has neither ended nor, by the later of this device's
// clock and the newest signed time, run out. A clock set back cannot extend a share, a clock set
// forward only locks.
bool is_readable(Vault& vault, const SectionRow& section);

// The newest time that the server signed, in ms; 0: none yet.
TimeMs signed_time(Database& db);

// By which time the owner's device ends shares: that time alone.
TimeMs time_of_ends(Vault& vault);

// A stop notice of the section's owner, as it is judged.
struct KeptNotice {
  Hash id;
  Bytes record;
};
std::vector<KeptNotice> notices_of(Database& db, const SectionRow& section);

}  // namespace alongside
