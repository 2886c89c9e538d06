#pragma once

#include <set>
#include <string>

#include "shared/consent/message.h"

namespace alongside {

// What a message says of one section, beside grants, keys and notices (docs/spec/consent.md). Which
// parts are filled depends on the kind of the message; the others are empty.
struct SectionWord {
  SpaceId space;
  std::uint64_t section = 0;
  std::set<AdmissionId> admissions;  // got, wiped: which
  std::optional<TimeMs> when;        // looked: the day's begin; passed on: not shown before
  std::string to;                    // passed on: to whom
  std::string why;                   // passed on, asked: the author's words
  std::string language;              // of those words
  std::set<BatchHash> batches;       // let go: which held ones
  std::optional<Hash> answers;       // said no: to which question
  std::set<EntityId> entries;        // wiped: erased ones
  bool whole_record = false;         // wiped: nothing is left of a record that was erased whole
  friend bool operator==(const SectionWord&, const SectionWord&) = default;
};

Bytes encode_section_word(const SectionWord& word);
// Errors: malformed, unknown_version, too_large.
Result<SectionWord> decode_section_word(View bytes);

// The id of a message: the hash of its signed bytes.
Hash message_id(View signed_bytes);

}  // namespace alongside
