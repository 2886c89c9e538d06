#pragma once

#include "shared/consent/message.h"
#include "tests/support/crypto.h"
#include "tests/support/seeded_random.h"

namespace alongside {

// A made-up identity with one device, from a seed.
struct SampleIdentity {
  explicit SampleIdentity(std::uint64_t seed)
      : random(seed),
        root(Key::random(random)),
        device(Key::random(random)),
        inbox(StreamSecrets::random(random)),
        box(Key::random(random)) {}

  RootId id() const { return root.as<RootId>(); }

  // A card with a device, an inbox, a home and a name.
  CardRecords card() const {
    CardRecords records{id(), {}};
    records.records.push_back(
        sign_device(root, make_device_record(id(), device, DeviceMark::own, std::nullopt)));
    const FourHashes four = inbox.hashes();
    records.records.push_back(
        sign_inbox(root, 1, {four.read, inbox.append, four.close, four.drop, box.public_key()}));
    records.records.push_back(sign_home(root, 1, {"https://made-up.example", SigningPublic{}}));
    records.records.push_back(sign_name(root, 1, "Made Up"));
    merge_into(records, {id(), {}});
    return records;
  }

  SeededRandom random;
  SigningKey root;
  DeviceKeys device;
  StreamSecrets inbox;
  BoxKey box;
};

// An EPOCH with something in every list.
inline EpochRecord sample_epoch(SampleIdentity& owner, const RootId& grantee) {
  SeededRandom& random = owner.random;
  EpochRecord record;
  record.space = random.id<SpaceId>();
  record.section = 8;
  record.parents = {random.id<EpochId>()};
  record.past = record.parents;
  record.past.insert(random.id<EpochId>());
  record.signer = owner.device.id();
  record.shares = {{random.id<AdmissionId>(), grantee, true, true, std::nullopt}};
  record.stops = {random.id<RootId>()};
  record.ends = {random.id<DeviceId>()};
  record.stream = random.id<Address>();
  record.at = 1'790'000'000'000;
  Member member;
  member.root = grantee;
  member.admissions = {record.shares[0].admission};
  member.writers = member.admissions;
  member.since = {EpochId{}};
  member.until = 1'800'000'000'000;
  member.full = false;
  record.members = {member};
  record.stopped = {random.id<AdmissionId>()};
  record.gone = record.stopped;
  record.ended = record.ends;
  record.frontier = {{{random.id<DeviceId>(), AdmissionId{}}, 3, random.id<BatchHash>()}};
  record.adopted = {random.id<BatchHash>()};
  record.erased[random.id<EntityId>()] = {random.id<BatchHash>()};
  return record;
}

// A grant with something in every place, for that EPOCH.
inline Grant sample_grant(SampleIdentity& owner, const RootId& grantee) {
  Grant grant;
  const SignedEpoch epoch = seal_epoch(sample_epoch(owner, grantee), &owner.device.sign);
  const StreamSecrets secrets = StreamSecrets::random(owner.random);
  grant.owner = owner.card();
  grant.space = epoch.record.space;
  grant.section = epoch.record.section;
  grant.grantee = grantee;
  grant.admission = epoch.record.shares[0].admission;
  grant.epoch = epoch.id;
  grant.epochs = {epoch};
  grant.streams = {{epoch.id, secrets.epoch_key, secrets.hashes(), secrets.append}};
  grant.base = epoch.record.frontier;
  grant.base_adopted = epoch.record.adopted;
  grant.purpose = "so that you can help";
  grant.language = "en";
  grant.how = "said";
  grant.from = 1'790'000'000'000;
  grant.until = 1'800'000'000'000;
  grant.write = true;
  grant.home = HomeRecord{"https://made-up.example", SigningPublic{}};
  return grant;
}

}  // namespace alongside
