#pragma once

#include <vector>

#include "client/cli/answer.h"
#include "client/store/items.h"

namespace alongside {

// Entries as the command line gives them (docs/cli.md).

// {id, kind, section, author, at, received, fields}. Beside a text field stand `said_by` and
// `language`, with the same versions. "marked": true only where an edit brought a removed entry
// back.
nlohmann::json json_of(const Item& item);

// The same in a few lines for people; every version of a field, with its id where there are
// several.
std::string words_of(Vault& vault, const Item& item);

// Leaves word with those whose records these are that they were shown here.
void note_shown(Vault& vault, const std::vector<Item>& items);

// One item, which counts as shown. Where a person has several records, "record" names its own.
Answer shown_item(Vault& vault, const Item& item);

// {"items": […]}, in this order, each as above; what is listed counts as shown.
Answer list_of(Vault& vault, const std::vector<Item>& items);

// With whom something that is gone now was shared, in one line; empty: with nobody.
std::string who_may_have_read(Vault& vault, const std::vector<RootId>& readers);

}  // namespace alongside
