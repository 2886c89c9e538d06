#include <algorithm>

#include "client/store/sharing.h"
#include "client/store/tray.h"
#include "shared/base/check.h"
#include "shared/model/kinds.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/edits_of_people.h"

namespace alongside {
namespace {

bool is_one_persons(World& world, std::size_t one, std::size_t other) {
  return world.device(one).root() == world.device(other).root();
}

bool reads_already(const World& world, const World::Person& person, std::uint64_t section,
                   std::size_t contact) {
  const auto readers = world.readers.find({person.space, section});
  return readers != world.readers.end() && readers->second.count(contact) != 0;
}

// By the server's clock, or by what the device that shares takes the time to be.
TimeMs some_end(World& world, std::size_t number) {
  const TimeMs now = world.server.clock.now;
  const TimeMs from = world.one_in(3) ? std::max(now, world.device(number).clock.now) : now;
  return from + static_cast<TimeMs>(1 + world.random.below(12)) * 60 * 60 * 1000;
}

}  // namespace

void share_part(World& world, std::size_t number) {
  for (const World::Person& person : world.people) {
    const std::size_t others = 1 + world.random.below(world.devices.size() - 1);
    const std::size_t contact = (number + others) % world.devices.size();
    if (!is_one_persons(world, number, person.holder) || world.one_in(4)) continue;
    if (is_one_persons(world, number, contact)) continue;
    ShareRequest request;
    request.space = person.space;
    request.section = world.one_in(2) ? kSectionNotes : kSectionGoals;
    request.contact = world.device(contact).root();
    request.why = "so that we both know";
    request.language = "en";
    const bool reads_only = world.one_in(4);
    request.write = !reads_only || world.all_may_write || !world.lost.empty();
    request.from_now = world.has_stops && world.one_in(3);
    if (world.has_ends && world.one_in(2)) request.until = some_end(world, number);
    const bool had_it = reads_already(world, person, request.section, contact);
    request.write = request.write || (had_it && !world.has_stops);  // nothing is taken back there
    const bool shared =
        decide(world, number,
               {{person.space, request.section},
                request.contact,
                ConsentModel::Terms{request.write, !request.from_now, request.until}},
               [&] { return share_section(world.device(number).window(), request).has_value(); });
    if (shared) ++world.counts.shares;
    if (shared && had_it) {
      for (const std::size_t one : world.devices_of(request.contact))
        world.ever_stopped.insert(one);
    }
    return;
  }
}

void stop_part(World& world, std::size_t number) {
  for (const World::Person& person : world.people) {
    if (!is_one_persons(world, number, person.holder)) continue;
    const std::uint64_t section = world.one_in(2) ? kSectionNotes : kSectionGoals;
    std::vector<std::size_t> others;
    for (const std::size_t reader : world.readers[{person.space, section}]) {
      if (!is_one_persons(world, reader, number)) others.push_back(reader);
    }
    if (others.empty()) continue;
    const RootId contact = world.device(others[world.random.below(others.size())]).root();
    const bool stopped =
        decide(world, number, {{person.space, section}, contact, std::nullopt}, [&] {
          return stop_sharing(world.device(number).window(), {person.space, section, contact})
              .has_value();
        });
    if (stopped) ++world.counts.stops;
    return;
  }
}

void keep_late_note(World& world, std::size_t number) {
  run_on(world, number, [&] {
    Vault& vault = world.device(number).window();
    const auto held = held_notes(vault, std::nullopt);
    if (held.empty()) return;
    const HeldNote& picked = held[world.random.below(held.size())];
    const BatchHash kept = picked.batch;
    if (!keep_held(vault, kept)) return;
    ++world.counts.kept;
    if (picked.after_erase && !world.device(number).disk.is_unplugged()) {
      world.ledger.note_saved(world.device(number), number);  // its words are a new entry
    }
    const auto still = held_notes(vault, std::nullopt);
    const bool is_held = std::any_of(still.begin(), still.end(),
                                     [&](const HeldNote& note) { return note.batch == kept; });
    // What a device signed in another's name stays held: nobody can say whose words it is.
    if (is_held && !world.forged.contains(kept)) world.fail("a note that was kept still waits");
  });
}

}  // namespace alongside
