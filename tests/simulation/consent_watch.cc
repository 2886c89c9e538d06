#include "tests/simulation/consent_watch.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/consent/epoch.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

struct EpochRow {
  SectionKey section;
  EpochId id;
};

std::vector<EpochRow> rows_of(SimDevice& device) {
  std::vector<EpochRow> list;
  auto& rows = device.window().db().statement(
      "SELECT space.space, section.number, epoch.epoch FROM epoch JOIN section ON section.id = "
      "epoch.section JOIN space ON space.id = section.space ORDER BY epoch.id");
  while (rows.step()) {
    list.push_back(
        {{rows.id<SpaceId>(0), static_cast<std::uint64_t>(rows.integer(1))}, rows.id<EpochId>(2)});
  }
  return list;
}

SignedEpoch signed_epoch(SimDevice& device, const EpochId& id) {
  auto& query =
      device.window().db().statement("SELECT record FROM epoch WHERE epoch = ?1").bind(1, id);
  const auto bytes = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); });
  MUST(bytes);
  auto epoch = decode_epoch(*bytes);
  MUST(epoch && epoch->id == id);
  return std::move(*epoch);
}

// What an EPOCH's maker signed that it does.
ConsentModel::Deed deed_of(const EpochRecord& record) {
  ConsentModel::Deed deed;
  for (const Share& share : record.shares) {
    deed.shares[share.grantee] = {share.write, share.full, share.until};
  }
  deed.stops = record.stops;
  deed.ends = record.ends;
  return deed;
}

std::string words_of(const SectionKey& section, const ConsentModel::Deed& deed) {
  const SectionSpec* spec = find_section(section.second);
  return std::to_string(deed.shares.size()) + " shares, " + std::to_string(deed.stops.size()) +
         " stops, " + std::to_string(deed.ends.size()) + " ends in " +
         (spec != nullptr ? std::string(spec->name) : std::to_string(section.second));
}

// Looks at what is new on one device of an owner.
class Watch {
 public:
  Watch(World& world, std::size_t number) : world_(world), number_(number) {}

  void run() {
    SimDevice& device = world_.device(number_);
    for (const EpochRow& row : rows_of(device)) {
      if (!is_watched(row.section)) continue;
      std::set<EpochId>& known = known_[row.section];
      const auto& steps = world_.consent[row.section].steps();
      if (!steps.contains(row.id)) look_at(row, known);
      if (!steps.contains(row.id)) return;  // it comes when that of its maker can be looked at
      known.insert(row.id);
    }
    note_beside(device);
    for (const World::Decision& decision : world_.undecided[number_]) check_done(decision);
    world_.undecided[number_].clear();
  }

 private:
  bool is_watched(const SectionKey& section) const {
    return world_.is_or_was_owner(number_, section.first);
  }

  std::optional<ConsentModel::Reader> reader(const SectionKey& section, const RootId& who) {
    const ConsentModel& model = world_.consent[section];
    return model.reader_at(model.heads_of(known_[section]), who);
  }

  bool reads_another(const SpaceId& space, const RootId& who) {
    return reader({space, kSectionNotes}, who) || reader({space, kSectionGoals}, who);
  }

  void look_at(const EpochRow& row, const std::set<EpochId>& earlier) {
    const SignedEpoch epoch = signed_epoch(world_.device(number_), row.id);
    const EpochRecord& record = epoch.record;
    const DeviceId self = world_.device(number_).window().device().id();
    ConsentModel& model = world_.consent[row.section];
    if (record.signer && *record.signer != self) return;
    ConsentModel::Step step{deed_of(record), record.signer, {}, record.stream};
    step.deed.erases = fresh_erasures(record);
    const bool is_bare = step.deed.shares.empty() && step.deed.stops.empty() &&
                         step.deed.ends.empty() && step.deed.erases.empty();
    step.deed.goes_on_erasing = is_bare && !record.erased.empty();
    if (record.signer) {
      step.past = earlier;
    } else {
      for (const EpochId& parent : record.parents) {
        step.past.insert(parent);
        const auto known = model.steps().find(parent);
        if (known == model.steps().end()) return;
        step.past.insert(known->second.past.begin(), known->second.past.end());
      }
    }
    if (step.past != record.past) fail("an EPOCH does not name all that came before it");
    if (record.signer && !earlier.empty() && !was_wanted(row.section, step.deed)) {
      fail("an EPOCH says what nobody asked for: " + words_of(row.section, step.deed));
    }
    for (const auto& [id, other] : model.steps()) {
      const bool is_fresh = !step.by || step.deed.begins_key();
      if (is_fresh && other.stream == step.stream) fail("I6: what ends something begins no key");
    }
    for (const auto& [who, terms] : step.deed.shares) note_change(who, !terms.full || terms.until);
    for (const RootId& who : step.deed.stops) note_change(who, true);
    model.add(row.id, std::move(step));
  }

