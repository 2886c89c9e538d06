#include "tests/support/cbor_gen.h"

#include <limits>

#include <nlohmann/json.hpp>
#include <rapidcheck.h>

namespace alongside {
namespace {

// Numbers near where the encoding grows by a byte, and any others.
std::int64_t any_number() {
  const int bits = *rc::gen::element(0, 3, 5, 8, 16, 31, 32, 62);
  const std::int64_t near = (std::int64_t{1} << bits) + *rc::gen::inRange<std::int64_t>(-9, 9);
  return *rc::gen::element(near, -near, *rc::gen::arbitrary<std::int64_t>(),
                           std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max());
}

Bytes any_bytes() {
  const auto numbers = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
  return copy_of(std::as_bytes(std::span(numbers)));
}

std::string any_text() {
  std::string text;
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "Mo", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x99\x82",
                                    std::string(1, '\0'), std::string(30, 'n')));
  for (const std::string& piece : pieces) text += piece;
  return text;
}

CborValue::Map any_map(int depth) {
  CborValue::Map map;
  std::uint64_t key = *rc::gen::inRange<std::uint64_t>(0, 30);
  for (int left = *rc::gen::inRange(0, 5); left > 0 && key < 65536; --left) {
    map.push_back({key, any_cbor_value(depth - 1)});
    key += *rc::gen::element<std::uint64_t>(1, 2, 30, 300, 40000);
  }
  return map;
}

}  // namespace

CborValue any_cbor_value(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 9 : 5)) {
    case 0:
      return {std::monostate()};
    case 1:
      return {*rc::gen::arbitrary<bool>()};
    case 2:
      return {any_number()};
    case 3:
      return {any_bytes()};
    case 4:
      return {any_text()};
    case 5:
    case 6: {
      CborValue::List list;
      for (int left = *rc::gen::inRange(0, 5); left > 0; --left) {
        list.push_back(any_cbor_value(depth - 1));
      }
      return {std::move(list)};
    }
    default:
      return {any_map(depth)};
  }
}

CborValue value_of_json(const nlohmann::json& json) {
  if (json.is_null()) return {std::monostate()};
  if (json.is_boolean()) return {json.get<bool>()};
  if (json.is_number()) return {json.get<std::int64_t>()};
  if (json.is_string()) return {json.get<std::string>()};
  if (json.is_array()) {
    CborValue::List list;
    for (const auto& item : json) list.push_back(value_of_json(item));
    return {std::move(list)};
  }
  if (json.contains("bytes")) return {*from_hex(json.at("bytes").get<std::string>())};
  CborValue::Map map;
  for (const auto& entry : json.at("map")) {
    map.push_back({entry.at(0).get<std::uint64_t>(), value_of_json(entry.at(1))});
  }
  return {std::move(map)};
}

}  // namespace alongside
