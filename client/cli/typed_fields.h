#pragma once

#include <string>
#include <vector>

#include "client/store/edits.h"

namespace alongside {

// Fields as typed on the command line: `field=value` words of one kind of entry. said_by=… and
// language=… go with the texts; on an entry that is there they alone write its text anew with them.
struct TypedFields {
  std::vector<std::string> words;
  Text usual;         // without words: said_by and language of a text where nothing else is typed
  const Item* entry;  // the entry to be set; null for a new one
};

// Errors: usage (no such field, not field=value, one field twice, a value that cannot be meant, a
// text with several versions whose said_by or language alone was typed).
Result<std::vector<FieldEdit>> edits_of(const KindSpec& kind, const TypedFields& typed);

// Fields that stand beside a text and travel inside its value.
inline constexpr std::string_view kSaidByField = "said_by";
inline constexpr std::string_view kLanguageField = "language";

// The field that holds what is shown as `name`: of said_by and language the kind's text field.
std::string stored_field(const KindSpec& kind, const std::string& name);

}  // namespace alongside
