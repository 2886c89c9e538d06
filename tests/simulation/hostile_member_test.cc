#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/log.h"
#include "client/store/receive.h"
#include "client/store/rotate.h"
#include "shared/consent/space_name.h"
#include "tests/simulation/two_coaches.h"
#include "tests/simulation/vault_log.h"
#include "tests/support/crypto.h"

// A member whose program does not keep to the rules: what others' honest programs make of it.

namespace alongside {
namespace {

Change note_change(const EntityId& id, const std::string& words) {
  Change change{kKindNote, id, {}, 0};
  Op op;
  op.field = kNoteBody;
  op.value = encode_value(Text{words, "coach", "en"}).value();
  change.ops.push_back(op);
  return change;
}

// Bea, who reads and writes Mo's notes and lays into the stream what she likes.
struct Hostile {
  TwoCoaches world;
  Vault& bea = world.bea.window();
  SectionRow section;
  StreamRow stream;

  Hostile() {
    world.sync_all();
    section = find_section(bea.db(), world.mo, kSectionNotes).value();
    stream = target_stream(bea, section.id).value();
  }
  void lay(Vault& vault, PayloadKind kind, Bytes bytes) {
    Transaction transaction(vault.db());
    const Payload payload{static_cast<std::uint8_t>(kind), std::move(bytes)};
    lay_ready_to_send(
        vault, stream.id,
        seal_blob(content_key_of(*stream.epoch_key), stream.address, payload, world.random));
    transaction.commit();
  }
  BatchHeader header(const DeviceKeys& device) {
    BatchHeader header;
    header.space = world.mo;
    header.section = kSectionNotes;
    header.heads = epoch_heads(bea, section.id);
    header.device = device.id();
    header.author = world.bea.root();
    header.admission = section.admission;
    header.seq = 1;
    return header;
  }
  Batch batch(BatchHeader header, Bytes change, const SigningKey& key) {
    return close_batch(std::move(header), {std::move(change)}, world.random.id<Salt>(), key);
  }
  SigningKey root_of(SimDevice& device, const RootId& root) {
    auto& query = device.window()
                      .db()
                      .statement(
                          "SELECT root_sealed FROM identity JOIN author ON author.id = "
                          "identity.author WHERE author.root = ?1")
                      .bind(1, root);
    const auto sealed = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); });
    REQUIRE(sealed);
    const auto opened = open_sealed(BoxKey(device.roots_key()), *sealed);
    REQUIRE(opened);
    return SigningKey(Key::from(opened->bytes).value());
  }
  // A share of a space that Bea says is hers, and of which she makes up what she likes.
  Grant forged_grant(const SpaceId& space, const RootId& to, const StreamSecrets& secrets,
                     const AdmissionId& admission) {
    Grant grant;
    grant.owner = known_records(bea, bea.me()).value();
    grant.space = space;
    grant.section = kSectionNotes;
    grant.grantee = to;
    grant.admission = admission;
    EpochRecord record;
    record.space = space;
    record.section = kSectionNotes;
    record.signer = bea.device().id();
    record.stream = address_of(secrets.hashes());
    record.at = 1;
    Member member;
    member.root = to;
    member.admissions = member.writers = {admission};
    member.since = {EpochId{}};
    record.members = {member};
    if (!admission.is_zero()) record.shares = {{admission, to, true, true, std::nullopt}};
    const SignedEpoch epoch = seal_epoch(record, &bea.device().sign);
    grant.epoch = epoch.id;
    grant.epochs = {epoch};
    grant.streams = {{epoch.id, secrets.epoch_key, secrets.hashes(), secrets.append}};
    grant.purpose = "made up";
    grant.language = "en";
    grant.how = "typed";
    grant.write = true;
    return grant;
  }
  void send(const RootId& to, const Grant& grant) {
    Transaction transaction(bea.db());
    REQUIRE(send_message(bea, {to, bea.me(), MessageKind::grant, encode_grant(grant)}));
    transaction.commit();
    world.sync(world.bea);
  }
  AdmissionId fresh() { return world.random.id<AdmissionId>(); }
};

