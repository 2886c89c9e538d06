#pragma once

#include "client/store/rows.h"
#include "shared/change/change.h"

namespace alongside {

// Which batches lie where all who may read them look (docs/spec/sync.md). Inside the caller's
// transaction.

// Finds out anew which batches of a section lie in a stream such that every EPOCH that is neither
// that stream's own nor an earlier one covers them; the others are to be sealed into the newest
// stream, whoever made them. Of held ones, whether they lie in any. Requires: no open batch.
void find_places(Vault& vault, const SectionRow& section);

// Of `blob JOIN stream`: blobs that lie in a section's stream, or will still be sent into it.
inline constexpr std::string_view kHoldsWhatItHas =
    "stream.purpose = 0 AND stream.to_drop = 0 AND (blob.place IS NOT NULL OR (stream.was_closed = "
    "0 AND blob.not_taken = 0 AND (blob.bytes IS NOT NULL OR blob.receipt IS NOT NULL))) ";

// A batch that lies in no such stream.
struct Unplaced {
  std::int64_t row = 0;
  BatchHash hash;
};
// In the order they were written or came; held ones, or the others.
std::vector<Unplaced> unplaced(Database& db, std::int64_t section, bool held);

// Where a batch lies.
enum class Place : std::uint8_t { nowhere = 0, in_a_stream = 1, in_the_owners_inbox = 2 };
void set_place(Database& db, std::int64_t batch, Place place);

}  // namespace alongside
