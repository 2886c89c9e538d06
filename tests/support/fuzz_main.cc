#include <cstdio>

#include "tests/support/fuzz.h"

namespace alongside {

FuzzCount& fuzz_count() {
  struct Printed : FuzzCount {
    Printed() = default;
    Printed(const Printed&) = delete;
    Printed& operator=(const Printed&) = delete;
    ~Printed() {
      std::fprintf(stderr, "inputs accepted: %llu of %llu\n",
                   static_cast<unsigned long long>(accepted),
                   static_cast<unsigned long long>(tried));
    }
  };
  static Printed count;
  return count;
}

}  // namespace alongside

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  alongside::FuzzCount& count = alongside::fuzz_count();
  ++count.tried;
  if (alongside::fuzz_one(std::as_bytes(std::span(data, size_bytes)))) ++count.accepted;
  return 0;
}
