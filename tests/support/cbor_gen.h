#pragma once

#include <nlohmann/json_fwd.hpp>

#include "tests/support/cbor_value.h"

namespace alongside {

// Draws an item with at most `depth` containers nested. Only inside check_property.
CborValue any_cbor_value(int depth = kMaxDepth);

// The item that golden vectors write as JSON: {"bytes": hex}, {"map": [[key, item] …]}, and
// numbers, texts, lists, true, false and null as themselves.
CborValue value_of_json(const nlohmann::json& json);

}  // namespace alongside
