#include "tests/support/golden_traces.h"

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>

#include <zstd.h>

#include "shared/base/check.h"

namespace alongside {
namespace {

std::string unpacked(const std::string& packed) {
  const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(),
                                                                             ZSTD_freeDStream);
  std::string text;
  std::array<char, 65536> chunk{};
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::size_t left = 1;
  while (left != 0) {
    ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
    left = ZSTD_decompressStream(stream.get(), &out, &in);
    MUST(ZSTD_isError(left) == 0 && (left == 0 || out.pos > 0));
    text.append(chunk.data(), out.pos);
  }
  return text;
}

}  // namespace

std::vector<Trace> read_traces(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  MUST(in.good());
  std::istringstream lines(unpacked({std::istreambuf_iterator<char>(in), {}}));
  std::vector<Trace> traces;
  for (std::string line; std::getline(lines, line);) {
    traces.push_back(read_trace(nlohmann::json::parse(line)));
  }
  return traces;
}

}  // namespace alongside
