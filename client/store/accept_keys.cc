#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/erased_records.h"
#include "client/store/handed.h"
#include "client/store/history_streams.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/log.h"
#include "client/store/own_section.h"
#include "client/store/recovery.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/ended.h"
#include "shared/model/kinds.h"

// What comes from the identity's own other devices.

namespace alongside {
namespace {

// Every EPOCH is of this section and signed by the owner's devices, and every stream is one of
// theirs.
bool fits_together(const OwnKeys& keys, const Card& owner) {
  std::set<Address> named;
  for (const SignedEpoch& epoch : keys.epochs) {
    const EpochRecord& record = epoch.record;
    const bool is_ours = !record.signer || owner.certified.contains(*record.signer);
    if (!is_ours || record.space != keys.space || record.section != keys.section) return false;
    named.insert(record.stream);
  }
  for (const OwnedStream& stream : keys.streams) {
    if (!named.contains(address_of(stream.secrets.hashes()))) return false;
  }
  return true;
}

// The section as an owner's device has it.
Result<SectionRow> own_section(Vault& vault, const OwnKeys& keys, const RootId& owner) {
  auto space = find_space(vault.db(), keys.space);
  if (!space) {
    SpaceRow row;
    row.space = keys.space;
    row.owner = author_number(vault.db(), owner);
    const SectionSpec* spec = find_section(keys.section);
    row.is_person = spec == nullptr || spec->space == SpaceOf::person;
    row.made_ms = vault.now_ms();
    space = add_space(vault.db(), row);
  }
  if (root_of_author(vault.db(), space->owner) != owner) {
    return error(ErrorCode::malformed, "Keys of somebody else's record; they were put aside.");
  }
  return put_section(vault.db(), space->id, keys.section, AdmissionId{}, true);
}

void keep_grants(Vault& vault, const SectionRow& section, const OwnKeys& keys) {
  for (const Bytes& bytes : keys.grants) {
    const auto message = decode_message(bytes);
    const auto grant = message ? decode_grant(message->content) : Result<Grant>(message.error());
    if (!grant || grant->space != keys.space || grant->section != keys.section) {
      report(vault, "a share of another device that does not check out",
             tagged_hash("alongside/control", {bytes}).view());
      continue;
    }
    vault.db()
        .statement(
            "INSERT OR IGNORE INTO share (admission, section, grantee, given, message) "
            "VALUES (?1, ?2, ?3, 1, ?4)")
        .bind(1, grant->admission)
        .bind(2, section.id)
        .bind(3, author_number(vault.db(), grant->grantee))
        .bind(4, bytes)
        .run();
  }
}

// Takes down that an EPOCH has been handed to its members by the device that made it.
void note_handed_by_maker(Vault& vault, const SignedEpoch& epoch) {
  for (const Member& member : epoch.record.members) {
    note_handed(vault.db(), epoch.id.view(), member.root, 0);
  }
}

// How many EPOCHs one that was removed may still bring in after it: made before it knew. Whoever
// found it could go on making them, until a section is full.
constexpr std::size_t kMostLateEpochs = 16;

// Made without knowing of the EPOCHs that end the device, and unknown to these.
bool is_late(const std::map<EpochId, const EpochRecord*>& ends, const EpochId& id,
             const EpochRecord& record) {
  return std::none_of(ends.begin(), ends.end(), [&](const auto& end) {
    return end.second->past.contains(id) || record.past.contains(end.first);
  });
}

// How many of these a device that speaks for the owner no more has made or merged too late.
// Nothing: there is one that it made knowing.
std::optional<std::size_t> count_late(const EpochMap& records, const EpochMap& fresh,
                                      const Card& owner, const DeviceId& from) {
  std::map<EpochId, const EpochRecord*> ends;
  for (const auto& [id, record] : records) {
    if (ends_owners_device(record.ends, from)) ends.emplace(id, &record);
  }
  std::size_t count = 0;
  for (const auto& [id, record] : records) {
    const bool is_others = record.signer && owner.speaks(*record.signer);
    count += !is_others && !ends.empty() && is_late(ends, id, record) ? 1 : 0;
  }
  for (const auto& [id, record] : fresh) {
    if (record.signer && owner.speaks(*record.signer)) continue;
    if (!is_late(ends, id, record)) return std::nullopt;
    ++count;
  }
  return count;
}

// From a device that speaks for the owner no more. It does not begin anything that is not known.
bool may_come_late(Vault& vault, const Card& owner, const DeviceId& from, const OwnKeys& keys) {
  const auto space = find_space(vault.db(), keys.space);
  if (!owner.certified.contains(from) || !space || !find_section(keys.section)) return false;
  if (PLANT(late_keys_are_refused)) return false;
  const auto section = find_section(vault.db(), keys.space, keys.section);
  const EpochMap records = section ? section_epochs(vault, section->id).records : EpochMap();
  EpochMap fresh;
  for (const SignedEpoch& epoch : keys.epochs) {
    if (!records.contains(epoch.id)) fresh.emplace(epoch.id, epoch.record);
  }
  const auto late = count_late(records, fresh, owner, from);
  return late && *late <= kMostLateEpochs;
}

}  // namespace

ActedOn keep_own_keys(Vault& vault, const RootId& owner, const OwnKeys& keys) {
  const auto card = known_card(vault, owner);
  MUST(card);
  if (is_erased(vault.db(), keys.space)) return erased_for_good();
  if (!fits_together(keys, *card)) {
    return error(ErrorCode::malformed, "Keys that do not check out; they were put aside.");
  }
  TRY(const SectionRow section, own_section(vault, keys, owner));
  close_open_batch(vault, section.id);
  for (const OwnedStream& stream : keys.streams) {
    put_stream(vault.db(), section_stream(stream, section.id));
  }
  for (const OwnKeys::Beside& beside : keys.beside) {
    const std::int64_t row = put_stream(vault.db(), section_stream(beside.stream, section.id));
    keep_history_stream(vault.db(), section.id, row, beside.epoch);
    vault.db().statement("UPDATE stream SET to_close = 1 WHERE id = ?1").bind(1, row).run();
  }
  EpochMap known = section_epochs(vault, section.id).records;
  for (const SignedEpoch& epoch : keys.epochs) {
    if (!follows(known, epoch.record)) {
      report(vault, "an EPOCH that does not follow from earlier ones", epoch.id.view());
      continue;
    }
    known.emplace(epoch.id, epoch.record);
    if (keep_epoch(vault, section, epoch)) note_handed_by_maker(vault, epoch);
  }
  keep_grants(vault, section, keys);
  mark_to_publish(vault.db(), section.id);
  vault.touch();
  return section.id;
}

ActedOn accept_own_keys(Vault& vault, const Message& message) {
  TRY(const SealedToDevice content, decode_sealed_to_device(message.content));
  const auto box = box_of(vault, content.device);
  if (!box) return 0;  // for another of the identity's devices
  const auto owner = known_card(vault, message.sender);
  TRY(const Payload payload, open_sealed(*box, content.sealed));
  TRY(const OwnKeys keys, decode_own_keys(payload.bytes));
  const bool is_own = message.sender == message.recipient && owner &&
                      (owner->devices.contains(message.sender_device) ||
                       may_come_late(vault, *owner, message.sender_device, keys));
  if (!is_own) {
    return error(ErrorCode::malformed, "Keys that one's own devices did not send; put aside.");
  }
  TRY(const std::int64_t section, keep_own_keys(vault, message.sender, keys));
  for (const SignedEpoch& epoch : keys.epochs) {
    note_handed(vault.db(), epoch.id.view(), content.device, 0);
  }
  return section;
}

}  // namespace alongside
