#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/people.h"
#include "client/store/shares.h"
#include "client/store/standing.h"
#include "client/store/tray.h"
#include "tests/simulation/two_coaches.h"
#include "tests/simulation/vault_log.h"
#include "tests/support/crypto.h"
#include "tests/support/planted.h"

// Invariants of sharing, each over small random worlds: Ade keeps Mo's record and shares parts of
// it with Bea and Cem as chance has it, stops, shares anew; all write and sync in between.

namespace alongside {
namespace {

constexpr std::uint64_t kWorlds = 5;
constexpr int kActs = 30;

bool contains(View bytes, View what) {
  return std::search(bytes.begin(), bytes.end(), what.begin(), what.end()) != bytes.end();
}

struct SmallWorld {
  explicit SmallWorld(std::uint64_t seed) : world(seed), chance(seed) {}
  TwoCoaches world;
  SeededRandom chance;

  SimDevice& anybody() {
    SimDevice* all[] = {&world.ade, &world.bea, &world.cem};
    return *all[chance.below(3)];
  }
  SimDevice& coach() { return chance.below(2) == 0 ? world.bea : world.cem; }
  std::uint64_t section() { return chance.below(2) == 0 ? kSectionNotes : kSectionGoals; }

  void share() {
    ShareRequest request{.space = world.mo,
                         .section = section(),
                         .contact = coach().root(),
                         .why = "so that you can help",
                         .language = "en"};
    request.write = chance.below(2) == 0;
    request.from_now = chance.below(3) == 0;
    static_cast<void>(share_section(world.ade.window(), request));  // shared already: fine
  }
  void stop() {
    static_cast<void>(stop_sharing(world.ade.window(), {world.mo, section(), coach().root()}));
  }
  void write() {
    static_cast<void>(add_entry(anybody().window(), {world.mo, kSectionNotes}, kKindNote,
                                {text_of_field(kNoteBody, "a word")}));
  }
  void act() {
    switch (chance.below(6)) {
      case 0:
        return share();
      case 1:
        return stop();
      case 2:
      case 3:
        return write();
      default:
        static_cast<void>(world.sync(anybody()));
    }
  }
};

// --- I5

// The epoch keys of a person's record, with the section that each opens.
std::vector<std::pair<std::uint64_t, Key>> epoch_keys(Vault& owner) {
  std::vector<std::pair<std::uint64_t, Key>> keys;
  auto& rows = owner.db().statement(
      "SELECT section.number, stream.epoch_key FROM stream JOIN section ON section.id = "
      "stream.section WHERE stream.epoch_key IS NOT NULL");
  while (rows.step()) {
    keys.emplace_back(static_cast<std::uint64_t>(rows.integer(0)), Key::from(rows.blob(1)).value());
  }
  return keys;
}

bool is_member(Vault& owner, const SpaceId& space, std::uint64_t number, const RootId& who) {
  const auto section = find_section(owner.db(), space, number);
  if (!section) return false;
  const SectionEpochs epochs = section_epochs(owner, section->id);
  return std::any_of(epochs.heads.begin(), epochs.heads.end(), [&](const EpochId& head) {
    return member_under(epochs.records.at(head), who) != nullptr;
  });
}

// What somebody finds in a message with the inbox keys of their vault; nothing: it is not for them.
std::optional<Bytes> read_by(SimDevice& device, View blob) {
  std::vector<Key> seeds;
  auto& rows = device.window().db().statement("SELECT inbox_seed FROM identity");
  while (rows.step()) seeds.push_back(Key::from(rows.blob(0)).value());
  for (const Key& seed : seeds) {
    if (const auto opened = open_sealed(BoxKey(seed), blob)) return opened->bytes;
  }
  return std::nullopt;
}

// Looks at everything that Ade's device, the owner's, lets out.
class KeyWatch {
 public:
  KeyWatch(TwoCoaches& world, SimDevice& stranger) : world_(world), stranger_(stranger) {
    world_.carry = [this](SimDevice& from, const HttpRequest& request) {
      if (&from == &world_.ade && request.path == "/v1/sync") look_at(request.body);
      return world_.straight(from, request);
    };
  }
  std::size_t grants = 0;      // keys that went to members
  std::size_t violations = 0;  // keys that went out otherwise

