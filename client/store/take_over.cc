#include "client/store/take_over.h"

#include <algorithm>

#include "client/store/ended_devices.h"
#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/own_inboxes.h"
#include "client/store/recovery.h"
#include "client/store/take_back.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// The parts of the vault's own record.
std::vector<SectionRow> my_record(Vault& vault) {
  const auto space = find_space(vault.db(), space_name(vault.me(), SpaceKind::person));
  return space ? sections_of(vault.db(), space->id) : std::vector<SectionRow>();
}

// A part that nobody has begun may be begun by one who has not heard yet: then it is one that goes
// on here, like all others.
void begin_all_parts(Vault& vault) {
  if (PLANT(parts_are_begun_apart)) return;
  const auto space = find_space(vault.db(), space_name(vault.me(), SpaceKind::person));
  MUST(space);
  for (const SectionSpec& spec : all_sections()) {
    if (spec.space != SpaceOf::person) continue;
    ensure_first_epoch(vault, put_section(vault.db(), space->id, spec.number, AdmissionId{}, true));
  }
}

Result<bool> check_may_take_over(Vault& vault, const Card& card, const IdentityKey& now) {
  if (is_charity(vault)) {
    return error(ErrorCode::refused, "This is a charity's vault; there is no record to take over.");
  }
  if (speaks_no_more(card, vault.device().id()) || card.signer != now.key().as<RootId>()) {
    return error(ErrorCode::refused, "This device was removed itself; it can take nothing over.");
  }
  if (my_record(vault).empty()) {
    return error(ErrorCode::refused,
                 "Nothing of your own record is here yet. Sync first, then try again.");
  }
  return true;
}

std::vector<DeviceId> others_on(const Card& card, const DeviceId& here) {
  std::vector<DeviceId> others;
  for (const auto& [device, record] : card.devices) {
    if (device != here) others.push_back(device);
  }
  return others;
}

// What the card says from now on.
CardRecords news_of(Vault& vault, const IdentityKey& before, const IdentityKey& next,
                    const std::vector<DeviceId>& gone) {
  const auto known = known_records(vault, before.name());
  MUST(known);
  CardRecords said{before.name(), {}};
  if (!PLANT(the_root_stays)) said.records.push_back(sign_successor(before, next.key(), *known));
  for (const DeviceId& device : gone) said.records.push_back(sign_removal(next, device));
  said.records.push_back(renew_inbox(vault, before.name(), next));
  std::sort(said.records.begin(), said.records.end());
  return said;
}

void keep_root(Vault& vault, const RootId& root, const Key& seed) {
  const Payload sealed{0, copy_of(seed.view())};
  vault.db()
      .statement("UPDATE identity SET root_sealed = ?2 WHERE author = ?1")
      .bind(1, author_number(vault.db(), root))
      .bind(2, seal_to(vault.roots_box(), sealed, vault.random()))
      .run();
}

void say_taken_over(Vault& vault) {
  SectionWord word;
  word.space = space_name(vault.me(), SpaceKind::person);
  word.section = kSectionPerson;
  MUST(say(vault, {vault.me(), vault.me(), MessageKind::took_over}, word));
}

}  // namespace

Result<bool> take_over(Vault& vault, const Key& roots_key) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  const RootId me = vault.me();
  TRY(const IdentityKey before, open_root(vault, me, roots_key));
  const auto card = known_card(vault, me);
  MUST(card);
  TRY_DO(check_may_take_over(vault, *card, before));
  begin_all_parts(vault);
  const Key seed = Key::random(vault.random());
  const IdentityKey next = PLANT(the_root_stays) ? before : IdentityKey(me, SigningKey(seed));
  const std::vector<DeviceId> gone = others_on(*card, vault.device().id());
  if (!learn_card(vault, news_of(vault, before, next, gone))) {
    vault.cards().clear();
    return error(ErrorCode::too_large, "Your card is full; nothing was taken over.");
  }
  decide_contest(vault, me);
  if (!PLANT(the_root_stays)) keep_root(vault, me, seed);
  leave_kit(vault, me, seed);
  for (const DeviceId& device : gone) take_back_all_keys(vault, device);
  end_wished(vault);
  say_taken_over(vault);
  vault.touch();
  transaction.commit();
  return true;
}

}  // namespace alongside
