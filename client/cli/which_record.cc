#include "client/cli/which_record.h"

namespace alongside {

std::string which_record(const Person& record) {
  if (record.joined.empty()) return "";
  return "This is about " + record.space.hex().substr(0, 8) + " alone, one of the " +
         std::to_string(record.joined.size()) + " records of this person.\n";
}

nlohmann::json json_of_joined(const std::vector<SpaceId>& records) {
  nlohmann::json ids = nlohmann::json::array();
  for (const SpaceId& record : records) ids.push_back(record.hex());
  return ids;
}

}  // namespace alongside
