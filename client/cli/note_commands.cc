#include "client/cli/commands.h"
#include "client/cli/item_answer.h"
#include "client/cli/text_options.h"
#include "client/store/edits.h"
#include "client/store/joined.h"

namespace alongside {
namespace {

struct NoteOptions {
  std::string note;
  std::string person;
  std::optional<std::string> text;
  std::optional<std::string> at;
  TextOptions words;
};

Result<SectionPlace> place_of(Vault& vault, const std::string& person) {
  if (person.empty()) return loose_notes(vault);
  TRY(const Person found, find_person(vault, person));
  return SectionPlace{found.space, kSectionNotes};
}

Result<std::vector<FieldEdit>> edits_of(CliSession& session, Vault& vault, const SpaceId& space,
                                        const NoteOptions& options) {
  const KindSpec& kind = *find_kind(kKindNote);
  const Text usual = options.words.text_for(vault, space);
  std::vector<FieldEdit> edits;
  if (options.text) {
    TRY(const std::string typed, text_from(session, *options.text));
    edits.push_back({kNoteBody, Text{typed, usual.said_by, usual.language}, std::nullopt});
  }
  if (options.at) {
    TRY(Value when, typed_value(kind, *kind.field(kNoteAt), *options.at, usual));
    edits.push_back({kNoteAt, std::move(when), std::nullopt});
  }
  return edits;
}

Result<Answer> add(CliSession& session, const NoteOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const SectionPlace place, place_of(*vault, options.person));
  TRY(const std::vector<FieldEdit> edits, edits_of(session, *vault, place.space, options));
  TRY(const EntityId note, add_entry(*vault, place, kKindNote, edits));
  return made(note.hex());
}

Result<Item> find_note(Vault& vault, const std::string& typed) {
  TRY(const EntryName entry, find_entry(vault, typed));
  TRY(Item item, find_item(vault, entry));
  if (item.name.kind != kKindNote) return error(ErrorCode::usage, "That entry is not a note.");
  return item;
}

Result<Answer> edit(CliSession& session, const NoteOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Item note, find_note(*vault, options.note));
  TRY(const std::vector<FieldEdit> edits, edits_of(session, *vault, note.name.space, options));
  TRY(const bool is_changed, set_entry(*vault, note.name, edits));
  return changed(note.name.id.hex(), is_changed);
}

Result<Answer> move(CliSession& session, const NoteOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const Item note, find_note(*vault, options.note));
  TRY(const Person person, find_person(*vault, options.person));
  TRY(const MovedNote moved, move_note(*vault, note.name, person.space));
  Answer answer = made(moved.note.hex());
  answer.json["erased_there"] = moved.is_erased;
  answer.json["readers"] = nlohmann::json::array();
  for (const RootId& reader : moved.readers) answer.json["readers"].push_back(reader.hex());
  answer.words += moved.is_erased ? "Erased where it was.\n" : "Removed where it was.\n";
  answer.words += who_may_have_read(*vault, moved.readers);
  return answer;
}

Result<Answer> list(CliSession& session, const NoteOptions& options) {
  TRY(Vault * vault, session.vault());
  TRY(const SectionPlace place, place_of(*vault, options.person));
  const ItemQuery query{place.space, place.section, kKindNote};
  if (options.person.empty()) return list_of(*vault, items(*vault, query));
  return list_of(*vault, items_of(*vault, records_with(*vault, place.space), query));
}

}  // namespace

void add_note_commands(CLI::App& app, Action& chosen) {
  CLI::App* group = app.add_subcommand("note", "notes, of a person or of your own");
  group->require_subcommand(1);

  auto for_add = options<NoteOptions>();
  CLI::App* command = group->add_subcommand("add", "write a note; without a person it is your own");
  command->add_option("PERSON", for_add->person, "an id, the beginning of one, or a name");
  command->add_option("--text", for_add->text, "the words; -: standard input");
  command->add_option("--at", for_add->at, "when it happened, as 2026-03-05T14:05");
  for_add->words.add_to(command);
  choose_when_parsed(command, chosen, for_add, add);

  auto for_move = options<NoteOptions>();
  command = group->add_subcommand("move", "move a note to a person");
  command->add_option("NOTE", for_move->note, "an id, or the beginning of one")->required();
  command->add_option("PERSON", for_move->person, "an id, the beginning of one, or a name")
      ->required();
  choose_when_parsed(command, chosen, for_move, move);

  auto for_edit = options<NoteOptions>();
  command = group->add_subcommand("edit", "write a note's words anew");
  command->add_option("NOTE", for_edit->note, "an id, or the beginning of one")->required();
  command->add_option("--text", for_edit->text, "the words; -: standard input")->required();
  command->add_option("--at", for_edit->at, "when it happened, as 2026-03-05T14:05");
  for_edit->words.add_to(command);
  choose_when_parsed(command, chosen, for_edit, edit);

  auto for_list = options<NoteOptions>();
  command = group->add_subcommand("list", "notes, newest first");
  command->add_option("PERSON", for_list->person, "an id, the beginning of one, or a name");
  choose_when_parsed(command, chosen, for_list, list);
}

}  // namespace alongside
