#include "client/store/ended_devices.h"

#include <algorithm>
#include <map>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/rotate.h"
#include "client/store/take_back.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/ended.h"

namespace alongside {
namespace {

bool may_read(Vault& vault, std::int64_t section, const RootId& root) {
  const SectionEpochs epochs = section_epochs(vault, section);
  return std::any_of(epochs.heads.begin(), epochs.heads.end(), [&](const EpochId& head) {
    return member_under(epochs.records.at(head), root) != nullptr;
  });
}

std::map<std::int64_t, std::set<DeviceId>> wishes(Database& db) {
  std::map<std::int64_t, std::set<DeviceId>> wished;
  auto& rows = db.statement("SELECT section, device FROM to_end");
  while (rows.step()) wished[rows.integer(0)].insert(rows.id<DeviceId>(1));
  return wished;
}

// What another device of the owner has ended already.
void leave_out_ended(Vault& vault, std::int64_t section, std::set<DeviceId>& devices) {
  const SectionEpochs epochs = section_epochs(vault, section);
  std::erase_if(devices, [&](const DeviceId& device) {
    return std::all_of(epochs.heads.begin(), epochs.heads.end(), [&](const EpochId& head) {
      return epochs.records.at(head).ended.contains(device);
    });
  });
}

// Whether a device was on the owner's card for somebody else.
bool holds(Vault& vault, const RootId& owner, const DeviceId& device) {
  const auto card = known_card(vault, owner);
  const auto record = card ? card->certified.find(device) : decltype(card->certified.end()){};
  return card && record != card->certified.end() && record->second.mark == DeviceMark::holding;
}

// Whether somebody else who may read has the device: it held a record for this one.
bool reads_for_another(Vault& vault, std::int64_t section, const RootId& root,
                       const DeviceId& device) {
  const SectionEpochs epochs = section_epochs(vault, section);
  return std::any_of(epochs.heads.begin(), epochs.heads.end(), [&](const EpochId& head) {
    const std::vector<Member>& members = epochs.records.at(head).members;
    return std::any_of(members.begin(), members.end(), [&](const Member& member) {
      return member.root != root && speaks_for(vault, member.root, device);
    });
  });
}

// What removed devices gave to members and had not arrived arrives no more, for nobody vouches for
// them. It is given again by this device.
void give_again(Vault& vault, const SectionRow& section, const std::set<DeviceId>& makers) {
  for (const SignedEpoch& epoch : epochs_of(vault, section.id)) {
    if (!epoch.record.signer || !makers.contains(*epoch.record.signer)) continue;
    for (const Member& member : epoch.record.members) {
      vault.db()
          .statement("DELETE FROM handed WHERE what = ?1 AND who = ?2 AND blob = 0")
          .bind(1, epoch.id)
          .bind(2, member.root)
          .run();
    }
  }
}

// Gives whether nothing is left to do.
bool end_in(Vault& vault, const SectionRow& section, std::set<DeviceId> devices) {
  merge_heads(vault, section);
  leave_out_ended(vault, section.id, devices);
  if (devices.empty()) return true;
  EpochAct act;
  act.ends = devices;
  const auto made = make_epoch(vault, section, std::move(act));
  if (!made && made.error().code == ErrorCode::too_large) {
    report(vault, "a removed device that could not be ended", section.space.view());
  }
  return made.has_value();
}

}  // namespace

void wish_ended(Vault& vault, const RootId& root, const std::set<DeviceId>& devices) {
  const std::vector<SectionRow> sections = all_section_rows(vault.db());
  for (const SectionRow& section : sections) {
    if (!section.is_owner()) continue;
    const bool is_own = root_of_author(vault.db(), section.owner) == root;
    if (!is_own &&
        (PLANT(removed_devices_of_members_go_on) || !may_read(vault, section.id, root))) {
      continue;
    }
    if (PLANT(a_section_is_forgotten) && &section == &sections.back()) continue;
    // What it did before it knew goes to the others.
    if (devices.contains(vault.device().id())) mark_to_publish(vault.db(), section.id);
    if (is_own) give_again(vault, section, devices);
    for (const DeviceId& device : devices) {
      if (!is_own && reads_for_another(vault, section.id, root, device)) continue;
      take_back_keys(vault, section, device.view());
      const bool held = is_own && holds(vault, root, device);
      vault.db()
          .statement("INSERT OR IGNORE INTO to_end (section, device) VALUES (?1, ?2)")
          .bind(1, section.id)
          .bind(2, held ? as_holder(device) : device)
          .run();
    }
  }
}

void end_wished(Vault& vault) {
  if (PLANT(removal_leaves_the_keys)) return;
  for (const auto& [row, devices] : wishes(vault.db())) {
    const auto section = section_row(vault.db(), row);
    MUST(section);
    if (is_removed_here(vault, *section) || !end_in(vault, *section, devices)) continue;
    vault.db().statement("DELETE FROM to_end WHERE section = ?1").bind(1, row).run();
    vault.touch();
  }
}

void end_removed_devices(Vault& vault) {
  auto& query = vault.db().statement("SELECT 1 FROM to_end LIMIT 1");
  if (!first_row(query, [](Statement&) { return true; })) return;
  Transaction transaction(vault.db());
  vault.cards().clear();
  end_wished(vault);
  transaction.commit();
}

bool is_removed_here(Vault& vault, const SectionRow& section) {
  const RootId writer = section.is_owner() ? root_of_author(vault.db(), section.owner) : vault.me();
  const auto card = known_card(vault, writer);
  return card && speaks_no_more(*card, vault.device().id());
}

bool is_removed(Vault& vault) {
  const auto card = known_card(vault, vault.me());
  return card && speaks_no_more(*card, vault.device().id());
}

}  // namespace alongside