  // What an EPOCH erases that none of its parents did.
  std::set<EntityId> fresh_erasures(const EpochRecord& record) {
    std::set<EntityId> fresh;
    for (const auto& [entry, seen] : record.erased) fresh.insert(entry);
    for (const EpochId& parent : record.parents) {
      const SignedEpoch before = signed_epoch(world_.device(number_), parent);
      for (const auto& [entry, seen] : before.record.erased) fresh.erase(entry);
    }
    return fresh;
  }

  // Whose screens may show less than all from now on.
  void note_change(const RootId& who, bool takes_away) {
    if (!takes_away) return;
    for (const std::size_t number : world_.devices_of(who)) world_.ever_stopped.insert(number);
  }

  // What was asked for, what goes with it in `person`, or an end that has come.
  bool was_wanted(const SectionKey& section, const ConsentModel::Deed& deed) {
    for (World::Decision& decision : world_.undecided[number_]) {
      if (decision.section.first != section.first) continue;
      if (section == decision.section && is_asked(decision, deed)) {
        decision.is_found = true;
        return true;
      }
      if (section.second == kSectionPerson && goes_with(decision, deed)) return true;
    }
    if (deed.goes_on_erasing || only_ends_what_is_removed(deed)) return true;
    return !deed.stops.empty() && deed.shares.empty() && deed.ends.empty() && deed.erases.empty() &&
           std::all_of(deed.stops.begin(), deed.stops.end(),
                       [&](const RootId& who) { return has_ended(section, who); });
  }

  // Everybody who learns that a device was removed goes on without it.
  bool only_ends_what_is_removed(const ConsentModel::Deed& deed) const {
    const bool is_bare = deed.shares.empty() && deed.stops.empty() && deed.erases.empty();
    return is_bare && !deed.ends.empty() &&
           std::includes(world_.may_be_ended.begin(), world_.may_be_ended.end(), deed.ends.begin(),
                         deed.ends.end());
  }

  bool is_asked(const World::Decision& decision, const ConsentModel::Deed& deed) {
    if (deed.ends != decision.ends || deed.erases != decision.erases) return false;
    if (!decision.ends.empty() || !decision.erases.empty())
      return deed.shares.empty() && deed.stops.empty();
    if (!decision.share) {
      return deed.shares.empty() && deed.stops == std::set<RootId>{decision.whom};
    }
    const auto had = reader(decision.section, decision.whom);
    const ConsentModel::Terms& terms = *decision.share;
    const bool ends_earlier = had && terms.until && (!had->until || *terms.until < *had->until);
    const bool is_less =
        had && ((had->writes && !terms.write) || (had->full && !terms.full) || ends_earlier);
    // What gives less than before also stops it; where the device had two EPOCHs side by side, less
    // than under either of them.
    const bool stops_it = deed.stops == std::set<RootId>{decision.whom};
    return (stops_it || (deed.stops.empty() && !is_less)) && deed.shares.size() == 1 &&
           deed.shares.begin()->first == decision.whom && deed.shares.begin()->second == terms;
  }

  // Whoever reads any part reads `person`, with the same right to write; with the last it ends.
  bool goes_with(const World::Decision& decision, const ConsentModel::Deed& deed) {
    if (!decision.ends.empty() || !decision.erases.empty()) return false;
    if (!decision.share) {
      return deed.shares.empty() && deed.stops == std::set<RootId>{decision.whom} &&
             !reads_another(decision.section.first, decision.whom);
    }
    const ConsentModel::Terms with_it{decision.share->write, true, std::nullopt};
    return deed.stops.empty() && deed.shares.size() == 1 &&
           deed.shares.begin()->first == decision.whom && deed.shares.begin()->second == with_it;
  }

  bool has_ended(const SectionKey& section, const RootId& who) {
    if (section.second == kSectionPerson) return !reads_another(section.first, who);
    const ConsentModel& model = world_.consent[section];
    const auto heads = model.heads_of(known_[section]);
    return std::any_of(heads.begin(), heads.end(), [&](const EpochId& head) {
      const auto reads = model.reader_at(head, who);
      return reads && reads->until && *reads->until <= world_.latest_told;
    });
  }

