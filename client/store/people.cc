#include "client/store/people.h"

#include <algorithm>

#include "client/store/edits.h"
#include "client/store/entry_table.h"
#include "client/store/erased_records.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/joined.h"
#include "client/store/judge.h"
#include "client/store/log.h"
#include "client/store/own_contacts.h"
#include "client/store/standing.h"
#include "client/store/streams.h"
#include "client/store/typed_ids.h"
#include "shared/base/check.h"
#include "shared/consent/space_name.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

// A person's name is a register of one entry that has the record's own id, so that names given
// apart are versions of one name.
EntityId person_entry(const SpaceId& space) { return EntityId{space.bytes}; }

Result<SpaceId> add_record(Vault& vault, const RootId& owner, std::string_view name,
                           const Text& defaults) {
  SpaceRow row;
  row.space = space_name(owner, SpaceKind::person);
  row.owner = author_number(vault.db(), owner);
  row.is_person = true;
  row.made_ms = vault.now_ms();
  add_space(vault.db(), row);
  TRY(const SectionRow section, ready_to_write(vault, row.space, kSectionPerson));
  if (!name.empty()) {
    Change change{kKindPerson, person_entry(row.space), {}, 0};
    Op op;
    op.field = kPersonName;
    TRY(op.value, encode_value(Text{std::string(name), defaults.said_by, defaults.language}));
    change.ops.push_back(std::move(op));
    append_changes(vault, section, {change});
  }
  vault.touch();
  return row.space;
}

Result<bool> check_is_no_charity(Vault& vault) {
  if (!is_charity(vault)) return true;
  return error(ErrorCode::refused,
               "This vault is a charity's, and keeps nobody's record. Open one of your own.");
}

std::vector<std::string> names_of(Vault& vault, const SpaceRow& space) {
  std::vector<std::string> names;
  const auto section = find_section(vault.db(), space.space, kSectionPerson);
  if (!section || !is_readable(vault, *section)) return names;
  auto& row =
      vault.db()
          .statement("SELECT state FROM entry WHERE section = ?1 AND entity = ?2 AND kind = ?3")
          .bind(1, section->id)
          .bind(2, person_entry(space.space))
          .bind(3, kKindPerson);
  const auto bytes = first_row(row, [](Statement& at) { return copy_of(at.blob(0)); });
  if (!bytes) return names;
  const auto state = decode_entity(*bytes);
  MUST(state);
  const auto versions = state->fields.find(kPersonName);
  if (versions == state->fields.end()) return names;
  for (const Version& version : versions->second) {
    names.push_back(shown_value(decode_value(FieldType::text, version.value)));
  }
  return names;
}

bool has_my_record(Vault& vault) {
  const std::int64_t me = author_number(vault.db(), vault.me());
  for (const SpaceRow& row : all_spaces(vault.db())) {
    if (row.is_person && row.owner == me) return true;
  }
  return false;
}

}  // namespace

Result<SpaceId> add_person(Vault& vault, std::string_view name, std::string_view language) {
  TRY_DO(check_is_no_charity(vault));
  Transaction transaction(vault.db());
  const RootId owner = make_held_identity(vault);
  TRY(const SpaceId space, add_record(vault, owner, name, {"", "coach", std::string(language)}));
  transaction.commit();
  return space;
}

Result<SpaceId> add_my_record(Vault& vault, std::string_view name, std::string_view language) {
  TRY_DO(check_is_no_charity(vault));
  Transaction transaction(vault.db());
  if (is_erased(vault.db(), space_name(vault.me(), SpaceKind::person))) {
    return error(ErrorCode::refused,
                 "Your own record was erased for good, as was wished, and does not begin again "
                 "here. You can begin a new one at any time, in a new vault.");
  }
  if (has_my_record(vault)) {
    return error(ErrorCode::refused, "Your own record is here already.");
  }
  TRY(const SpaceId space,
      add_record(vault, vault.me(), name, {"", "person", std::string(language)}));
  transaction.commit();
  return space;
}

std::vector<Person> people(Vault& vault) {
  std::vector<Person> list;
  const auto groups = joined_groups(vault);
  for (const SpaceRow& row : all_spaces(vault.db())) {
    if (!row.is_person) continue;
    Person person;
    person.space = row.space;
    person.names = names_of(vault, row);
    person.owner = root_of_author(vault.db(), row.owner);
    person.is_me = person.owner == vault.me();
    person.is_held = !person.is_me && is_kept_here(vault.db(), row.owner);
    person.made_ms = row.made_ms;
    for (const SectionRow& section : sections_of(vault.db(), row.id)) {
      if (!is_readable(vault, section)) continue;
      const SectionSpec* spec = find_section(section.number);
      person.sections.push_back(spec != nullptr ? std::string(spec->name)
                                                : std::to_string(section.number));
    }
    for (const auto& group : groups) {
      if (std::count(group.begin(), group.end(), person.space) != 0) person.joined = group;
    }
    list.push_back(std::move(person));
  }
  return list;
}

