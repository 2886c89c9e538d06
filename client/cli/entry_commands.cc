#include "client/cli/commands.h"
#include "client/cli/item_answer.h"
#include "client/cli/text_options.h"
#include "client/cli/typed_fields.h"
#include "client/store/joined.h"

namespace alongside {
namespace {

struct EntryOptions {
  std::string person;
  std::string kind;
  std::string entry;
  std::string field;
  std::string version;
  std::vector<std::string> fields;
};

Result<const KindSpec*> kind_called(const std::string& name) {
  if (const KindSpec* kind = find_kind(std::string_view(name))) return kind;
  std::string names;
  for (const KindSpec& kind : all_kinds()) {
    if (find_section(kind.section)->space != SpaceOf::person) continue;
    names += (names.empty() ? "" : ", ") + std::string(kind.name);
  }
  return error(ErrorCode::usage, "There are these kinds of entries: " + names + ".");
}

Result<const KindSpec*> kind_of(const Item& item) {
  if (const KindSpec* kind = find_kind(item.name.kind)) return kind;
  return error(ErrorCode::refused, "That entry is from a newer app; this one can only show it.");
}

Result<Item> item_called(Vault& vault, const std::string& typed) {
  TRY(const EntryName entry, find_entry(vault, typed));
  return find_item(vault, entry);
}

Result<Answer> add(CliSession& session, const EntryOptions& options) {
  TRY(const KindSpec* kind, kind_called(options.kind));
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  const Text usual = TextOptions().text_for(*vault, person.space);
  TRY(const std::vector<FieldEdit> edits, edits_of(*kind, {options.fields, usual, nullptr}));
  TRY(const EntityId entry, add_entry(*vault, {person.space, kind->section}, kind->number, edits));
  return made(entry.hex());
}

Result<Answer> set(CliSession& session, const EntryOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Item item, item_called(*vault, options.entry));
  TRY(const KindSpec* kind, kind_of(item));
  const Text usual = TextOptions().text_for(*vault, item.name.space);
  TRY(const std::vector<FieldEdit> edits, edits_of(*kind, {options.fields, usual, &item}));
  TRY(const bool is_changed, set_entry(*vault, item.name, edits));
  return changed(item.name.id.hex(), is_changed);
}

Result<Answer> remove(CliSession& session, const EntryOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const EntryName entry, find_entry(*vault, options.entry));
  TRY(const bool is_changed, remove_entry(*vault, entry, std::nullopt));
  return changed(entry.id.hex(), is_changed);
}

Result<Answer> show(CliSession& session, const EntryOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Item item, item_called(*vault, options.entry));
  return shown_item(*vault, item);
}

Result<Answer> list(CliSession& session, const EntryOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Person person, find_person(*vault, options.person));
  ItemQuery query{person.space, std::nullopt, std::nullopt};
  if (!options.kind.empty()) {
    TRY(const KindSpec* kind, kind_called(options.kind));
    query.kind = kind->number;
  }
  return list_of(*vault, items_of(*vault, records_with(*vault, person.space), query));
}

Result<Answer> choose(CliSession& session, const EntryOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Item item, item_called(*vault, options.entry));
  TRY(const KindSpec* kind, kind_of(item));
  const std::string field = stored_field(*kind, options.field);
  TRY(const bool is_changed, choose_version(*vault, item.name, field, VersionId{options.version}));
  return changed(item.name.id.hex(), is_changed);
}

constexpr const char* kPersonHelp = "an id, the beginning of one, or a name";
constexpr const char* kEntryHelp = "an id, or the beginning of one";

}  // namespace

void add_entry_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("entry", "entries of any kind in a person's record");
  group->require_subcommand(1);

  auto for_add = options<EntryOptions>();
  CLI::App* command = group->add_subcommand("add", "add an entry; no field is required");
  command->add_option("PERSON", for_add->person, kPersonHelp)->required();
  command->add_option("KIND", for_add->kind, "note, goal, person or relationship_event")
      ->required();
  command->add_option("FIELDS", for_add->fields, "field=value …");
  choose_when_parsed(command, chosen, for_add, add);

  auto for_set = options<EntryOptions>();
  command = group->add_subcommand("set", "set fields of an entry");
  command->add_option("ENTRY", for_set->entry, kEntryHelp)->required();
  command->add_option("FIELDS", for_set->fields, "field=value …")->required();
  choose_when_parsed(command, chosen, for_set, set);

  auto for_remove = options<EntryOptions>();
  command = group->add_subcommand("remove", "remove an entry");
  command->add_option("ENTRY", for_remove->entry, kEntryHelp)->required();
  choose_when_parsed(command, chosen, for_remove, remove);

  auto for_show = options<EntryOptions>();
  command = group->add_subcommand("show", "an entry with all versions of its fields");
  command->add_option("ENTRY", for_show->entry, kEntryHelp)->required();
  choose_when_parsed(command, chosen, for_show, show);

  auto for_list = options<EntryOptions>();
  command = group->add_subcommand("list", "a person's entries, newest first");
  command->add_option("PERSON", for_list->person, kPersonHelp)->required();
  command->add_option("KIND", for_list->kind, "only entries of this kind");
  choose_when_parsed(command, chosen, for_list, list);

  auto for_choose = options<EntryOptions>();
  command = app.add_subcommand("choose", "choose one of several versions of a field");
  command->add_option("ENTRY", for_choose->entry, kEntryHelp)->required();
  command->add_option("FIELD", for_choose->field, "the field's name")->required();
  command->add_option("VERSION", for_choose->version, "as entry show gives it")->required();
  choose_when_parsed(command, chosen, for_choose, choose);
}

}  // namespace alongside
