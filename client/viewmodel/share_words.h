#pragma once

#include "client/store/people.h"
#include "client/store/shares.h"
#include "client/viewmodel/phrase.h"

namespace alongside {

// Shares in plain words, from the side of whoever keeps the record.

// A contact's name; of one without a name, the beginning of their id, so that two can be told
// apart.
Phrase contact_in_words(Vault& vault, const RootId& contact);

// The record of a space. Nothing: it is not here.
std::optional<Person> person_of(Vault& vault, const SpaceId& space);
inline bool is_kept_here(const Person& person) { return person.is_me || person.is_held; }

// Who keeps a record: "You keep this until they take it", "Kept by Ade until they take it".
Phrase kept_by(Vault& vault, const Person& person);

// What somebody may do with a section, from when and until when.
struct Terms {
  bool write = false;
  bool from_now = false;
  std::optional<TimeMs> until;
  std::string role;  // "coach at Lantern": it ends with that; may be empty
};
std::vector<Phrase> terms_in_words(const Terms& terms);

// Where a share that was given here is: not sent, sent, with them; of one that has ended when, and
// how many of their devices have not confirmed that it is gone.
std::vector<Phrase> state_in_words(const ShownShare& share, TimeMs now);

// Whether a share has ended and some of their devices may still hold what was shared.
bool is_unconfirmed(const ShownShare& share);

// Who else keeps a record that is kept here, until its person takes it: "Ade keeps it, too".
std::vector<Phrase> other_holders(Vault& vault, const SpaceId& space);

// With whom anything of a record kept here is shared: their names, or that it is with nobody, as
// soon as every stop is confirmed.
Phrase readers_in_words(Vault& vault, const SpaceId& space);

// With whom anything of it was ever shared, and who else keeps it. Nothing: nobody.
std::optional<Phrase> who_ever_saw(Vault& vault, const SpaceId& space);

// Who sees anything of it now: as above, with whoever else keeps it.
Phrase who_sees_in_words(Vault& vault, const SpaceId& space);

}  // namespace alongside
