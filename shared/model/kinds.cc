#include "shared/model/kinds.h"

namespace alongside {
namespace {

constexpr SectionSpec kSections[] = {
    {kSectionPerson, "person", SpaceOf::person, true},
    {4, "about", SpaceOf::person, true},
    {6, "story", SpaceOf::person, true},
    {kSectionNotes, "notes", SpaceOf::person, true},
    {kSectionGoals, "goals", SpaceOf::person, true},
    {12, "connections", SpaceOf::person, true},
    {14, "budget", SpaceOf::person, true},
    {16, "wellbeing", SpaceOf::person, true},
    {18, "outcomes", SpaceOf::person, true},
    {20, "barriers", SpaceOf::person, true},
    {22, "mine", SpaceOf::person, false},
    {32, "reflections", SpaceOf::coach, false},
    {kSectionLoose, "loose", SpaceOf::coach, false},
    {36, "nudges", SpaceOf::coach, false},
    {48, "people", SpaceOf::charity, true},
    {50, "learning", SpaceOf::charity, true},
    {52, "directory", SpaceOf::charity, true},
    {54, "charity-budget", SpaceOf::charity, true},
    {56, "contract", SpaceOf::charity, true},
    {58, "voice", SpaceOf::charity, true},
};

constexpr FieldSpec kPersonFields[] = {{kPersonName, "name", FieldType::text}};
constexpr FieldSpec kNoteFields[] = {{kNoteBody, "body", FieldType::text},
                                     {kNoteAt, "at", FieldType::time}};
constexpr FieldSpec kGoalFields[] = {{kGoalWording, "wording", FieldType::text},
                                     {kGoalState, "state", FieldType::word}};
constexpr FieldSpec kEventFields[] = {{kEventWhat, "what", FieldType::word},
                                      {kEventWhen, "when", FieldType::time},
                                      {kEventDecidedBy, "decided_by", FieldType::word},
                                      {kEventWords, "words", FieldType::text},
                                      {kEventFollows, "follows", FieldType::entries}};

constexpr FieldSpec kJoinedFields[] = {{kJoinedRecords, "records", FieldType::records}};
constexpr FieldSpec kAcrossFields[] = {{kAcrossEvent, "event", FieldType::entries},
                                       {kAcrossFollows, "follows", FieldType::entries}};

constexpr KindSpec kKinds[] = {
    {kKindPerson, "person", kSectionPerson, kPersonFields, {}},
    {kKindNote, "note", kSectionNotes, kNoteFields, {}},
    {kKindGoal, "goal", kSectionGoals, kGoalFields, {}},
    {kKindRelationshipEvent,
     "relationship_event",
     kSectionPerson,
     kEventFields,
     {.append_only = true}},
    {kKindJoined, "joined", kSectionLoose, kJoinedFields, {.append_only = true}},
    {kKindFollowsAcross, "follows_across", kSectionLoose, kAcrossFields, {.append_only = true}},
};

template <class Spec, class Key, class Member>
const Spec* find_in(std::span<const Spec> specs, const Key& key, Member member) {
  for (const Spec& spec : specs) {
    if (spec.*member == key) return &spec;
  }
  return nullptr;
}

}  // namespace

const FieldSpec* KindSpec::field(std::string_view field_name) const {
  return find_in(fields, field_name, &FieldSpec::name);
}

const FieldSpec* KindSpec::field(std::uint64_t field_number) const {
  return find_in(fields, field_number, &FieldSpec::number);
}

std::span<const SectionSpec> all_sections() { return kSections; }
std::span<const KindSpec> all_kinds() { return kKinds; }

const SectionSpec* find_section(std::uint64_t number) {
  return find_in(all_sections(), number, &SectionSpec::number);
}
const SectionSpec* find_section(std::string_view name) {
  return find_in(all_sections(), name, &SectionSpec::name);
}
const KindSpec* find_kind(std::uint64_t number) {
  return find_in(all_kinds(), number, &KindSpec::number);
}
const KindSpec* find_kind(std::string_view name) {
  return find_in(all_kinds(), name, &KindSpec::name);
}

KindRules rules_of(std::uint64_t kind) {
  const KindSpec* spec = find_kind(kind);
  return spec != nullptr ? spec->rules : KindRules{};
}

}  // namespace alongside
