#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "shared/merge/entity.h"

namespace alongside {

// The practice's words as numbers (docs/spec/model.md): sections, kinds, fields.

enum class FieldType : std::uint8_t { text, time, word, entries, records };

struct FieldSpec {
  std::uint64_t number;
  std::string_view name;
  FieldType type;
};

struct KindSpec {
  std::uint64_t number;
  std::string_view name;
  std::uint64_t section;
  std::span<const FieldSpec> fields;
  KindRules rules;

  const FieldSpec* field(std::string_view field_name) const;
  const FieldSpec* field(std::uint64_t field_number) const;
};

// Whose space a section belongs to.
enum class SpaceOf : std::uint8_t { person, coach, charity };

struct SectionSpec {
  std::uint64_t number;
  std::string_view name;
  SpaceOf space;
  bool shareable;
};

inline constexpr std::uint64_t kSectionPerson = 2;
inline constexpr std::uint64_t kSectionNotes = 8;
inline constexpr std::uint64_t kSectionGoals = 10;
inline constexpr std::uint64_t kSectionLoose = 34;

inline constexpr std::uint64_t kKindPerson = 2;
inline constexpr std::uint64_t kKindNote = 4;
inline constexpr std::uint64_t kKindGoal = 6;
inline constexpr std::uint64_t kKindRelationshipEvent = 8;
inline constexpr std::uint64_t kKindJoined = 10;
inline constexpr std::uint64_t kKindFollowsAcross = 12;

inline constexpr std::uint64_t kPersonName = 0;
inline constexpr std::uint64_t kNoteBody = 0;
inline constexpr std::uint64_t kNoteAt = 2;
inline constexpr std::uint64_t kGoalWording = 0;
inline constexpr std::uint64_t kGoalState = 2;
inline constexpr std::uint64_t kEventWhat = 0;
inline constexpr std::uint64_t kEventWhen = 2;
inline constexpr std::uint64_t kEventDecidedBy = 4;
inline constexpr std::uint64_t kEventWords = 6;
inline constexpr std::uint64_t kEventFollows = 8;
inline constexpr std::uint64_t kJoinedRecords = 0;
inline constexpr std::uint64_t kAcrossEvent = 0;
inline constexpr std::uint64_t kAcrossFollows = 2;

// An entry that was begun without filling in anything: when. Every kind may have it; never shown.
inline constexpr std::uint64_t kFieldBegun = 101;

std::span<const SectionSpec> all_sections();
std::span<const KindSpec> all_kinds();
const SectionSpec* find_section(std::uint64_t number);
const SectionSpec* find_section(std::string_view name);
const KindSpec* find_kind(std::uint64_t number);
const KindSpec* find_kind(std::string_view name);

// The merging rules of a kind; those of an unknown kind are the default ones.
KindRules rules_of(std::uint64_t kind);

}  // namespace alongside