 private:
  void look_at(View body) {
    const auto keys = epoch_keys(world_.ade.window());
    for (const auto& [section, key] : keys) violations += contains(body, key.view()) ? 1 : 0;
    const auto request = decode_sync_request(body);
    REQUIRE(request);
    for (const Push& push : request->push) {
      for (SimDevice* device : {&world_.bea, &world_.cem, &stranger_}) {
        const auto words = read_by(*device, push.blob);
        for (const auto& [section, key] : keys) {
          if (!words || !contains(*words, key.view())) continue;
          const bool is_right = is_member(world_.ade.window(), world_.mo, section, device->root());
          ++(is_right ? grants : violations);
        }
      }
    }
  }
  TwoCoaches& world_;
  SimDevice& stranger_;
};

bool keys_leave_to_members_only() {
  std::size_t grants = 0, violations = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    SmallWorld small(seed * 100);
    SimDevice dan("Dan", seed * 100 + 9);
    REQUIRE(add_contact(small.world.ade.window(), my_card(dan.window())));
    KeyWatch watch(small.world, dan);
    for (int i = 0; i < kActs; ++i) small.act();
    small.world.sync_all();
    grants += watch.grants;
    violations += watch.violations;
  }
  REQUIRE(grants > 20);
  return violations == 0;
}

TEST_CASE("I5.AnEpochKeyLeavesOnlySealedToAMemberOfTheNewestEpoch", "[simulation][invariant]") {
  CHECK(keys_leave_to_members_only());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("what_was_ready_is_sent_after_a_stop", keys_leave_to_members_only));
#endif
}

TEST_CASE("I5.AShareThatWasStoppedBeforeItLeftNeverLeaves", "[simulation][invariant]") {
  TwoCoaches world;
  SimDevice dan("Dan", 99);
  dan.home = world.enrol_device(dan);
  REQUIRE(add_contact(world.ade.window(), my_card(dan.window())));
  REQUIRE(add_contact(dan.window(), my_card(world.ade.window())));
  const SpaceId own = add_my_record(world.ade.window(), "Ade", "en").value();
  const FieldEdit words = text_of_field(kNoteBody, "not for Dan");
  REQUIRE(add_entry(world.ade.window(), {own, kSectionNotes}, kKindNote, {words}));
  const auto shared = share_section(world.ade.window(), {.space = own,
                                                         .section = kSectionNotes,
                                                         .contact = dan.root(),
                                                         .why = "by mistake",
                                                         .language = "en"});
  REQUIRE(shared);
  REQUIRE(stop_sharing(world.ade.window(), {own, kSectionNotes, dan.root()}));
  KeyWatch watch(world, dan);
  for (int round = 0; round < 3; ++round) {
    CHECK(world.sync(world.ade).state == SyncState::sent);
    CHECK(world.sync(dan).state == SyncState::sent);
  }
  CHECK(watch.violations == 0);
  CHECK(items(dan.window(), {own, kSectionNotes, kKindNote}).empty());
  CHECK(status(dan.window()).waiting.empty());
  const auto list = shares(world.ade.window(), own);
  REQUIRE(list.size() == 2);  // with the name
  for (const ShownShare& share : list) {
    CHECK(share.state == ShareState::stopped);
    CHECK(share.unconfirmed.empty());  // their device says that nothing is there
  }
}

// --- I8

// Nothing that somebody wrote is gone: it is with the owner, applied or with the reason why not.
bool nothing_written_is_dropped() {
  std::size_t applied = 0, waiting = 0, dropped = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    SmallWorld small(seed * 100 + 50);
    std::set<BatchHash> written;
    const auto note_written = [&] {
      for (SimDevice* device : {&small.world.ade, &small.world.bea, &small.world.cem}) {
        for (const auto& [hash, logged] : batches_of(device->window())) {
          if (logged.space == small.world.mo && !is_seen_mark(logged.batch)) written.insert(hash);
        }
      }
    };
    for (int i = 0; i < kActs; ++i) {
      small.act();
      note_written();
    }
    small.world.sync_all(5);
    note_written();
    for (SimDevice* device : {&small.world.ade, &small.world.bea, &small.world.cem}) {
      const auto log = batches_of(device->window());
      for (const auto& [hash, logged] : log) {
        dropped += logged.standing != 0 && logged.reason.empty() ? 1 : 0;
        ++(logged.standing == 0 ? applied : waiting);
      }
      if (device != &small.world.ade) continue;
      for (const BatchHash& hash : written) dropped += log.count(hash) == 0 ? 1 : 0;
    }
  }
  REQUIRE(applied > 50);
  return waiting > 0 && dropped == 0;
}