  void check_done(const World::Decision& decision) {
    if (decision.said_done && !decision.is_found) fail("what was done about sharing is not there");
    if (!decision.is_found || !decision.ends.empty() || !decision.erases.empty()) return;
    const SectionKey person{decision.section.first, kSectionPerson};
    const auto reads = reader(person, decision.whom);
    if (!decision.share && reads.has_value() && !reads_another(person.first, decision.whom)) {
      fail("one who reads nothing any more still has the name");
    }
    if (decision.share && (!reads || (decision.share->write && !reads->writes))) {
      fail("one who reads a part does not have the name");
    }
  }

  void note_beside(SimDevice& device) {
    auto& rows = device.window().db().statement(
        "SELECT space.space, section.number, history_stream.epoch, stream.address FROM "
        "history_stream JOIN section ON section.id = history_stream.section JOIN space ON space.id "
        "= section.space JOIN stream ON stream.id = history_stream.stream");
    while (rows.step()) {
      const SectionKey section{rows.id<SpaceId>(0), static_cast<std::uint64_t>(rows.integer(1))};
      if (!is_watched(section)) continue;
      world_.consent[section].add_beside(rows.id<EpochId>(2), rows.id<Address>(3));
    }
  }

  void fail(const std::string& what) { world_.fail(world_.device(number_).name() + ": " + what); }

  World& world_;
  std::size_t number_;
  std::map<SectionKey, std::set<EpochId>> known_;  // so far, in the order of the rows
};

}  // namespace

void note_decisions(World& world) {
  world.latest_told = std::max(world.latest_told, world.server.clock.now);
  for (int round = 0; round < 2; ++round) {  // what the first one has may be the second one's
    for (const std::size_t number : world.owners_devices()) {
      if (!world.device(number).disk.is_unplugged()) Watch(world, number).run();
    }
  }
}

bool decide(World& world, std::size_t number, const World::Decision& decision,
            const std::function<bool()>& act) {
  world.undecided[number].push_back(decision);
  bool done = false;
  run_on(world, number, [&] { done = act(); });
  world.undecided[number].back().said_done = done;
  note_decisions(world);
  work_out_readers(world);
  return done;
}

namespace {

// Those that are written in, and those that were only begun.
std::set<SectionKey> sections_of(const World& world, const SpaceId& space) {
  std::set<SectionKey> sections;
  for (const std::uint64_t number : {kSectionPerson, kSectionNotes, kSectionGoals}) {
    sections.insert({space, number});
  }
  for (const auto& [section, model] : world.consent) {
    if (section.first == space) sections.insert(section);
  }
  return sections;
}

}  // namespace

void work_out_readers(World& world) {
  for (const World::Person& person : world.people) {
    auto owners = world.devices_of(world.device(person.holder).root());
    std::erase_if(owners, [&](std::size_t number) { return world.ended.contains(number); });
    for (const SectionKey& section : sections_of(world, person.space)) {
      const ConsentModel& model = world.consent[section];
      world.readers[section] = {owners.begin(), owners.end()};
      world.writers[section] = {owners.begin(), owners.end()};
      world.ever_full[section].insert(owners.begin(), owners.end());
      world.later_readers[section].clear();
      const auto heads = model.heads();
      for (const RootId& who : model.ever_named()) {
        const auto reader = model.reader_at(heads, who);
        const bool was_full = model.was_ever_full(who);
        for (const std::size_t device : world.devices_of(who)) {
          if (world.ended.contains(device)) continue;
          if (was_full) world.ever_full[section].insert(device);
          if (!reader) continue;
          world.readers[section].insert(device);
          if (reader->writes) world.writers[section].insert(device);
          if (!reader->full) world.later_readers[section].insert(device);
        }
      }
    }
  }
}

std::set<EpochId> known_steps(World& world, std::size_t number, const SectionKey& section) {
  std::set<EpochId> known;
  for (const EpochRow& row : rows_of(world.device(number))) {
    if (row.section == section) known.insert(row.id);
  }
  return known;
}

void forget_what_never_arrived(World& world) {
  if (!world.records_move) return;
  for (auto& [section, model] : world.consent) {
    std::set<EpochId> heard;
    for (const std::size_t number : world.present()) {
      const bool is_owner = world.is_owner(number, section.first);
      if (is_owner && !world.ended.contains(number)) {
        heard.merge(known_steps(world, number, section));
      }
    }
    for (const auto& [id, step] : model.steps()) {
      if (!heard.contains(id)) model.never_arrives(id);
    }
  }
}

}  // namespace alongside
