#pragma once

#include "shared/change/batch.h"
#include "tests/support/seeded_random.h"

namespace alongside {

// Changes and batches for tests, each a function of the random source. Ranges are small, so that
// things meet.

// The signing key of test device `number`.
SigningKey test_device(std::uint64_t number);

// An id whose first byte is `number` and the rest zero.
template <class AnyId>
AnyId test_id(unsigned number) {
  AnyId id;
  id.bytes[0] = static_cast<std::byte>(number);
  return id;
}

// Any change that may stand in a batch: one to four operations, adoptions among them.
Change random_change(SeededRandom& random);

// A header of a batch of `device`, with up to three heads, deps and skips each.
BatchHeader random_header(SeededRandom& random, const SigningKey& device);

// A closed batch of one to nine random changes.
Batch random_batch(SeededRandom& random);

}  // namespace alongside