TEST_CASE("I8.WhatIsWrittenIsAppliedOrPendingOrHeldWithAReason", "[simulation][invariant]") {
  CHECK(nothing_written_is_dropped());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("late_notes_are_dropped", nothing_written_is_dropped));
#endif
}

// What somebody wrote after a stop, and the owner keeps, everybody who may read has.
bool what_is_kept_is_there_for_all() {
  TwoCoaches world;
  world.sync_all();
  if (!stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()})) return false;
  const EntityId note = world.write_note(world.bea, "written late");
  world.sync_all();
  const auto held = held_notes(world.ade.window(), world.mo);
  if (held.size() != 1 || !keep_held(world.ade.window(), held.front().batch)) return false;
  world.sync_all();
  return held_notes(world.ade.window(), world.mo).empty() &&
         world.has_note(world.ade, note, "written late") &&
         world.has_note(world.cem, note, "written late");
}

TEST_CASE("Tray.WhatIsKeptIsThereForAll", "[simulation][stop]") {
  CHECK(what_is_kept_is_there_for_all());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("adoptions_are_skipped", what_is_kept_is_there_for_all));
#endif
}

// --- I17

// Everything but an owner's record that could make a device wipe: another member's stop in the
// owner's name, clocks and signed time past the end of a share, a server that lost all, a dropped
// stream.
bool only_an_owners_record_wipes() {
  TwoCoaches world;
  const EntityId note = world.write_note(world.ade, "it stays");
  world.sync_all();
  REQUIRE(world.has_note(world.bea, note, "it stays"));
  Vault& cem = world.cem.window();
  const auto section = find_section(cem.db(), world.mo, kSectionNotes);
  const SectionEpochs epochs = section_epochs(cem, section->id);
  StopNotice forged;
  forged.space = world.mo;
  forged.section = kSectionNotes;
  forged.stopped = member_under(*epochs.head(), world.bea.root())->admissions;
  forged.gone = forged.stopped;
  const RootId owner = root_of_author(cem.db(), section->owner);
  {
    Transaction transaction(cem.db());
    for (const RootId& sender : {owner, world.cem.root()}) {
      REQUIRE(send_message(
          cem, {world.bea.root(), sender, MessageKind::stop_notice, encode_notice(forged)}));
    }
    transaction.commit();
  }
  world.sync_all();
  const StreamRow stream = *target_stream(
      world.ade.window(), find_section(world.ade.window().db(), world.mo, kSectionNotes)->id);
  SyncRequest drop;
  drop.nonce = world.random.id<Nonce>();
  Hash head;
  const auto blobs = world.server.all_blobs();
  for (const Bytes& blob : blobs.at(stream.address)) {
    head = next_head(head, hash_of_blob(blob));
  }
  drop.drop = {{stream.address, head, Capability::from(stream.drop_cap->view()).value(), {}}};
  drop.max_bytes = 1 << 20;
  REQUIRE(world.straight(world.ade, {"/v1/sync", encode(drop)})->status == 200);
  REQUIRE(world.server.all_blobs()[stream.address].empty());
  world.bea.clock.now += 4'000LL * 24 * 60 * 60 * 1000;
  static_cast<void>(world.sync(world.bea));
  const bool after_drop = world.has_note(world.bea, note, "it stays");
  world.server.restore(world.empty_server);
  static_cast<void>(world.sync(world.bea));
  return after_drop && world.has_note(world.bea, note, "it stays");
}

TEST_CASE("I17.NothingButTheOwnersRecordMakesADeviceWipe", "[simulation][invariant]") {
  CHECK(only_an_owners_record_wipes());
#ifdef ALONGSIDE_PLANTS
  CHECK(is_caught("stops_of_anyone_count", only_an_owners_record_wipes));
#endif
  TwoCoaches world;  // the control: with one, it does
  const EntityId note = world.write_note(world.ade, "it goes");
  world.sync_all();
  REQUIRE(stop_sharing(world.ade.window(), {world.mo, kSectionNotes, world.bea.root()}));
  world.sync_all();
  CHECK_FALSE(find_item(world.bea.window(), note));
}

}  // namespace
}  // namespace alongside