TEST_CASE("HostileMember.CannotWriteInTheNameOfAnotherByARecordTheyKeep", "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  Vault& ade = world.ade.window();  // keeps Mo's record, and says that a device of his is Bea's
  const RootId mo = record_owner(ade, world.mo);
  const DeviceKeys fake(Key::random(world.random));
  CardRecords card = known_records(ade, mo).value();
  merge_into(card,
             {mo,
              {sign_device(hostile.root_of(world.ade, mo),
                           make_device_record(mo, fake, DeviceMark::holding, world.bea.root()))}});
  const auto section = find_section(ade.db(), world.mo, kSectionNotes);
  hostile.stream = target_stream(ade, section->id).value();
  hostile.lay(ade, PayloadKind::control, encode_control(ControlType::card, encode_card(card)));
  BatchHeader header = hostile.header(fake);
  header.admission = AdmissionId{};
  const EntityId id = world.random.id<EntityId>();
  const Change change = note_change(id, "Bea never wrote this");
  hostile.lay(ade, PayloadKind::batch,
              encode_batch(hostile.batch(header, encode_change(change), fake.sign)));
  world.sync(world.ade);
  for (SimDevice* device : {&world.cem, &world.bea}) {
    REQUIRE(world.sync(*device).state == SyncState::sent);
    CHECK_FALSE(find_item(device->window(), id));
  }
}

TEST_CASE("HostileMember.CannotStopOthersFromSyncingWithWhatNobodyCanRead",
          "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  const DeviceKeys second(Key::random(world.random));
  CborWriter change;  // an operation that only a newer app knows
  change.map(3).key(0).uint(kKindNote).key(2).bytes(world.random.id<EntityId>().view());
  change.key(4).array(1).map(2).key(0).uint(50).key(4).uint(1);
  const Batch batch = hostile.batch(hostile.header(second), std::move(change).take(), second.sign);
  hostile.lay(hostile.bea, PayloadKind::batch, encode_batch(batch));
  world.sync(world.bea);
  world.sync(world.cem);
  CardRecords card = known_records(hostile.bea, world.bea.root()).value();
  merge_into(
      card,
      {world.bea.root(),
       {sign_device(hostile.root_of(world.bea, world.bea.root()),
                    make_device_record(world.bea.root(), second, DeviceMark::own, std::nullopt))}});
  hostile.lay(hostile.bea, PayloadKind::control,
              encode_control(ControlType::card, encode_card(card)));
  world.sync(world.bea);
  CHECK(world.sync(world.cem).state == SyncState::sent);
  const EntityId note = world.write_note(world.ade, "goes on");
  world.sync_all();
  CHECK(world.has_note(world.cem, note, "goes on"));
  CHECK(status(world.cem.window()).waiting.front().reason == "It needs a newer app.");
}

TEST_CASE("HostileMember.CannotGiveOutAnothersRecordAsTheirOwn", "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  SimDevice dan("Dan", 99);
  dan.home = world.enrol_device(dan);
  for (SimDevice* device : {&world.ade, &world.bea, &world.cem}) {
    REQUIRE(add_contact(dan.window(), my_card(device->window())));
    REQUIRE(add_contact(device->window(), my_card(dan.window())));
  }
  SECTION("by the id of its space") {
    hostile.send(dan.root(),
                 hostile.forged_grant(world.mo, dan.root(), StreamSecrets::random(world.random),
                                      hostile.fresh()));
  }
  SECTION("by the stream it is in") {
    Grant grant = hostile.forged_grant(space_name(world.bea.root(), SpaceKind::person), dan.root(),
                                       StreamSecrets::random(world.random), hostile.fresh());
    grant.epochs[0].record.stream = hostile.stream.address;
    grant.epochs[0] = seal_epoch(grant.epochs[0].record, &hostile.bea.device().sign);
    grant.epoch = grant.epochs[0].id;
    grant.streams = {
        {grant.epoch, *hostile.stream.epoch_key, hostile.stream.four, hostile.stream.append_cap}};
    hostile.send(dan.root(), grant);
  }
  world.sync(dan);
  const EntityId note = world.write_note(world.ade, "for Dan too");
  REQUIRE(share_section(world.ade.window(), {.space = world.mo,
                                             .section = kSectionNotes,
                                             .contact = dan.root(),
                                             .why = "to help",
                                             .language = "en",
                                             .write = true}));
  for (int i = 0; i < 3; ++i) {
    world.sync_all(1);
    world.sync(dan);
  }
  CHECK(world.has_note(dan, note, "for Dan too"));
  // Mo's notes leave again, whatever else names their stream.
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, dan.root()}));
  world.sync_all(1);
  CHECK(world.sync(dan).state == SyncState::sent);
  CHECK_FALSE(find_item(dan.window(), note));
}

