#include <algorithm>

#include "client/store/entry_rows.h"
#include "client/store/entry_table.h"
#include "client/store/items.h"

namespace alongside {
namespace {

constexpr int kMostFound = 200;

// What was typed as a query of quoted words, each of which may go on: nothing typed is syntax.
std::string quoted_words(std::string_view typed) {
  std::string query;
  std::size_t at = 0;
  while (at < typed.size()) {
    const std::size_t from = typed.find_first_not_of(" \t\r\n", at);
    if (from == std::string_view::npos) break;
    at = std::min(typed.find_first_of(" \t\r\n", from), typed.size());
    std::string word;
    for (const char letter : typed.substr(from, at - from)) {
      if (letter != '\0') word += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    if (word.empty()) continue;
    query += (query.empty() ? "\"" : " \"") + word + "\"*";
  }
  return query;
}

}  // namespace

void index_received(Vault& vault) {
  auto& query = vault.db().statement("SELECT 1 FROM search_todo LIMIT 1");
  if (!first_row(query, [](Statement&) { return true; })) return;
  Transaction transaction(vault.db());
  index_waiting_words(vault.db());
  transaction.commit();
}

std::vector<Item> search(Vault& vault, std::string_view words) {
  const std::string query = quoted_words(words);
  std::vector<Item> found;
  if (query.empty()) return found;
  index_received(vault);
  std::vector<std::int64_t> entries;
  auto& rows = vault.db()
                   .statement(
                       "SELECT entry.id FROM search JOIN entry ON entry.id = search.rowid "
                       "WHERE search MATCH ?1 AND entry.is_present = 1 ORDER BY rank LIMIT ?2")
                   .bind(1, query)
                   .bind(2, kMostFound);
  while (rows.step()) entries.push_back(rows.integer(0));
  ItemMaker maker(vault);
  for (const std::int64_t entry : entries) {
    if (const auto row = entry_row_at(vault, entry)) found.push_back(maker.make(*row));
  }
  return found;
}

}  // namespace alongside
