#include "tests/simulation/edits_of_people.h"

#include "client/store/relationship.h"
#include "shared/base/check.h"
#include "tests/simulation/by_id.h"

namespace alongside {
namespace {

// Few words, few times, few states: things said apart meet.
Value some_value(World& world, const FieldSpec& field) {
  constexpr std::string_view kWords[] = {"quietmarker, in the morning",
                                         "funnymarker with my sister", "learn to cookmarker"};
  constexpr std::string_view kStates[] = {"thinking", "doing", "done"};
  switch (field.type) {
    case FieldType::text:
      return Text{std::string(kWords[world.random.below(3)]), "person", "en"};
    case FieldType::time:
      return SaidTime{static_cast<TimeMs>(1'700'000'000'000 + world.random.below(2) * 1000)};
    case FieldType::word:
      return Word{std::string(kStates[world.random.below(3)])};
    case FieldType::entries:
      return EntryIds{};
    case FieldType::records:
      return RecordIds{};
  }
  return Word{};
}

std::vector<VersionId> versions_of(const Item& item, std::optional<std::uint64_t> field) {
  std::vector<VersionId> ids;
  for (const ShownField& shown : item.fields) {
    if (field && shown.number != *field) continue;
    for (const ShownVersion& version : shown.versions) ids.push_back(version.id);
  }
  return ids;
}

// Looks at an entry on a device: what is seen is remembered.
std::optional<Item> look_at(World& world, std::size_t number, const SectionKey& section,
                            const EntityId& entry) {
  auto item = find_item(world.device(number).window(), entry);
  if (!item) return std::nullopt;
  world.screens.saw(number, section, *item);
  for (const ShownField& field : item->fields) {
    if (field.versions.size() > 1) ++world.counts.versions_apart;
  }
  return std::move(*item);
}

// One save. `edit` says whether something changed; `gone` is what it replaces, seen on the screen.
struct Save {
  EntityId entry;
  std::function<Result<bool>()> edit;
  std::vector<VersionId> gone;
  std::size_t most_changes = 1;
};
bool save(World& world, std::size_t number, const Save& what) {
  SimDevice& device = world.device(number);
  bool changed = false;
  bool read_back = false;
  const bool failed = run_on(world, number, [&] {
    const auto result = what.edit();
    changed = result && *result;
    if (device.disk.is_unplugged()) {
      if (changed) ++world.unread_saves[number];
      return;
    }
    const std::size_t fresh = world.ledger.note_saved(device, number);
    read_back = true;
    const bool fits = changed ? fresh >= 1 && fresh <= what.most_changes : fresh == 0;
    if (!fits) {
      world.fail(device.name() + (changed ? " said saved, and the log did not grow by it"
                                          : " said nothing changed, and the log grew"));
    }
  });
  if (changed) ++world.counts.edits;
  if (changed && read_back) {
    world.screens.replaced(number, what.entry, what.gone);
  } else if (changed || failed) {
    world.screens.perhaps_replaced(what.entry, what.gone);
  }
  return changed && read_back;
}

// A section that the device can see, of the people's or its own.
std::optional<SectionKey> some_section(World& world, std::size_t number,
                                       std::initializer_list<std::uint64_t> sections) {
  std::vector<SectionKey> visible;
  for (const World::Person& person : world.people) {
    for (const std::uint64_t section : sections) {
      const auto readers = world.readers.find({person.space, section});
      if (readers != world.readers.end() && readers->second.count(number) != 0) {
        visible.push_back({person.space, section});
      }
    }
  }
  if (visible.empty()) return std::nullopt;
  return visible[world.random.below(visible.size())];
}

SectionKey loose_of(World& world, std::size_t number) {
  const SectionPlace place = loose_notes(world.device(number).window());
  return {place.space, place.section};
}

void add_to(World& world, std::size_t number, const SectionKey& section, std::uint64_t kind) {
  if (world.entries[section].size() > 3) return edit_entry(world, number);
  const KindSpec* spec = find_kind(kind);
  std::vector<FieldEdit> fields;
  for (const FieldSpec& field : spec->fields) {
    if (!world.one_in(3)) fields.push_back({field.number, some_value(world, field), std::nullopt});
  }
  std::optional<EntityId> made;
  const bool saved = save(world, number,
                          {{},
                           [&]() -> Result<bool> {
                             TRY(made, add_entry(world.device(number).window(),
                                                 {section.first, section.second}, kind, fields));
                             return true;
                           },
                           {},
                           1});
  if (made) world.entries[section].push_back(*made);
  if (saved) run_on(world, number, [&] { look_at(world, number, section, *made); });
}

struct Picked {
  SectionKey section;
  EntityId entry;
};
std::optional<Picked> some_entry(World& world, std::size_t number) {
  auto section = some_section(world, number, {kSectionPerson, kSectionNotes, kSectionGoals});
  if (world.one_in(8)) section = loose_of(world, number);
  for (int i = 0; i < 3 && section && world.entries[*section].empty(); ++i) {
    section = some_section(world, number, {kSectionNotes, kSectionGoals});
  }
  if (!section || world.entries[*section].empty()) return std::nullopt;
  const auto& entries = world.entries[*section];
  return Picked{*section, entries[world.random.below(entries.size())]};
}

}  // namespace

void write_note(World& world, std::size_t number) {
  auto section = some_section(world, number, {kSectionNotes});
  if (world.one_in(4) || !section) section = loose_of(world, number);
  add_to(world, number, *section, kKindNote);
}

void write_goal(World& world, std::size_t number) {
  if (const auto section = some_section(world, number, {kSectionGoals})) {
    add_to(world, number, *section, kKindGoal);
  }
}

void record_what_happened(World& world, std::size_t number) {
  const auto section = some_section(world, number, {kSectionPerson});
  if (!section || world.entries[*section].size() > 6) return edit_entry(world, number);
  const auto words = words_of_events();
  NewEvent event{words[world.random.below(words.size())], kDecidedByPerson, std::nullopt, {}};
  if (world.one_in(2)) event.words = Text{"quietmarker, for a while", "person", "en"};
  std::optional<EntityId> made;
  const bool saved =
      save(world, number,
           {{},
            [&]() -> Result<bool> {
              TRY(made, record_event(world.device(number).window(), section->first, event));
              return true;
            },
            {},
            world.counts.joined > 0 ? 2U : 1U});  // of somebody met twice, also how it follows
  if (made) world.entries[*section].push_back(*made);
  if (saved) run_on(world, number, [&] { look_at(world, number, *section, *made); });
}

void open_entry(World& world, std::size_t number) {
  const auto picked = some_entry(world, number);
  if (!picked) return;
  run_on(world, number, [&] {
    auto item = look_at(world, number, picked->section, picked->entry);
    if (item) world.open_screens.insert_or_assign({number, picked->entry}, std::move(*item));
  });
}

void edit_entry(World& world, std::size_t number) {
  const auto picked = some_entry(world, number);
  if (!picked) return;
  std::optional<Item> screen;
  run_on(world, number, [&] { screen = look_at(world, number, picked->section, picked->entry); });
  if (!screen) return;
  const auto opened = world.open_screens.find({number, picked->entry});
  const bool is_old_screen = opened != world.open_screens.end() && world.one_in(2);
  if (is_old_screen) screen = opened->second;
  const KindSpec* kind = find_kind(screen->name.kind);
  const FieldSpec& field = kind->fields[world.random.below(kind->fields.size())];
  FieldEdit edit{field.number, some_value(world, field), std::nullopt};
  const auto seen = versions_of(*screen, field.number);
  if (is_old_screen) edit.shown = seen;
  const bool saved = save(
      world, number,
      {picked->entry,
       [&] { return set_entry(world.device(number).window(), picked->entry, {edit}); }, seen, 1});
  if (!saved) return;
  world.open_screens.erase({number, picked->entry});
  run_on(world, number, [&] { look_at(world, number, picked->section, picked->entry); });
}

void save_unchanged(World& world, std::size_t number) {
  const auto picked = some_entry(world, number);
  if (!picked) return;
  run_on(world, number, [&] {
    Vault& vault = world.device(number).window();
    const auto item = look_at(world, number, picked->section, picked->entry);
    if (!item) return;
    for (const ShownField& field : item->fields) {
      if (field.versions.size() != 1) continue;
      const auto result =
          set_entry(vault, picked->entry, {{field.number, field.versions[0].value, std::nullopt}});
      if (result && *result) world.fail("a save that changed nothing wrote something");
    }
  });
}

void choose_one(World& world, std::size_t number) {
  const auto picked = some_entry(world, number);
  if (!picked) return;
  std::optional<Item> screen;
  run_on(world, number, [&] { screen = look_at(world, number, picked->section, picked->entry); });
  if (!screen) return;
  for (const ShownField& field : screen->fields) {
    if (field.versions.size() < 2) continue;
    const VersionId chosen = field.versions[world.random.below(field.versions.size())].id;
    const bool saved = save(world, number,
                            {picked->entry,
                             [&] {
                               return choose_version(world.device(number).window(), picked->entry,
                                                     field.name, chosen);
                             },
                             versions_of(*screen, field.number), 1});
    if (saved)
      run_on(world, number, [&] { look_at(world, number, picked->section, picked->entry); });
    return;
  }
}

void remove_one(World& world, std::size_t number) {
  const auto picked = some_entry(world, number);
  if (!picked || picked->section.second == kSectionPerson) return;
  std::vector<VersionId> mine;
  run_on(world, number, [&] {
    const auto screen = look_at(world, number, picked->section, picked->entry);
    if (!screen) return;
    bool is_owner = picked->section.second == kSectionLoose;
    for (const World::Person& person : world.people) {
      is_owner = is_owner || (person.space == picked->section.first && person.holder == number);
    }
    is_owner =
        is_owner || (world.records_move && world.is_or_was_owner(number, picked->section.first));
    for (const ShownField& field : screen->fields) {
      for (const ShownVersion& version : field.versions) {
        if (is_owner || version.by_me) mine.push_back(version.id);
      }
    }
  });
  save(world, number,
       {picked->entry,
        [&] { return remove_entry(world.device(number).window(), picked->entry, std::nullopt); },
        mine, 1});
}

void move_loose_note(World& world, std::size_t number) {
  const SectionKey loose = loose_of(world, number);
  const auto to = some_section(world, number, {kSectionNotes});
  auto& notes = world.entries[loose];
  if (!to || notes.empty()) return;
  const EntityId note = notes[world.random.below(notes.size())];
  std::optional<Item> screen;
  run_on(world, number, [&] { screen = look_at(world, number, loose, note); });
  if (!screen) return;
  std::optional<EntityId> made;
  world.asked_to_erase.insert(note);
  const bool saved =
      save(world, number,
           {note,
            [&]() -> Result<bool> {
              TRY(const MovedNote moved, move_note(world.device(number).window(), note, to->first));
              made = moved.note;
              return true;
            },
            versions_of(*screen, std::nullopt), 2});
  if (made) world.entries[*to].push_back(*made);
  if (saved) run_on(world, number, [&] { look_at(world, number, *to, *made); });
}

}  // namespace alongside
