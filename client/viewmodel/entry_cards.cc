#include "client/viewmodel/entry_cards.h"

#include "client/store/people.h"
#include "client/viewmodel/when.h"

namespace alongside {
namespace {

EntryCard card_of(Vault& vault, const Item& item, std::uint64_t field) {
  const RootId owner = record_owner(vault, item.name.space);
  EntryCard row{item.name, {}};
  const ShownField* shown = item.field(field);
  if (shown == nullptr || shown->versions.empty()) {
    row.wordings.push_back({{},
                            "",
                            author_in_words(vault, item.author, item.author == vault.me()),
                            when_in_words(item.at, vault.now_ms()),
                            "",
                            false});
    return row;
  }
  for (const ShownVersion& version : shown->versions) {
    const Text* text = std::get_if<Text>(&version.value);
    const std::string said_by = text != nullptr ? text->said_by : "";
    row.wordings.push_back({version.id, shown_value(version.value),
                            author_in_words(vault, version.author, version.by_me),
                            when_in_words(version.at, vault.now_ms()), said_by,
                            said_by == kSaidByPerson && version.author != owner});
  }
  return row;
}

}  // namespace

Phrase by_line(const Wording& wording) {
  return phrase(wording.is_their_words ? "by.line_their_words" : "by.line")
      .with("who", wording.by)
      .with("when", wording.when);
}

Phrase author_in_words(Vault& vault, const RootId& author, bool by_me) {
  if (by_me) return phrase("by.me");
  const std::string name = name_of_author(vault, author);
  return name.empty() ? phrase("by.someone") : as_typed(name);
}

std::vector<EntryCard> entry_cards(Vault& vault, const SectionPlace& place, std::uint64_t kind,
                                   std::uint64_t field) {
  std::vector<EntryCard> rows;
  for (const Item& item : items(vault, {place.space, place.section, kind})) {
    rows.push_back(card_of(vault, item, field));
  }
  return rows;
}

std::vector<EntryCard> entry_cards(Vault& vault, const std::vector<SpaceId>& records,
                                   std::uint64_t section, std::uint64_t kind, std::uint64_t field) {
  std::vector<EntryCard> rows;
  for (const Item& item : items_of(vault, records, {std::nullopt, section, kind})) {
    rows.push_back(card_of(vault, item, field));
  }
  return rows;
}

Result<EntryCard> find_entry_card(Vault& vault, const EntryName& entry, std::uint64_t field) {
  TRY(const Item item, find_item(vault, entry));
  return card_of(vault, item, field);
}

}  // namespace alongside
