#pragma once

#include "shared/protocol/messages.h"

namespace alongside {

// Lists as the protocol's messages carry them: a list that may be absent is left out when it is
// empty, and an empty one in its place is malformed (docs/spec/http.md).

// The number of items of an optional list that is there.
// Errors: malformed (empty), too_large (more than `limit`).
Result<std::size_t> open_list(CborReader& in, std::size_t limit);

// Opens an array that must have exactly `parts` items. Errors: malformed.
Result<bool> open_parts(CborReader& in, std::size_t parts);

// [ (W ‖ R) bstr64 * ], at most kMaxFollowed. Errors: malformed, too_large.
void write_follow(CborWriter& out, const std::vector<Follow>& list);
Result<std::vector<Follow>> read_follow(CborReader& in);

// [ uint * ]. Errors: malformed, too_large (more than `limit`).
void write_numbers(CborWriter& out, const std::vector<std::uint64_t>& numbers);
Result<std::vector<std::uint64_t>> read_numbers(CborReader& in, std::size_t limit);

// [hR, hA, hC, hD]. Errors: malformed.
void write_four(CborWriter& out, const Four& four);
Result<Four> read_four(CborReader& in);

// `true`, the only value that is written of an optional flag. Errors: malformed.
Result<bool> read_true(CborReader& in);

// A time in milliseconds since 1970. Errors: malformed.
Result<TimeMs> read_time(CborReader& in);

}  // namespace alongside
