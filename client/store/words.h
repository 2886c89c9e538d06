#pragma once

#include "client/store/inbox.h"
#include "shared/consent/section_word.h"

namespace alongside {

// What people's devices say to each other of a section, beside keys and stops: that a share has
// arrived, that somebody looked, that it was wiped; questions, and what was passed on. The ledger
// is made of these. Inside the caller's transaction.

// Whether the content of messages of this kind is such a word.
bool is_word(MessageKind kind);

// From whom to whom.
struct Saying {
  RootId to;
  RootId from;
  MessageKind kind = MessageKind::looked;
};

// Signs it, lays it ready to go, and keeps it. What a device says of itself (got, looked, wiped,
// let go) is not said twice in the same words. Gives its id; nothing: there is no card of the other
// side, and it was not said.
std::optional<Hash> say(Vault& vault, const Saying& saying, const SectionWord& word);

// One that was said or received, newest last.
struct KeptWord {
  Hash id;
  MessageKind kind = MessageKind::looked;
  RootId author;
  DeviceId device;
  TimeMs at = 0;
  TimeMs received = 0;
  SectionWord word;
  bool from_here = false;
  bool is_sent = false;  // from here, and the server has it
};
std::vector<KeptWord> words_of(Vault& vault, const SpaceId& space);

}  // namespace alongside