TEST_CASE("HostileMember.WhoStopsAShareOfAnothersStreamHarmsNobody", "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  SimDevice dan("Dan", 99);
  dan.home = world.enrol_device(dan);
  for (SimDevice* device : {&world.ade, &world.bea}) {
    REQUIRE(add_contact(dan.window(), my_card(device->window())));
    REQUIRE(add_contact(device->window(), my_card(dan.window())));
  }
  const SpaceId space = space_name(world.bea.root(), SpaceKind::person);
  const AdmissionId admission = hostile.fresh();
  Grant grant =
      hostile.forged_grant(space, dan.root(), StreamSecrets::random(world.random), admission);
  grant.epochs[0].record.stream = hostile.stream.address;  // Mo's, known to Dan as Bea's first
  grant.epochs[0] = seal_epoch(grant.epochs[0].record, &hostile.bea.device().sign);
  grant.epoch = grant.epochs[0].id;
  grant.streams = {
      {grant.epoch, *hostile.stream.epoch_key, hostile.stream.four, hostile.stream.append_cap}};
  hostile.send(dan.root(), grant);
  world.sync(dan);
  REQUIRE(share_section(world.ade.window(), {.space = world.mo,
                                             .section = kSectionNotes,
                                             .contact = dan.root(),
                                             .why = "to help",
                                             .language = "en",
                                             .write = true}));
  world.sync(world.ade);
  world.sync(dan);
  const StopNotice notice{space, kSectionNotes, {admission}, {admission}, {}, {}, {}, {}};
  {
    Transaction transaction(hostile.bea.db());
    REQUIRE(send_message(hostile.bea, {dan.root(), world.bea.root(), MessageKind::stop_notice,
                                       encode_notice(notice)}));
    transaction.commit();
  }
  world.sync(world.bea);
  REQUIRE(world.sync(dan).state == SyncState::sent);
  CHECK(find_section(dan.window().db(), space, kSectionNotes)->reading == Reading::wiped);
  const EntityId note = world.write_note(world.ade, "goes on");
  world.sync(world.ade);
  world.sync(dan);
  CHECK(world.has_note(dan, note, "goes on"));
}

TEST_CASE("HostileMember.WhoseDeviceWasRemovedSharesNothingMore", "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  {
    Vault& cem = world.cem.window();
    Transaction transaction(cem.db());
    cem.cards().clear();
    REQUIRE(learn_card(cem, {world.bea.root(),
                             {sign_removal(hostile.root_of(world.bea, world.bea.root()),
                                           hostile.bea.device().id())}}));
    transaction.commit();
  }
  const SpaceId space = space_name(world.bea.root(), SpaceKind::person);
  hostile.send(world.cem.root(),
               hostile.forged_grant(space, world.cem.root(), StreamSecrets::random(world.random),
                                    hostile.fresh()));
  world.sync(world.cem);
  CHECK_FALSE(find_section(world.cem.window().db(), space, kSectionNotes));
}

TEST_CASE("HostileMember.CannotMakeAnotherTheOwnerOfTheirRecord", "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  const SpaceId space = space_name(world.bea.root(), SpaceKind::person);
  const StreamSecrets secrets = StreamSecrets::random(world.random);
  hostile.send(world.cem.root(),
               hostile.forged_grant(space, world.cem.root(), secrets, AdmissionId{}));
  world.sync(world.cem);
  CHECK_FALSE(find_section(world.cem.window().db(), space, kSectionNotes));
  // The control: the same with an admission is taken.
  hostile.send(world.cem.root(),
               hostile.forged_grant(space, world.cem.root(), secrets, hostile.fresh()));
  world.sync(world.cem);
  CHECK(find_section(world.cem.window().db(), space, kSectionNotes));
}

