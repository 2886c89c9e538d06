#include "client/store/device_list.h"

#include <algorithm>
#include <set>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/typed_ids.h"
#include "shared/base/check.h"
#include "shared/consent/ended.h"

namespace alongside {
namespace {

void add_times(Vault& vault, OwnDevice& device) {
  auto& query =
      vault.db()
          .statement(
              "SELECT coalesce(min(at_ms), 0), coalesce(max(at_ms), 0) FROM (SELECT batch.at_ms "
              "FROM batch JOIN chain ON chain.id = batch.chain WHERE chain.device = ?1 AND "
              "batch.hash IS NOT NULL UNION ALL SELECT at_ms FROM word WHERE device = ?1)")
          .bind(1, device.device);
  first_row(query, [&](Statement& row) {
    device.first_ms = row.integer(0);
    device.newest_ms = row.integer(1);
    return true;
  });
}

// Whether every newest EPOCH has ended the device.
bool is_ended(Vault& vault, const SectionRow& section, const DeviceId& device) {
  const SectionEpochs epochs = section_epochs(vault, section.id);
  return std::all_of(epochs.heads.begin(), epochs.heads.end(), [&](const EpochId& head) {
    return ends_owners_device(epochs.records.at(head).ended, device);
  });
}

// A section kept here is open to the devices on its owner's card; one of which a removal is known
// and not acted upon yet still is.
void add_sections(Vault& vault, OwnDevice& device) {
  std::set<SpaceId> spaces;
  for (const SectionRow& section : all_section_rows(vault.db())) {
    if (!section.is_owner()) continue;
    const auto card = known_card(vault, root_of_author(vault.db(), section.owner));
    MUST(card);
    if (!card->certified.contains(device.device)) continue;
    const bool is_gone = card->removed.contains(device.device);
    if (is_gone && is_ended(vault, section, device.device)) continue;
    ++device.sections;
    spaces.insert(section.space);
  }
  for (const SpaceRow& space : all_spaces(vault.db())) {
    if (space.is_person && spaces.contains(space.space)) ++device.people;
  }
}

}  // namespace

std::vector<OwnDevice> own_devices(Vault& vault) {
  const auto card = known_card(vault, vault.me());
  MUST(card);
  std::vector<OwnDevice> list;
  for (const auto& [id, record] : card->certified) {
    OwnDevice device;
    device.device = id;
    device.is_this = id == vault.device().id();
    device.is_removed = card->removed.contains(id);
    add_times(vault, device);
    add_sections(vault, device);
    list.push_back(device);
  }
  std::stable_sort(list.begin(), list.end(), [](const OwnDevice& a, const OwnDevice& b) {
    if (a.is_this != b.is_this) return a.is_this;
    return a.first_ms < b.first_ms;
  });
  return list;
}

Result<DeviceId> find_own_device(Vault& vault, std::string_view typed) {
  if (typed.size() < kFewestDigits) {
    return error(ErrorCode::usage, "Type at least four letters of the device's id.");
  }
  std::vector<DeviceId> fitting;
  for (const OwnDevice& device : own_devices(vault)) {
    if (id_fits(device.device.view(), typed)) fitting.push_back(device.device);
  }
  return only_one(std::move(fitting), "device");
}

}  // namespace alongside
