#include "client/store/placing.h"
#include "client/store/recovery.h"
#include "client/store/replica.h"
#include "client/sync/recover.h"
#include "shared/base/check.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/edits_of_people.h"
#include "tests/simulation/oracles.h"
#include "tests/simulation/token_wire.h"
#include "tests/simulation/vault_log.h"

namespace alongside {
namespace {

// Whether a device has sent all there is, so that nothing goes with it.
bool has_sent_all(World& world, std::size_t number) {
  world.is_calm = true;
  world.server.disk.unplug_at(std::nullopt);
  world.server.disk.set_full(false);
  SyncReport report;
  for (int i = 0; i < 3; ++i) report = sync_device(world, number);
  world.is_calm = false;
  return report.state == SyncState::sent && !world.device(number).disk.is_unplugged() &&
         blobs_to_send(world.device(number).window().db()) == 0;
}

// What a device left in an owner's inbox: only the owner can read it there.
std::set<BatchHash> told_to_owners(Vault& vault) {
  std::set<BatchHash> told;
  auto& rows = vault.db()
                   .statement("SELECT hash FROM batch WHERE placed = ?1")
                   .bind(1, static_cast<std::int64_t>(Place::in_the_owners_inbox));
  while (rows.step()) told.insert(rows.id<BatchHash>(0));
  return told;
}

// Everything else that the lost device had is on the one in its place, byte for byte.
void check_is_whole(World& world, std::size_t lost, std::size_t fresh) {
  const auto told = told_to_owners(world.device(lost).window());
  const auto now = batches_of(world.device(fresh).window());
  std::size_t lacking = 0;
  for (const auto& [hash, logged] : batches_of(world.device(lost).window())) {
    if (!told.contains(hash) && !now.contains(hash)) ++lacking;
  }
  if (lacking > 0) {
    world.fail(world.device(fresh).name() + " lacks " + std::to_string(lacking) + " batches");
  }
}

// What the world remembers of a device goes on with the one in its place.
void put_in_its_place(World& world, std::size_t lost, std::size_t fresh) {
  world.lost.insert(lost);
  for (World::Person& person : world.people) {
    if (person.holder == lost) person.holder = fresh;
  }
  if (world.ever_stopped.contains(lost)) world.ever_stopped.insert(fresh);
  for (auto& [space, devices] : world.held_before) {
    if (devices.contains(lost)) devices.insert(fresh);
  }
  note_known_keys(world, fresh);
  work_out_readers(world);
}

}  // namespace

void lose_and_recover(World& world, std::size_t number) {
  SimDevice& lost = world.device(number);
  if (world.has_liar || world.was_recovered || world.forger == number) return;
  if (world.ended.contains(number)) return;
  if (world.nested > 0 || lost.calls_under_way > 0 || world.server.is_down()) return;
  if (!recovery_box(lost.window()) || !has_sent_all(world, number)) return;
  const Key seed = Key::random(world.random);
  TokenWire enrolling(world.server, std::nullopt);
  const RecoveryServer server{lost.home->url, {}, false, {}};
  const auto home = enrol_to_recover(lost.code(), seed, server, enrolling);
  if (!home) {
    if (!world.server.is_down())
      world.fail("a code that was sent lets nobody in: " + home.error().message);
    return;
  }
  TokenWire wire(world.server, Token::from(home->token).value());
  const auto fetch = [&](Vault& vault) { return fetch_all(vault, wire); };
  world.devices.push_back(
      std::make_unique<SimDevice>(lost.name() + " recovered", world.random.next(),
                                  Recovering{lost.code(), seed, *home, false, fetch}));
  const std::size_t fresh = world.devices.size() - 1;
  world.device(fresh).clock.now = lost.clock.now;
  check_is_whole(world, number, fresh);
  if (world.backup) world.backup = world.server.backup();  // an older one would not know it
  world.was_recovered = true;
  ++world.counts.recovered;
  put_in_its_place(world, number, fresh);
}

}  // namespace alongside
