#include "tests/simulation/oracles.h"

#include <algorithm>

#include "client/store/rows.h"
#include "client/store/status.h"
#include "shared/model/kinds.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/edits_of_people.h"
#include "tests/simulation/lying_server.h"
#include "tests/simulation/sim_link.h"

namespace alongside {
namespace {

constexpr int kMostRounds = 15;

// One round of syncs; gives whether nothing moved in it.
bool sync_all(World& world, bool is_last) {
  const std::uint64_t before = world.server.count_of_blobs();
  bool is_quiet = true;
  for (const std::size_t number : world.present()) {
    const SyncReport report = sync_device(world, number);
    const bool moved =
        report.state != SyncState::sent || report.requests > 1 || report.received > 0;
    is_quiet = is_quiet && !moved;
    if (is_last && moved) {
      world.fail(world.device(number).name() + " is not quiet: " +
                 std::string(name_of(report.state)) + ", " + std::to_string(report.requests) +
                 " requests, " + std::to_string(report.received) + " received; " + report.reason);
    }
  }
  return is_quiet && world.server.count_of_blobs() == before;
}

// Everybody's clock is right in the end, or some shares would stay locked; by then more may have
// ended.
void set_clocks_right(World& world) {
  constexpr TimeMs kHourMs = 60 * 60 * 1000;
  world.server.clock.now += static_cast<TimeMs>(world.random.below(13)) * kHourMs;
  for (const auto& device : world.devices) device->clock.now = world.server.clock.now;
}

// Those of them who have all of it, not only from some point on.
std::vector<std::size_t> full_readers_of(const World& world, const SectionKey& section) {
  auto numbers = readers_of(world, section);
  const auto later = world.later_readers.find(section);
  if (later == world.later_readers.end()) return numbers;
  std::erase_if(numbers, [&](std::size_t number) { return later->second.count(number) != 0; });
  return numbers;
}

std::string words_of_section(const SectionKey& section) {
  const SectionSpec* spec = find_section(section.second);
  return spec != nullptr ? std::string(spec->name) : std::to_string(section.second);
}

using BatchesOfDevices = std::map<std::size_t, std::map<BatchHash, LoggedBatch>>;

// Whether a batch waits for one that went for ever: the only device that had it went under the bus
// when the server had just been put back to before it.
bool its_past_is_lost(const World& world, const LoggedBatch& logged,
                      const std::map<BatchHash, LoggedBatch>& held, const BatchesOfDevices& all) {
  if (world.lost.empty()) return false;
  const auto& deps = logged.batch.header.deps;
  return std::any_of(deps.begin(), deps.end(), [&](const BatchRef& dep) {
    const bool is_nowhere = std::none_of(
        all.begin(), all.end(), [&](const auto& of) { return of.second.count(dep.hash) != 0; });
    const auto here = held.find(dep.hash);
    return is_nowhere || (here != held.end() && here->second.standing != 0);
  });
}

// Every saved change of a device that still syncs, and everything that such a device has in its
// log, is in the log of everybody who may read it, byte for byte and applied.
void check_logs(World& world) {
  std::map<std::size_t, std::map<ChangePlace, Bytes>> logs;
  BatchesOfDevices batches;
  for (const std::size_t number : world.present()) {
    logs[number] = changes_of(world.device(number).window());
    batches[number] = batches_of(world.device(number).window());
  }
  std::map<ChangePlace, Bytes> all;
  for (const auto& [place, saved] : world.ledger.all()) {
    if (logs.count(saved.device) != 0) all.emplace(place, saved.bytes);
  }
  for (const auto& [number, log] : logs) all.insert(log.begin(), log.end());
  const auto erased = erased_in(world);
  for (const auto& [place, bytes] : all) {
    if (erased.contains(entry_of(bytes))) continue;
    auto readers = readers_of(world, {place.space, place.section});
    if (readers.empty()) {  // a coach's own notes
      const auto saved = world.ledger.all().find(place);
      const bool is_there = saved != world.ledger.all().end();
      if (is_there && !world.lost.contains(saved->second.device)) readers = {saved->second.device};
    }
    for (const std::size_t number : readers) {
      const auto found = logs[number].find(place);
      if (found == logs[number].end() || found->second != bytes) {
        world.fail(world.device(number).name() + " lacks a change in " +
                   words_of_section({place.space, place.section}));
      }
    }
  }
  for (const auto& [number, held] : batches) {
    for (const auto& [hash, logged] : held) {
      if (world.forged.contains(hash)) continue;
      if (logged.standing != 0 && !its_past_is_lost(world, logged, held, batches)) {
        world.fail(world.device(number).name() + " did not apply a batch in " +
                   words_of_section({logged.space, logged.section}) + ": " + logged.reason);
      }
    }
  }
}

using BatchAt = std::tuple<SectionKey, Chain, std::uint64_t>;
using BatchesByPlace = std::map<BatchAt, const Batch*>;

// Whether something that is no mark came between what the author had at `own` and what `mark`
// names.
bool answers_news(const BatchesByPlace& at, const SectionKey& section, const BatchHeader& mark) {
  std::map<Chain, std::uint64_t> before;
  const auto own = at.find({section, mark.chain(), mark.seq - 1});
  if (own != at.end()) {
    for (const BatchRef& dep : own->second->header.deps) before[dep.chain] = dep.seq;
  }
  for (const BatchRef& dep : mark.deps) {
    if (dep.chain == mark.chain()) continue;
    for (std::uint64_t seq = before[dep.chain] + 1; seq <= dep.seq; ++seq) {
      const auto news = at.find({section, dep.chain, seq});
      if (news == at.end() || !is_seen_mark(*news->second)) return true;
    }
  }
  return false;
}

// Seen marks answer something, and never only marks.
void check_marks(World& world) {
  for (const std::size_t number : world.present()) {
    if (world.ever_stopped.count(number) != 0) continue;  // its log may begin in the middle
    const auto batches = batches_of(world.device(number).window());
    BatchesByPlace at;
    for (const auto& [hash, logged] : batches) {
      const BatchHeader& header = logged.batch.header;
      at[{{logged.space, logged.section}, header.chain(), header.seq}] = &logged.batch;
    }
    for (const auto& [hash, logged] : batches) {
      if (!is_seen_mark(logged.batch)) continue;
      if (!answers_news(at, {logged.space, logged.section}, logged.batch.header)) {
        world.fail("a mark of having seen answers nothing, or only marks");
      }
    }
  }
}

std::map<SectionKey, Hash> digests_of(Vault& vault, const SpaceId& space) {
  std::map<SectionKey, Hash> all;
  for (const SectionDigest& one : digests(vault, space)) {
    const SectionSpec* spec = find_section(one.section);
    if (spec != nullptr) all[{space, spec->number}] = one.digest;
  }
  return all;
}

// All who read a section have the same state of it, and so has a fold from scratch.
void check_digests(World& world) {
  std::map<SectionKey, std::map<std::size_t, Hash>> before, after;
  for (auto* round : {&before, &after}) {
    for (const std::size_t number : world.present()) {
      Vault& vault = world.device(number).window();
      if (round == &after && !rebuild(vault)) world.fail("a vault could not be rebuilt");
      for (const World::Person& person : world.people) {
        for (const auto& [section, digest] : digests_of(vault, person.space)) {
          (*round)[section][number] = digest;
        }
      }
    }
  }
  for (const auto& [section, digests] : before) {
    const auto readers = full_readers_of(world, section);
    for (const std::size_t number : readers) {
      const auto own = digests.find(number);
      if (own == digests.end()) {
        world.fail(world.device(number).name() + " does not have " + words_of_section(section));
      } else if (digests.count(readers.front()) == 0 ||
                 own->second != digests.at(readers.front())) {
        world.fail("two devices do not agree on " + words_of_section(section));
      }
    }
  }
  if (before != after) world.fail("a fold from scratch gives something else");
}

void check_versions(World& world) {
  std::set<std::size_t> unsure = world.lost;
  unsure.insert(world.ever_stopped.begin(), world.ever_stopped.end());
  std::set<RootId> late;
  for (const std::size_t number : world.ever_stopped) late.insert(world.device(number).root());
  for (const auto& [section, entries] : world.entries) {
    for (const std::size_t number : full_readers_of(world, section)) {
      for (const std::string& problem :
           world.screens.problems(world.device(number).window(), section, unsure, late)) {
        world.fail(world.device(number).name() + ", " + words_of_section(section) + ": " + problem);
      }
    }
  }
}

// "Another member's device has it" is true of whoever is named.
void check_confirmations(World& world) {
  std::map<RootId, std::map<std::pair<SectionKey, Chain>, std::uint64_t>> newest;
  for (const auto& device : world.devices) {
    auto& of = newest[device->root()];
    for (const auto& [hash, logged] : batches_of(device->window())) {
      const BatchHeader& header = logged.batch.header;
      std::uint64_t& seq = of[{{logged.space, logged.section}, header.chain()}];
      seq = std::max(seq, header.seq);
    }
  }
  for (const std::size_t number : world.present()) {
    auto& rows = world.device(number).window().db().statement(
        "SELECT space.space, section.number, chain.device, chain.admission, author.root, "
        "confirmation.seq FROM confirmation JOIN chain ON chain.id = confirmation.chain "
        "JOIN section ON section.id = chain.section JOIN space ON space.id = section.space "
        "JOIN author ON author.id = confirmation.author");
    while (rows.step()) {
      const SectionKey section{rows.id<SpaceId>(0), static_cast<std::uint64_t>(rows.integer(1))};
      const Chain chain{rows.id<DeviceId>(2), rows.id<AdmissionId>(3)};
      const RootId who = rows.id<RootId>(4);
      const bool has_left =
          std::any_of(world.ever_stopped.begin(), world.ever_stopped.end(),
                      [&](std::size_t stopped) { return world.device(stopped).root() == who; });
      if (has_left) continue;  // they had it once
      const std::uint64_t has = newest[who][{section, chain}];
      if (has < static_cast<std::uint64_t>(rows.integer(5))) {
        world.fail(world.device(number).name() + " says confirmed, and they do not have it");
      }
    }
  }
}

void check_vaults(World& world) {
  for (const std::size_t number : world.present()) {
    SimDevice& device = world.device(number);
    for (const std::string& problem : verify_vault(device.window())) {
      world.fail(device.name() + ": " + problem);
    }
    const VaultStatus now = status(device.window());
    if (now.sent != now.saved) {
      world.fail(device.name() + " says " + std::to_string(now.sent) + " of " +
                 std::to_string(now.saved) + " are sent after a whole sync");
    }
    check_time_floor(world, number);
    check_locks(world, number);
    if (now.messages_waiting_to_go != 0) world.fail(device.name() + " still keeps a grant back");
  }
}

}  // namespace

std::vector<std::size_t> readers_of(const World& world, const SectionKey& section) {
  std::vector<std::size_t> numbers;
  const auto readers = world.readers.find(section);
  if (readers == world.readers.end()) return numbers;
  for (const std::size_t number : world.present()) {
    if (readers->second.count(number) != 0) numbers.push_back(number);
  }
  return numbers;
}

void check_sent(World& world, std::size_t number) {
  SimDevice& device = world.device(number);
  if (device.disk.is_unplugged()) return;
  auto& rows = device.window().db().statement(
      "SELECT stream.address, blob.hash FROM blob JOIN stream ON stream.id = blob.stream "
      "WHERE blob.receipt IS NOT NULL OR blob.place IS NOT NULL");
  while (rows.step()) {
    if (world.server.holds(rows.id<Address>(0), rows.id<Hash>(1))) continue;
    if (world.server.is_dropped(rows.id<Address>(0))) continue;
    world.fail(device.name() + " says sent, and the server does not have it");
    rows.reset();
    return;
  }
}

void check_time_floor(World& world, std::size_t number) {
  auto& query = world.device(number).window().db().statement("SELECT time_floor_ms FROM home");
  if (query.step() && query.integer(0) > std::max(world.latest_told, world.server.clock.now)) {
    world.fail(world.device(number).name() + " believed a time that the server never told");
  }
  query.reset();
}

void check_open_batches(World& world, std::size_t number) {
  auto& query = world.device(number).window().db().statement(
      "SELECT 1 FROM section JOIN batch ON batch.section = section.id AND batch.id > "
      "section.open_batch LIMIT 1");
  if (first_row(query, [](Statement&) { return true; })) {
    world.fail(world.device(number).name() + " took in others' words under an open batch");
  }
}

void check_status(World& world, std::size_t number) {
  if (world.server.restores > 0 || world.server.is_down()) return;
  Vault& vault = world.device(number).window();
  std::int64_t there = 0;
  auto& rows = vault.db().statement(
      "SELECT stream.address, blob.hash, batch.changes FROM batch JOIN chain ON chain.id = "
      "batch.chain "
      "JOIN blob ON blob.content = batch.hash JOIN stream ON stream.id = blob.stream "
      "WHERE chain.is_mine = 1");
  while (rows.step()) {
    const bool is_there = world.server.holds(rows.id<Address>(0), rows.id<Hash>(1)) ||
                          world.server.is_dropped(rows.id<Address>(0));
    if (is_there) there += rows.integer(2);
  }
  if (status(vault).sent > there) world.fail("status says sent, and the server does not have it");
}

void check_server_is_blind(World& world) {
  if (world.server.marked_requests > 0) world.fail("a request held a word that somebody wrote");
  for (const auto& [name, bytes] : world.server.disk.image()) {
    if (holds_marker(bytes, world.server.markers)) world.fail("the server holds words in " + name);
  }
  // The control: the same search finds the name in what a device keeps inside its vault.
  SimDevice& device = world.device(0);
  if (device.disk.is_unplugged()) return;
  auto& card = device.window().db().statement("SELECT records FROM card");
  bool is_found = false;
  while (card.step()) is_found = is_found || holds_marker(card.blob(0), world.server.markers);
  if (!is_found) world.fail("the search for words finds nothing anywhere");
}

void let_it_settle(World& world) {
  world.is_calm = true;
  world.server.disk.unplug_at(std::nullopt);
  world.server.disk.set_full(false);
  if (world.server.is_down()) restart_server(world, Crash::power_cut);
  let_it_lie(world, false);
  for (const std::size_t number : world.present()) {
    SimDevice& device = world.device(number);
    device.disk.unplug_at(std::nullopt);
    if (device.disk.is_unplugged()) restart_device(world, number, Crash::power_cut);
  }
  deliver_late(world, true);
  if (world.has_ends) set_clocks_right(world);
  for (const std::size_t owner : world.owners_devices()) {
    for (std::size_t other = 0; other < world.devices.size(); ++other) {
      take_in_card(world, other, owner);
      take_in_card(world, owner, other);
    }
  }
  int rounds = 0;
  while (!sync_all(world, false) && ++rounds < kMostRounds) {
  }
  sync_all(world, true);
  note_decisions(world);
  forget_what_never_arrived(world);
  work_out_readers(world);
}

void check_settled(World& world) {
  check_keys(world);
  check_erased(world);
  if (world.has_stops) {
    check_logs_after_stops(world);
  } else {
    check_logs(world);
  }
  if (!world.has_stops) check_marks(world);  // there, what they answer may be held by now
  check_versions(world);
  check_newer_blobs(world);
  check_devices(world);
  for (const std::size_t number : world.present()) check_sent(world, number);
  if (!world.server.broken_promises().empty())
    world.fail("L2: the server lost what it gave receipts for");
  check_vaults(world);
  check_confirmations(world);
  check_server_is_blind(world);
  check_digests(world);
}

}  // namespace alongside
