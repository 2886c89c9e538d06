#pragma once

#include "client/store/items.h"
#include "client/viewmodel/phrase.h"

namespace alongside {

// One wording of an entry, ready to be shown.
struct Wording {
  VersionId version;
  std::string words;
  Phrase by;                    // "You", "Bea", "Someone"
  Phrase when;                  // in words people use
  std::string said_by;          // as in the entry: "person", "coach" or who it was
  bool is_their_words = false;  // the person's own words, written down by somebody else
};

// An entry of a list. More than one wording: edits made apart, both kept.
struct EntryCard {
  EntryName entry;
  std::vector<Wording> wordings;  // never empty; an empty entry has one empty wording
};

// "Bea · today, 14:05", and that the words are the person's own where another wrote them down.
Phrase by_line(const Wording& wording);

// Who wrote, from the reader's side.
Phrase author_in_words(Vault& vault, const RootId& author, bool by_me);

// The rows of a section's entries of one kind, newest first, in the words of field `field`.
std::vector<EntryCard> entry_cards(Vault& vault, const SectionPlace& place, std::uint64_t kind,
                                   std::uint64_t field);
// The same of several records of one person together.
std::vector<EntryCard> entry_cards(Vault& vault, const std::vector<SpaceId>& records,
                                   std::uint64_t section, std::uint64_t kind, std::uint64_t field);

// Errors: not_found.
Result<EntryCard> find_entry_card(Vault& vault, const EntryName& entry, std::uint64_t field);

}  // namespace alongside
