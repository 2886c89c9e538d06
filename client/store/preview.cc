#include "client/store/preview.h"

#include <algorithm>

#include "client/store/entry_rows.h"
#include "client/store/epochs.h"
#include "client/store/log.h"
#include "client/store/section_records.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// Takes away what lies below all the EPOCHs that admitted a reader: that they were never given.
class SinceFilter {
 public:
  SinceFilter(Vault& vault, const SectionRow& section, std::set<EpochId> since)
      : db_(vault.db()), records_(vault, section), since_(std::move(since)) {}

  // Whether anything of the entry is left.
  bool cut(EntityState& state) {
    for (auto& [field, versions] : state.fields) {
      std::erase_if(versions,
                    [&](const Version& version) { return is_older(version.origin.batch); });
    }
    std::erase_if(state.fields, [](const auto& field) { return field.second.empty(); });
    return !state.fields.empty();
  }

 private:
  bool is_older(std::int64_t batch) {
    auto& query = db_.statement("SELECT hash FROM batch WHERE id = ?1").bind(1, batch);
    const auto hash = first_row(query, [](Statement& row) { return row.id<BatchHash>(0); });
    MUST(hash);
    const auto covers = [&](const EpochId& epoch) {
      return records_.records().covers(epoch, *hash);
    };
    if (PLANT(a_later_share_hides)) return std::any_of(since_.begin(), since_.end(), covers);
    return std::all_of(since_.begin(), since_.end(), covers);
  }

  Database& db_;
  SectionRecords records_;
  std::set<EpochId> since_;
};

std::vector<Item> items_as(Vault& vault, const SectionRow& section, const Member* member,
                           const EpochId& head) {
  std::vector<EntryRow> rows = entry_rows(vault, section);
  if (member != nullptr && !member->full) {
    std::set<EpochId> since = member->since;
    if (since.erase(EpochId{}) > 0) since.insert(head);
    SinceFilter filter(vault, section, std::move(since));
    std::erase_if(rows, [&](EntryRow& row) { return !filter.cut(row.state); });
  }
  std::vector<Item> items;
  ItemMaker maker(vault);
  for (const EntryRow& row : rows) items.push_back(maker.make(row));
  return items;
}

Result<SpaceRow> space_kept_here(Vault& vault, const SpaceId& space) {
  const auto row = find_space(vault.db(), space);
  if (!row) return error(ErrorCode::not_found, "There is no such record here.");
  if (!is_kept_here(vault.db(), row->owner)) {
    return error(ErrorCode::refused,
                 "Only the person, or the coach who keeps the record, sees that.");
  }
  return *row;
}

}  // namespace

Result<std::vector<PreviewedSection>> preview(Vault& vault, const SpaceId& space,
                                              const RootId& contact,
                                              const std::optional<std::uint64_t>& only) {
  TRY(const SpaceRow row, space_kept_here(vault, space));
  Transaction transaction(vault.db());
  for (const SectionRow& section : sections_of(vault.db(), row.id)) {
    close_open_batch(vault, section.id);
  }
  std::vector<PreviewedSection> list;
  for (const SectionRow& section : sections_of(vault.db(), row.id)) {
    if (only && section.number != *only) continue;
    const SectionEpochs epochs = section_epochs(vault, section.id);
    const EpochRecord* head = epochs.head();
    const Member* member = head != nullptr ? member_under(*head, contact) : nullptr;
    if (member == nullptr && !only) continue;
    const SectionSpec* spec = find_section(section.number);
    PreviewedSection shown;
    shown.section = spec != nullptr ? std::string(spec->name) : std::to_string(section.number);
    shown.is_shared = member != nullptr;
    shown.from_now = member != nullptr && !member->full;
    shown.may_write = member != nullptr && !member->writers.empty();
    if (member != nullptr) shown.until = member->until;
    shown.items =
        items_as(vault, section, member, head != nullptr ? epochs.heads.front() : EpochId{});
    list.push_back(std::move(shown));
  }
  transaction.commit();
  return list;
}

Result<std::vector<Item>> preview_share(Vault& vault, const ShareRequest& request) {
  TRY_DO(space_kept_here(vault, request.space));
  Transaction transaction(vault.db());
  const auto section = find_section(vault.db(), request.space, request.section);
  if (!section) return std::vector<Item>{};
  close_open_batch(vault, section->id);
  const SectionEpochs epochs = section_epochs(vault, section->id);
  const EpochRecord* head = epochs.head();
  const Member* member = head != nullptr ? member_under(*head, request.contact) : nullptr;
  const bool begins_now = member == nullptr || member->full || gives_less(request, *member);
  std::vector<Item> items;
  if (!request.from_now) {
    items = items_as(vault, *section, nullptr, EpochId{});
  } else if (!begins_now) {
    items = items_as(vault, *section, member, epochs.heads.front());
  }
  transaction.commit();
  return items;
}

}  // namespace alongside
