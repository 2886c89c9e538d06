#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// The shape of a fuzzer (tests/fuzz/<name>_fuzz.cc):
//
//   bool alongside::fuzz_one(std::span<const std::byte> bytes) {
//     const auto batch = decode_batch(bytes);
//     if (!batch) return false;                       // refused
//     MUST(std::ranges::equal(encode(*batch), bytes));  // or the same bytes come back
//     return true;                                    // accepted
//   }
//
// It is linked with tests/support/fuzz_main.cc, which calls it and says at the end how many inputs
// were accepted: a fuzzer that never sees an accepted input proves little.

namespace alongside {

// Tries one input; each fuzzer defines it. Gives whether the decoder accepted the bytes; aborts
// where the decoder's law does not hold.
bool fuzz_one(std::span<const std::byte> bytes);

// How many inputs this process has tried, and how many of them were accepted.
struct FuzzCount {
  std::uint64_t tried = 0;
  std::uint64_t accepted = 0;
};

// The count of this process; printed to standard error when it ends.
FuzzCount& fuzz_count();

}  // namespace alongside

// What libFuzzer calls.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes);