TEST_CASE("HostileMember.CannotConfirmForAnother", "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  world.write_note(world.ade, "has Cem got this?");
  world.sync(world.ade);
  BatchHeader header = hostile.header(hostile.bea.device());
  header.author = world.cem.root();
  header.deps.push_back(
      {{world.ade.window().device().id(), AdmissionId{}}, 1'000'000, world.random.id<BatchHash>()});
  const Change change = note_change(world.random.id<EntityId>(), "made up");
  hostile.lay(
      hostile.bea, PayloadKind::batch,
      encode_batch(hostile.batch(header, encode_change(change), hostile.bea.device().sign)));
  world.sync(world.bea);
  world.sync(world.ade);
  const auto names = status(world.ade.window()).confirmed_by;
  CHECK(std::count(names.begin(), names.end(), "Cem") == 0);
  world.sync_all();  // the control: when Cem has it, he is named
  const auto later = status(world.ade.window()).confirmed_by;
  CHECK(std::count(later.begin(), later.end(), "Cem") == 1);
}

TEST_CASE("HostileMember.WhoTakesWordsOutOfABatchIsCorrectedByWhoHasThem",
          "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  const EntityId note = world.write_note(world.ade, "Ade's words");
  world.sync(world.ade);
  world.sync(world.bea);
  std::optional<Batch> whole;
  for (const auto& [hash, logged] : batches_of(hostile.bea)) {
    for (const BatchElement& element : logged.batch.elements) {
      const auto change = decode_change(element.change);
      if (change && change->entity == note) whole = logged.batch;
    }
  }
  REQUIRE(whole);
  world.server.restore(world.empty_server);  // it lost all, and Bea is the first to bring it back
  {
    Transaction transaction(hostile.bea.db());
    hostile.bea.db().statement("UPDATE blob SET place = NULL, receipt = NULL").run();
    hostile.bea.db().statement("UPDATE stream SET count = 0, head = zeroblob(32)").run();
    hostile.bea.db().statement("DELETE FROM blob WHERE content = ?1").bind(1, whole->hash()).run();
    transaction.commit();
  }
  const Batch redacted = redact_batch(*whole, {0}).value();
  hostile.lay(hostile.bea, PayloadKind::batch, encode_batch(redacted));
  world.sync(world.bea);
  world.sync(world.cem);
  CHECK_FALSE(find_item(world.cem.window(), note));
  world.sync(world.ade);
  world.sync(world.cem);
  CHECK(world.has_note(world.cem, note, "Ade's words"));
  CHECK(world.digest_of(world.ade, "notes") == world.digest_of(world.cem, "notes"));
  CHECK(verify_vault(world.cem.window()).empty());
}

TEST_CASE("HostileMember.WhoOnlyReadsAddsNothing", "[simulation][hostile]") {
  Hostile hostile;
  TwoCoaches& world = hostile.world;
  // Bea keeps the key she once wrote with; her share now only reads.
  REQUIRE(share_section(world.ade.window(), {.space = world.mo,
                                             .section = kSectionNotes,
                                             .contact = world.bea.root(),
                                             .why = "to read",
                                             .language = "en"}));
  world.sync_all();
  const Change change = note_change(world.random.id<EntityId>(), "against the rules");
  const auto now = target_stream(
      world.ade.window(), find_section(world.ade.window().db(), world.mo, kSectionNotes)->id);
  hostile.stream = find_stream(hostile.bea.db(), now->address).value();
  CHECK_FALSE(hostile.stream.append_cap);
  BatchHeader header = hostile.header(hostile.bea.device());
  header.seq = 2;
  Transaction transaction(hostile.bea.db());
  hostile.bea.db()
      .statement("UPDATE stream SET append_cap = ?2 WHERE id = ?1")
      .bind(1, hostile.stream.id)
      .bind(2, now->append_cap->view())
      .run();  // even if somebody gave it to her
  transaction.commit();
  const auto batch = hostile.batch(header, encode_change(change), hostile.bea.device().sign);
  hostile.lay(hostile.bea, PayloadKind::batch, encode_batch(batch));
  world.sync_all();
  for (SimDevice* device : {&world.ade, &world.cem}) {
    CHECK_FALSE(find_item(device->window(), change.entity));
  }
}

}  // namespace
}  // namespace alongside
