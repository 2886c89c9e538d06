#include "client/store/digests.h"

#include "client/store/items.h"
#include "client/store/log.h"
#include "client/store/rows.h"
#include "client/store/standing.h"
#include "shared/base/check.h"
#include "shared/merge/state.h"
#include "shared/model/kinds.h"

namespace alongside {

Hash section_digest(Vault& vault, std::int64_t section) {
  Database& db = vault.db();
  const auto hash_of = [&db](std::int64_t batch) {
    auto& query = db.statement("SELECT hash FROM batch WHERE id = ?1").bind(1, batch);
    const auto hash = first_row(query, [](Statement& row) { return row.id<BatchHash>(0); });
    MUST(hash);
    return *hash;
  };
  StateDigest digest;
  auto& rows = db.statement(
                     "SELECT state FROM entry WHERE section = ?1 AND is_present = 1 "
                     "ORDER BY entity, kind")
                   .bind(1, section);
  while (rows.step()) {
    const auto state = decode_entity(rows.blob(0));
    MUST(state);
    digest.add(*state, rules_of(state->kind), hash_of);
  }
  return digest.finish();
}

std::vector<SectionDigest> digests(Vault& vault, const SpaceId& space) {
  std::vector<SectionDigest> list;
  const auto row = find_space(vault.db(), space);
  if (!row) return list;
  Transaction transaction(vault.db());
  for (const SectionRow& section : sections_of(vault.db(), row->id)) {
    if (!is_readable(vault, section)) continue;
    close_open_batch(vault, section.id);
    const SectionSpec* spec = find_section(section.number);
    list.push_back({spec != nullptr ? std::string(spec->name) : std::to_string(section.number),
                    section_digest(vault, section.id)});
  }
  transaction.commit();
  return list;
}

}  // namespace alongside
