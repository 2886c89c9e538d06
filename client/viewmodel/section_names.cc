#include "client/viewmodel/section_names.h"

#include <algorithm>

namespace alongside {
namespace {

struct Named {
  std::string_view section;
  const char* theirs;
  const char* mine;
};

constexpr Named kNames[] = {
    {"person", "section.person", "section.person_mine"},
    {"about", "section.about", "section.about_mine"},
    {"story", "section.story", "section.story_mine"},
    {"notes", "section.notes", "section.notes"},
    {"goals", "section.goals", "section.goals_mine"},
    {"connections", "section.connections", "section.connections"},
    {"budget", "section.budget", "section.budget"},
    {"wellbeing", "section.wellbeing", "section.wellbeing_mine"},
    {"outcomes", "section.outcomes", "section.outcomes"},
    {"barriers", "section.barriers", "section.barriers"},
};

}  // namespace

Phrase section_in_words(std::string_view section, bool is_mine) {
  for (const Named& named : kNames) {
    if (named.section == section) return phrase(is_mine ? named.mine : named.theirs);
  }
  return as_typed(std::string(section));
}

std::vector<const SectionSpec*> parts_of_a_record() {
  std::vector<const SectionSpec*> parts;
  for (const SectionSpec& section : all_sections()) {
    const bool is_written =
        std::any_of(all_kinds().begin(), all_kinds().end(),
                    [&](const KindSpec& kind) { return kind.section == section.number; });
    const bool is_shared = section.space == SpaceOf::person && section.shareable;
    if (is_shared && is_written && section.number != kSectionPerson) parts.push_back(&section);
  }
  return parts;
}

}  // namespace alongside
