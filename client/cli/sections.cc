#include "client/cli/sections.h"

namespace alongside {

Result<const SectionSpec*> section_called(const std::string& typed) {
  const SectionSpec* found = find_section(std::string_view(typed));
  if (found != nullptr && found->space == SpaceOf::person) return found;
  std::string names;
  for (const SectionSpec& section : all_sections()) {
    if (section.space != SpaceOf::person) continue;
    names += (names.empty() ? "" : ", ") + std::string(section.name);
  }
  return error(ErrorCode::usage, "A person's record has these sections: " + names + ".");
}

std::string section_name(std::uint64_t number) {
  const SectionSpec* spec = find_section(number);
  return spec != nullptr ? std::string(spec->name) : std::to_string(number);
}

}  // namespace alongside
