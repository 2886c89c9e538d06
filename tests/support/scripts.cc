#include "tests/support/scripts.h"

#include <cstdlib>
#include <fstream>

#include "shared/base/check.h"
#include "tests/support/temp_folder.h"

namespace alongside {

std::vector<nlohmann::json> ask_script(const std::string& script, const std::string& argument,
                                       const std::vector<std::string>& texts) {
  const TempFolder folder;
  const std::string asked = folder.path() / "asked", said = folder.path() / "said";
  std::ofstream file(asked, std::ios::binary);
  for (std::size_t i = 0; i < texts.size(); ++i) file << (i == 0 ? "" : "\x1E") << texts[i];
  file.close();
  MUST(file.good());
  const std::string command = "'" ALONGSIDE_TEST_DATA "/support/" + script + "' '" + argument +
                              "' <'" + asked + "' >'" + said + "'";
  MUST(std::system(command.c_str()) == 0);
  std::vector<nlohmann::json> answers;
  std::ifstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    answers.push_back(nlohmann::json::parse(line));
  }
  MUST(answers.size() == texts.size());
  return answers;
}

std::vector<std::string> schema_faults(const std::string& schema,
                                       const std::vector<std::string>& documents) {
  const std::string path = ALONGSIDE_TEST_DATA "/../docs/spec/" + schema;
  std::vector<std::string> faults;
  for (const nlohmann::json& fault : ask_script("check_schema.py", path, documents)) {
    faults.push_back(fault.get<std::string>());
  }
  return faults;
}

}  // namespace alongside
