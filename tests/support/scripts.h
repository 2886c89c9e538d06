#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace alongside {

// What a script of tests/support says of each of `texts`, one JSON value each: it is run once, with
// `argument`, and reads all of them. The texts hold no U+001E. Aborts if the script fails, or says
// anything but one line for each text.
std::vector<nlohmann::json> ask_script(const std::string& script, const std::string& argument,
                                       const std::vector<std::string>& texts);

// What is wrong with each of these JSON documents by docs/spec/<schema>: "" where nothing is.
// Python's jsonschema says so.
std::vector<std::string> schema_faults(const std::string& schema,
                                       const std::vector<std::string>& documents);

}  // namespace alongside
