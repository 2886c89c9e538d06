#include "client/store/hand_over_notices.h"

#include <algorithm>
#include <map>

#include "client/store/handed.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/notices.h"
#include "client/store/standing.h"
#include "shared/base/check.h"
#include "shared/consent/ended.h"

namespace alongside {
namespace {

std::map<RootId, std::set<DeviceId>> former_holders(Vault& vault, const SectionRow& section,
                                                    const EpochRecord& head) {
  std::map<RootId, std::set<DeviceId>> holders;
  const auto card = known_card(vault, root_of_author(vault.db(), section.owner));
  MUST(card);
  if (card->signer == card->root) return holders;
  for (const auto& [device, record] : card->certified) {
    if (record.holder && head.ended.contains(as_holder(device))) {
      holders[*record.holder].insert(device);
    }
  }
  return holders;
}

StopNotice hand_over_notice(Vault& vault, const SectionRow& section, const EpochRecord& head,
                            const RootId& holder, const std::set<DeviceId>& ended) {
  StopNotice notice;
  notice.space = section.space;
  notice.section = section.number;
  for (const DeviceId& device : ended) notice.ended.insert(as_holder(device));
  for (const BatchRef& tip : head.frontier) {
    const bool is_theirs = tip.chain.admission.is_zero() && ended.contains(tip.chain.device);
    if (is_theirs) notice.frontier.push_back(tip);
  }
  for (const BatchHash& batch : head.adopted) {
    if (wrote(vault, holder, batch)) notice.adopted.insert(batch);
  }
  return notice;
}

// Who is told may not have met this device.
void send_with_card(Vault& vault, const RootId& to, const RootId& owner, Bytes notice,
                    const Hash& name) {
  const auto records = known_records(vault, owner);
  MUST(records);
  const auto card = send_message(vault, {to, owner, MessageKind::card, encode_card(*records)});
  const auto sent = send_message(vault, {to, owner, MessageKind::stop_notice, std::move(notice)});
  if (!card || !sent) return;  // no card of theirs here: it stays to be told
  note_handed(vault.db(), name.view(), to, sent->blob);
}

}  // namespace

void give_hand_over_notices(Vault& vault, const SectionRow& section, const EpochRecord& head) {
  const RootId owner = root_of_author(vault.db(), section.owner);
  for (const auto& [holder, devices] : former_holders(vault, section, head)) {
    Bytes content = encode_notice(hand_over_notice(vault, section, head, holder, devices));
    const Hash name = notice_id(content);
    if (was_handed(vault.db(), name.view(), holder)) continue;
    send_with_card(vault, holder, owner, std::move(content), name);
  }
}

// It names the devices that held the record then: it is for one that was recovered or joined since,
// too.
bool is_handed_over(Vault& vault, const SectionRow& section) {
  std::set<DeviceId> ours;
  const auto card = known_card(vault, root_of_author(vault.db(), section.owner));
  MUST(card);
  for (const auto& [device, record] : card->certified) {
    if (record.holder == vault.me()) ours.insert(as_holder(device));
  }
  const auto kept = notices_of(vault.db(), section);
  return std::any_of(kept.begin(), kept.end(), [&](const KeptNotice& one) {
    const auto notice = decode_notice(one.record);
    MUST(notice);
    return std::any_of(notice->ended.begin(), notice->ended.end(),
                       [&](const DeviceId& device) { return ours.contains(device); });
  });
}

}  // namespace alongside
