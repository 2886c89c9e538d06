#include "client/store/rows.h"
#include "client/store/shares.h"
#include "client/store/tray.h"
#include "shared/base/check.h"
#include "shared/model/kinds.h"
#include "tests/simulation/edits_of_people.h"

namespace alongside {
namespace {

std::size_t number_of(World& world, const RootId& root) {
  for (std::size_t i = 0; i < world.devices.size(); ++i) {
    if (world.device(i).root() == root) return i;
  }
  MUST(!"a contact has a device");
  return 0;
}

// Who may read and write, worked out anew from the saved shares of one person's record.
void note_shares(World& world, const World::Person& person) {
  for (const std::uint64_t section : {kSectionPerson, kSectionNotes, kSectionGoals}) {
    const SectionKey key{person.space, section};
    world.readers[key] = {person.holder};
    world.writers[key] = {person.holder};
    world.later_readers[key].clear();
  }
  for (const ShownShare& share : shares(world.device(person.holder).window(), person.space)) {
    const SectionSpec* spec = find_section(std::string_view(share.section));
    MUST(spec != nullptr);
    const SectionKey key{person.space, spec->number};
    const std::size_t contact = number_of(world, share.contact);
    if (share.given && !share.from_now) world.ever_full[key].insert(contact);
    if (share.state != ShareState::running) continue;
    world.readers[key].insert(contact);
    if (share.write) world.writers[key].insert(contact);
    if (share.from_now) world.later_readers[key].insert(contact);
  }
}

bool reads_already(const World& world, const World::Person& person, std::uint64_t section,
                   std::size_t contact) {
  const auto readers = world.readers.find({person.space, section});
  return readers != world.readers.end() && readers->second.count(contact) != 0;
}

}  // namespace

void share_part(World& world, std::size_t number) {
  for (const World::Person& person : world.people) {
    const std::size_t others = 1 + world.random.below(world.devices.size() - 1);
    const std::size_t contact = (number + others) % world.devices.size();
    if (person.holder != number || world.one_in(4)) continue;
    ShareRequest request;
    request.space = person.space;
    request.section = world.one_in(2) ? kSectionNotes : kSectionGoals;
    request.contact = world.device(contact).root();
    request.why = "so that we both know";
    request.language = "en";
    const bool reads_only = world.one_in(4);
    request.write = !reads_only || world.all_may_write || !world.lost.empty();
    request.from_now = world.has_stops && world.one_in(3);
    const bool had_it = reads_already(world, person, request.section, contact);
    request.write = request.write || (had_it && !world.has_stops);  // nothing is taken back there
    bool shared = false;
    run_on(world, number,
           [&] { shared = share_section(world.device(number).window(), request).has_value(); });
    if (shared) ++world.counts.shares;
    if (shared && (request.from_now || had_it)) world.ever_stopped.insert(contact);
    run_on(world, number, [&] { note_shares(world, person); });
    return;
  }
}

void stop_part(World& world, std::size_t number) {
  for (const World::Person& person : world.people) {
    if (person.holder != number) continue;
    const std::uint64_t section = world.one_in(2) ? kSectionNotes : kSectionGoals;
    std::vector<std::size_t> others;
    for (const std::size_t reader : world.readers[{person.space, section}]) {
      if (reader != number) others.push_back(reader);
    }
    if (others.empty()) continue;
    const std::size_t contact = others[world.random.below(others.size())];
    bool stopped = false;
    world.ever_stopped.insert(contact);  // also if the disk goes on the way
    run_on(world, number, [&] {
      stopped = stop_sharing(world.device(number).window(),
                             {person.space, section, world.device(contact).root()})
                    .has_value();
    });
    if (stopped) ++world.counts.stops;
    run_on(world, number, [&] { note_shares(world, person); });
    return;
  }
}

void keep_late_note(World& world, std::size_t number) {
  run_on(world, number, [&] {
    Vault& vault = world.device(number).window();
    const auto held = held_notes(vault, std::nullopt);
    if (held.empty()) return;
    if (keep_held(vault, held[world.random.below(held.size())].batch)) ++world.counts.kept;
  });
}

}  // namespace alongside
