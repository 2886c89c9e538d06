// Replays a corpus folder through a fuzzer without libFuzzer: every file, then every proper prefix
// and every single flipped byte of it, so that refusals are tried as well.
//
// Usage: alongside-fuzz-<name> FOLDER. Exits 1 where the folder holds no file or none is accepted.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/support/fuzz.h"

namespace {

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void try_one(const std::vector<std::uint8_t>& bytes, std::size_t size_bytes) {
  LLVMFuzzerTestOneInput(bytes.data(), size_bytes);
}

// Tries the file and what is near it; damage is tried at no more than 512 places of a file.
void replay(std::vector<std::uint8_t> bytes) {
  try_one(bytes, bytes.size());
  const std::size_t step = bytes.size() / 512 + 1;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    try_one(bytes, at);
    for (const int flip : {0x01, 0x80, 0xff}) {
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ flip);
      try_one(bytes, bytes.size());
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ flip);
    }
  }
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2 || !std::filesystem::is_directory(arguments[1])) {
    std::fprintf(stderr, "give the folder of a corpus\n");
    return 1;
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(arguments[1])) {
    if (!entry.is_regular_file()) continue;
    replay(read_bytes(entry.path()));
    ++files;
  }
  std::printf("files replayed: %zu\n", files);
  return files > 0 && alongside::fuzz_count().accepted > 0 ? 0 : 1;
}
