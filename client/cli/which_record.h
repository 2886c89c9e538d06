#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "client/store/people.h"

namespace alongside {

// Of a person whose records were joined, which one something was done with: a line for people;
// empty where there is only one.
std::string which_record(const Person& record);

// The ids of the records of a joined person, the first one first; none where there is only one.
nlohmann::json json_of_joined(const std::vector<SpaceId>& records);

}  // namespace alongside
