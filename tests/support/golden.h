#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "shared/base/bytes.h"
#include "shared/base/check.h"

namespace alongside {

// The golden vectors of tests/golden/<name>.json; they stay where they are as long as the program
// runs, so that a loop may stand over a part of them.
inline const nlohmann::json& golden(const std::string& name) {
  static std::map<std::string, nlohmann::json> read;
  if (const auto known = read.find(name); known != read.end()) return known->second;
  std::ifstream file(std::string(ALONGSIDE_TEST_DATA) + "/golden/" + name + ".json");
  MUST(file.good());
  return read[name] = nlohmann::json::parse(file);
}

// The bytes of tests/golden/<file>.
inline std::string golden_text(const std::string& file) {
  std::ifstream from(std::string(ALONGSIDE_TEST_DATA) + "/golden/" + file, std::ios::binary);
  MUST(from.good());
  return {std::istreambuf_iterator<char>(from), {}};
}

// The bytes that a golden vector gives in hexadecimal.
inline Bytes golden_bytes(const nlohmann::json& hex) {
  Result<Bytes> bytes = from_hex(hex.get<std::string>());
  MUST(bytes.has_value());
  return *bytes;
}

// Writes tests/golden/<file> anew if the environment says ALONGSIDE_WRITE_GOLDEN=<name>.
inline void rewrite_golden_text(const std::string& name, const std::string& file,
                                const std::string& text) {
  const char* const asked = std::getenv("ALONGSIDE_WRITE_GOLDEN");
  if (asked == nullptr || name != asked) return;
  std::ofstream to(std::string(ALONGSIDE_TEST_DATA) + "/golden/" + file, std::ios::binary);
  to << text;
  to.close();
  MUST(to.good());
}

// Writes the golden vectors of tests/golden/<name>.json anew if the environment says
// ALONGSIDE_WRITE_GOLDEN=<name>: bytes of a released format never change, so this is never the way
// to make a red test green.
inline void rewrite_golden(const std::string& name, const nlohmann::json& vectors) {
  rewrite_golden_text(name, name + ".json", vectors.dump(1) + "\n");
}

}  // namespace alongside
