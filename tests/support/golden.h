#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "shared/base/bytes.h"
#include "shared/base/check.h"

namespace alongside {

// The golden vectors of tests/golden/<name>.json.
inline nlohmann::json golden(const std::string& name) {
  std::ifstream file(std::string(ALONGSIDE_TEST_DATA) + "/golden/" + name + ".json");
  MUST(file.good());
  return nlohmann::json::parse(file);
}

// The bytes that a golden vector gives in hexadecimal.
inline Bytes golden_bytes(const nlohmann::json& hex) {
  Result<Bytes> bytes = from_hex(hex.get<std::string>());
  MUST(bytes.has_value());
  return *bytes;
}

}  // namespace alongside
