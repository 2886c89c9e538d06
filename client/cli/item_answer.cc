#include "client/cli/item_answer.h"

#include <algorithm>
#include <set>

#include "client/store/joined.h"
#include "client/store/ledger.h"

namespace alongside {
namespace {

constexpr std::string_view kUnknownWords = "(from a newer app)";

nlohmann::json json_of(const ShownVersion& version, const std::string& value) {
  return {{"version", version.id.text},
          {"value", value},
          {"author", version.author.hex()},
          {"at", version.at},
          {"received", version.received}};
}

// Puts one field into `fields`, and for texts what belongs to the words beside it.
void add_field(nlohmann::json& fields, const ShownField& field) {
  nlohmann::json versions = nlohmann::json::array();
  nlohmann::json said_by = nlohmann::json::array();
  nlohmann::json languages = nlohmann::json::array();
  for (const ShownVersion& version : field.versions) {
    nlohmann::json shown = json_of(version, shown_value(version.value));
    if (const auto* text = std::get_if<Text>(&version.value)) {
      shown["said_by"] = text->said_by;
      shown["language"] = text->language;
      said_by.push_back(json_of(version, text->said_by));
      languages.push_back(json_of(version, text->language));
    }
    versions.push_back(std::move(shown));
  }
  fields[field.name] = std::move(versions);
  if (said_by.empty()) return;
  fields["said_by"] = std::move(said_by);
  fields["language"] = std::move(languages);
}

std::string author_words(Vault& vault, const RootId& author) {
  const std::string name = name_of_author(vault, author);
  return name.empty() ? author.hex().substr(0, 8) : for_terminal(name);
}

std::string value_words(const Value& value) {
  if (std::holds_alternative<UnknownValue>(value)) return std::string(kUnknownWords);
  return for_terminal(shown_value(value));
}

// The records that are one of several of a person.
std::set<SpaceId> all_joined(Vault& vault) {
  std::set<SpaceId> joined;
  for (const auto& group : joined_groups(vault)) joined.insert(group.begin(), group.end());
  return joined;
}

// An item, with the record that it lies in where the person has several.
Answer answer_of(Vault& vault, const Item& item, const std::set<SpaceId>& joined) {
  Answer answer{json_of(item), words_of(vault, item)};
  if (!joined.contains(item.name.space)) return answer;
  answer.json["record"] = item.name.space.hex();
  answer.words += "  in the record " + item.name.space.hex().substr(0, 8) + "\n";
  return answer;
}

}  // namespace

nlohmann::json json_of(const Item& item) {
  nlohmann::json fields = nlohmann::json::object();
  for (const ShownField& field : item.fields) add_field(fields, field);
  nlohmann::json json = {
      {"id", item.name.id.hex()},    {"kind", item.kind_name}, {"section", item.section_name},
      {"author", item.author.hex()}, {"at", item.at},          {"received", item.received},
      {"fields", std::move(fields)}};
  if (item.is_marked) json["marked"] = true;
  return json;
}

std::string words_of(Vault& vault, const Item& item) {
  std::string words = item.name.id.hex() + "  " + item.kind_name + ", " + iso_time(item.at) + ", " +
                      author_words(vault, item.author) + "\n";
  if (item.is_marked) words += "  removed by one, kept by another's edit\n";
  for (const ShownField& field : item.fields) {
    const bool is_several = field.versions.size() > 1;
    if (is_several)
      words += "  " + field.name + ": " + std::to_string(field.versions.size()) + " versions\n";
    for (const ShownVersion& version : field.versions) {
      words += is_several
                   ? "    [" + version.id.text + "] " + author_words(vault, version.author) + ": "
                   : "  " + field.name + ": ";
      words += value_words(version.value) + "\n";
    }
  }
  return words;
}

void note_shown(Vault& vault, const std::vector<Item>& items) {
  std::vector<SectionPlace> shown;
  for (const Item& item : items) {
    const bool is_known = std::any_of(shown.begin(), shown.end(), [&](const SectionPlace& place) {
      return place.space == item.name.space && place.section == item.name.section;
    });
    if (!is_known) shown.push_back({item.name.space, item.name.section});
  }
  note_looked(vault, shown);
}

Answer shown_item(Vault& vault, const Item& item) {
  note_shown(vault, {item});
  return answer_of(vault, item, all_joined(vault));
}

Answer list_of(Vault& vault, const std::vector<Item>& items) {
  note_shown(vault, items);
  const std::set<SpaceId> joined = all_joined(vault);
  Answer answer{{{"items", nlohmann::json::array()}}, ""};
  for (const Item& item : items) {
    Answer one = answer_of(vault, item, joined);
    answer.json["items"].push_back(std::move(one.json));
    answer.words += one.words;
  }
  if (answer.words.empty()) answer.words = "Nothing yet.\n";
  return answer;
}

std::string who_may_have_read(Vault& vault, const std::vector<RootId>& readers) {
  if (readers.empty()) return "";
  std::string names;
  for (const RootId& reader : readers) {
    const std::string name = name_of_author(vault, reader);
    names +=
        (names.empty() ? "" : ", ") + for_terminal(name.empty() ? reader.hex().substr(0, 8) : name);
  }
  return "It was shared with " + names + "; what they have read or copied cannot be taken back.\n";
}

}  // namespace alongside
