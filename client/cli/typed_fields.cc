#include "client/cli/typed_fields.h"

#include <map>

namespace alongside {
namespace {

using Typed = std::map<std::string, std::string, std::less<>>;

std::string names_of(const KindSpec& kind) {
  std::string names;
  for (const FieldSpec& field : kind.fields)
    names += (names.empty() ? "" : ", ") + std::string(field.name);
  return names;
}

Result<Typed> split(const std::vector<std::string>& words) {
  Typed typed;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
      return error(ErrorCode::usage, "Fields are typed as field=value.");
    }
    if (!typed.emplace(word.substr(0, equals), word.substr(equals + 1)).second) {
      return error(ErrorCode::usage, "One field is typed twice.");
    }
  }
  return typed;
}

std::optional<std::string> take(Typed& typed, std::string_view name) {
  const auto found = typed.find(name);
  if (found == typed.end()) return std::nullopt;
  std::string value = std::move(found->second);
  typed.erase(found);
  return value;
}

const FieldSpec* text_field(const KindSpec& kind) {
  for (const FieldSpec& field : kind.fields) {
    if (field.type == FieldType::text) return &field;
  }
  return nullptr;
}

// The one text that an entry shows in a field.
Result<Text> text_shown(const Item* entry, const FieldSpec& field) {
  const ShownField* shown = entry == nullptr ? nullptr : entry->field(field.number);
  if (shown == nullptr || shown->versions.empty()) {
    return error(ErrorCode::usage, "said_by and language go with words, and there are none here.");
  }
  const auto* text = std::get_if<Text>(&shown->versions.front().value);
  if (shown->versions.size() > 1 || text == nullptr) {
    return error(ErrorCode::usage, "There are several versions of the words; choose one first.");
  }
  return *text;
}

// What stays as it is when only the words are typed anew.
Text beside(const TypedFields& typed, const FieldSpec& field) {
  const Result<Text> shown = text_shown(typed.entry, field);
  return shown ? *shown : typed.usual;
}

}  // namespace

Result<std::vector<FieldEdit>> edits_of(const KindSpec& kind, const TypedFields& typed) {
  TRY(Typed left, split(typed.words));
  const std::optional<std::string> said_by = take(left, kSaidByField);
  const std::optional<std::string> language = take(left, kLanguageField);
  bool has_words = false;
  std::vector<FieldEdit> edits;
  for (const auto& [name, value] : left) {
    const FieldSpec* field = kind.field(std::string_view(name));
    if (field == nullptr) {
      return error(ErrorCode::usage,
                   "A " + std::string(kind.name) + " has these fields: " + names_of(kind) + ".");
    }
    Text usual = field->type == FieldType::text ? beside(typed, *field) : typed.usual;
    usual.said_by = said_by.value_or(usual.said_by);
    usual.language = language.value_or(usual.language);
    TRY(Value meant, typed_value(kind, *field, value, usual));
    edits.push_back({field->number, std::move(meant), std::nullopt});
    has_words = has_words || field->type == FieldType::text;
  }
  if ((said_by || language) && !has_words) {
    const FieldSpec* field = text_field(kind);
    if (field == nullptr) return error(ErrorCode::usage, "This kind of entry has no words.");
    TRY(Text text, text_shown(typed.entry, *field));
    text.said_by = said_by.value_or(text.said_by);
    text.language = language.value_or(text.language);
    edits.push_back({field->number, std::move(text), std::nullopt});
  }
  return edits;
}

std::string stored_field(const KindSpec& kind, const std::string& name) {
  const FieldSpec* field = text_field(kind);
  if (field == nullptr || (name != kSaidByField && name != kLanguageField)) return name;
  return std::string(field->name);
}

}  // namespace alongside
