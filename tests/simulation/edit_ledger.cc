#include "tests/simulation/edit_ledger.h"

#include <algorithm>

#include "client/store/cards.h"
#include "client/store/erased_records.h"
#include "client/store/rows.h"
#include "shared/base/check.h"
#include "tests/simulation/by_id.h"

namespace alongside {
namespace {

// The value that a version has in an item; nothing: it is not there.
std::optional<std::string> value_of(const Result<Item>& item, std::uint64_t field,
                                    const std::string& version) {
  if (!item) return std::nullopt;
  const ShownField* shown = item->field(field);
  if (shown == nullptr) return std::nullopt;
  for (const ShownVersion& candidate : shown->versions) {
    if (candidate.id.text == version) return shown_value(candidate.value);
  }
  return std::nullopt;
}

// Whether the change stood in a record that its person took over, or that was erased.
bool has_gone(Vault& vault, const ChangePlace& place) {
  if (is_erased(vault.db(), place.space)) return true;
  const auto section = find_section(vault.db(), place.space, place.section);
  const auto space = find_space(vault.db(), place.space);
  if (!section || !space || section->reading != Reading::wiped) return false;
  const auto card = known_card(vault, root_of_author(vault.db(), space->owner));
  return card && card->signer != card->root;
}

// Whether the change stood in a section that this device was told to leave: its chain ended.
bool was_left(Vault& vault, const ChangePlace& place) {
  if (has_gone(vault, place)) return true;
  auto& query = vault.db()
                    .statement(
                        "SELECT 1 FROM notice WHERE space = ?1 AND number = ?2 AND "
                        "instr(record, ?3) > 0")
                    .bind(1, place.space)
                    .bind(2, place.section)
                    .bind(3, place.chain.admission);
  const bool is_there = query.step();
  query.reset();
  return is_there;
}

bool is_within(const std::set<std::size_t>& some, const std::set<std::size_t>& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

}  // namespace

std::size_t EditLedger::note_saved(SimDevice& device, std::size_t number) {
  std::size_t fresh = 0;
  for (auto& [place, bytes] : open_changes_of(device.window())) {
    const auto [at, is_new] = saved_.try_emplace(place, Saved{bytes, number});
    MUST(is_new || at->second.bytes == bytes);
    fresh += is_new ? 1 : 0;
  }
  return fresh;
}

std::size_t EditLedger::lost_on(SimDevice& device, std::size_t number) const {
  const auto log = changes_of(device.window());
  const auto erased = erased_on(device.window());
  return static_cast<std::size_t>(
      std::count_if(saved_.begin(), saved_.end(), [&](const auto& saved) {
        if (saved.second.device != number) return false;
        const auto found = log.find(saved.first);
        if (found == log.end() && was_left(device.window(), saved.first)) return false;
        if (found == log.end() && erased.contains(entry_of(saved.second.bytes))) return false;
        return found == log.end() || found->second != saved.second.bytes;
      }));
}

std::size_t EditLedger::count_of(std::size_t number) const {
  return static_cast<std::size_t>(
      std::count_if(saved_.begin(), saved_.end(),
                    [&](const auto& saved) { return saved.second.device == number; }));
}

void EditLedger::forget(const SpaceId& space) {
  std::erase_if(saved_, [&](const auto& saved) { return saved.first.space == space; });
}

void ScreenRecord::saw(std::size_t device, const SectionKey& section, const Item& item) {
  for (const ShownField& field : item.fields) {
    for (const ShownVersion& version : field.versions) {
      const Shown fresh{section, field.number, shown_value(version.value), version.author, {}};
      const auto shown = shown_.try_emplace(Key{item.name.id, version.id.text}, fresh).first;
      shown->second.devices.insert(device);
    }
  }
}

void ScreenRecord::replaced(std::size_t device, const EntityId& entry,
                            const std::vector<VersionId>& versions) {
  for (const VersionId& version : versions) replaced_[{entry, version.text}].insert(device);
}

void ScreenRecord::perhaps_replaced(const EntityId& entry, const std::vector<VersionId>& versions) {
  for (const VersionId& version : versions) perhaps_replaced_.insert({entry, version.text});
}

std::vector<std::string> ScreenRecord::problems(Vault& vault, const SectionKey& section,
                                                const std::set<std::size_t>& lost,
                                                const std::set<RootId>& late) const {
  std::vector<std::string> problems;
  const auto erased = erased_on(vault);
  for (const auto& [key, shown] : shown_) {
    const auto& [entry, version] = key;
    if (shown.section != section || is_within(shown.devices, lost)) continue;
    if (erased.contains(entry)) continue;
    if (late.contains(shown.author)) continue;
    const auto value = value_of(find_item(vault, entry), shown.field, version);
    const auto by = replaced_.find(key);
    if (by != replaced_.end()) {
      const bool is_sure = !is_within(by->second, lost);
      if (value && is_sure) problems.push_back("a version that was replaced is back: " + version);
    } else if (perhaps_replaced_.count(key) == 0) {
      if (!value) problems.push_back("a version is gone that nobody replaced: " + version);
      if (value && *value != shown.value) problems.push_back("a version changed: " + version);
    }
  }
  return problems;
}

}  // namespace alongside
