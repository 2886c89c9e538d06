#include <algorithm>

#include "client/store/items.h"
#include "client/store/rows.h"
#include "shared/model/kinds.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/oracles.h"

namespace alongside {
namespace {

TimeMs newest_signed_time(SimDevice& device) {
  auto& query = device.window().db().statement("SELECT time_floor_ms FROM home");
  return first_row(query, [](Statement& row) { return row.integer(0); }).value_or(0);
}

bool shows_anything(Vault& vault, const SectionKey& section) {
  const std::uint64_t kind = section.second == kSectionGoals ? kKindGoal : kKindNote;
  return !items(vault, {section.first, section.second, kind}).empty();
}

// Also where the device that gave it was ended without having heard of it: then it never counted.
bool was_ever_stopped(const ConsentModel& model, const RootId& who) {
  if (!model.reader_at(model.heads(), who)) return true;
  return std::any_of(model.steps().begin(), model.steps().end(),
                     [&](const auto& step) { return step.second.deed.stops.contains(who); });
}

// The earliest end among what a device knows of what it may read.
std::optional<TimeMs> known_end(const ConsentModel& model, const std::set<EpochId>& known,
                                const RootId& who) {
  std::optional<TimeMs> end;
  for (const EpochId& head : model.heads_of(known)) {
    if (!model.steps().contains(head)) continue;
    const auto reader = model.reader_at(head, who);
    if (reader && reader->until) end = std::min(end.value_or(*reader->until), *reader->until);
  }
  return end;
}

}  // namespace

void check_locks(World& world, std::size_t number) {
  if (!world.has_stops) return;
  SimDevice& device = world.device(number);
  Vault& vault = device.window();
  const TimeMs now = std::max(device.clock.now, newest_signed_time(device));
  for (const World::Person& person : world.people) {
    if (world.is_or_was_owner(number, person.space)) continue;
    for (const std::uint64_t part : {kSectionNotes, kSectionGoals}) {
      const SectionKey section{person.space, part};
      const auto row = find_section(vault.db(), section.first, section.second);
      if (!row) continue;
      const ConsentModel& model = world.consent[section];
      const auto end = known_end(model, known_steps(world, number, section), device.root());
      if (end && *end <= now && shows_anything(vault, section)) {
        world.fail(device.name() + " shows what has run out");
      }
      if (row->reading == Reading::wiped && !was_ever_stopped(model, device.root())) {
        world.fail("I17: " + device.name() + " wiped what nobody had stopped");
      }
    }
  }
}

}  // namespace alongside