namespace {

std::vector<Person> people_called(Vault& vault, std::string_view typed) {
  std::vector<Person> fitting;
  for (Person& person : people(vault)) {
    bool fits = id_fits(person.space.view(), typed);
    for (const std::string& name : person.names) fits = fits || name == typed;
    if (fits) fitting.push_back(std::move(person));
  }
  return fitting;
}

bool are_one_person(const std::vector<Person>& fitting) {
  return fitting.size() > 1 && !fitting.front().joined.empty() &&
         std::all_of(fitting.begin(), fitting.end(),
                     [&](const Person& person) { return person.joined == fitting.front().joined; });
}

}  // namespace

Result<Person> find_person(Vault& vault, std::string_view typed) {
  std::vector<Person> fitting = people_called(vault, typed);
  if (!are_one_person(fitting)) return only_one(std::move(fitting), "person");
  const SpaceId first = fitting.front().joined.front();
  for (Person& person : people(vault)) {
    if (person.space == first) return std::move(person);
  }
  MUST(false);  // a joined record is here
  return error(ErrorCode::not_found, "There is no such person here.");
}

Result<Person> find_record(Vault& vault, std::string_view typed) {
  std::vector<Person> fitting = people_called(vault, typed);
  if (are_one_person(fitting)) {
    return error(ErrorCode::usage,
                 "This person is kept as several records; use the id of the one you mean.");
  }
  return only_one(std::move(fitting), "person");
}

RootId record_owner(Vault& vault, const SpaceId& space) {
  const auto row = find_space(vault.db(), space);
  MUST(row);
  return root_of_author(vault.db(), row->owner);
}

std::optional<RootId> record_holder(Vault& vault, const SpaceId& space) {
  const auto card = known_card(vault, record_owner(vault, space));
  if (!card) return std::nullopt;
  for (const auto& [device, record] : card->devices) {
    if (record.mark == DeviceMark::holding) return record.holder;
  }
  return std::nullopt;
}

std::string_view usual_said_by(Vault& vault, const SpaceId& space) {
  const auto row = find_space(vault.db(), space);
  const bool is_mine =
      row && row->is_person && root_of_author(vault.db(), row->owner) == vault.me();
  return is_mine ? kSaidByPerson : kSaidByCoach;
}

std::string my_card(Vault& vault) {
  const auto records = known_records(vault, vault.me());
  auto& query = vault.db().statement("SELECT card_stream FROM identity WHERE is_me = 1");
  const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
  MUST(records && row);
  const auto stream = stream_row(vault.db(), *row);
  MUST(stream && stream->epoch_key);
  return encode_card_text({*records, *stream->epoch_key, stream->four});
}

Result<RootId> add_contact(Vault& vault, std::string_view card_text) {
  TRY(const CardText card, decode_card_text(card_text));
  const RootId root = card.records.root;
  if (root == vault.me()) return error(ErrorCode::refused, "That is your own card.");
  Transaction transaction(vault.db());
  vault.cards().clear();
  close_open_batches(vault);  // what waits for this card was not on any screen yet
  TRY_DO(keep_contact(vault, card, CardFrom::by_hand));
  std::set<std::int64_t> grown = retry_waiting_messages(vault);
  for (const SectionRow& section : all_section_rows(vault.db())) {
    if (section.unsettled > 0) grown.insert(section.id);
  }
  judge_anew(vault, grown);
  vault.touch();
  transaction.commit();
  return root;
}

std::vector<Contact> contacts(Vault& vault) {
  std::vector<RootId> roots;
  auto& rows = vault.db().statement(
      "SELECT author.root FROM card JOIN author ON author.id = card.author "
      "WHERE is_contact = 1 ORDER BY author.id");
  while (rows.step()) roots.push_back(rows.id<RootId>(0));
  std::vector<Contact> list;
  for (const RootId& root : roots) {
    const auto card = known_card(vault, root);
    list.push_back({root, card ? card->name : std::string(), is_contested(vault, root)});
  }
  return list;
}

Result<Contact> find_contact(Vault& vault, std::string_view typed) {
  std::vector<Contact> fitting;
  for (Contact& contact : contacts(vault)) {
    if (id_fits(contact.root.view(), typed) || contact.name == typed) {
      fitting.push_back(std::move(contact));
    }
  }
  return only_one(std::move(fitting), "contact");
}

}  // namespace alongside
