#pragma once

#include <vector>

#include "shared/consent/card_codec.h"

namespace alongside {

// Who signs for an identity (docs/spec/consent.md, "A root that is followed by another"). The first
// root names it for ever; each root may be followed by one other, and then signs no more.

// Of a card: what is said by whom.
struct CountedFact {
  const Bytes* record = nullptr;  // on the card
  std::size_t by = 0;             // 0: the first root, 1: the one that followed it, and so on
  CardFact fact;
};
struct CountedFacts {
  std::vector<CountedFact> facts;
  RootId signer;  // the newest root
};

// Each record is tried with each root, so a chain of them has an end.
inline constexpr std::size_t kMaxRoots = 16;

// Checks all signatures of a card, and leaves out what a root said that the one that followed it
// had not seen. `records` must outlive what is given. Errors: bad_signature, malformed,
// unknown_version, too_large (more than kMaxRoots), refused (two roots say that they follow the
// same one).
Result<CountedFacts> counted_facts(const CardRecords& records);

// The records among them that count.
CardRecords counted_records(const CardRecords& records, const CountedFacts& counted);

}  // namespace alongside
