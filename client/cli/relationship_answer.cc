#include "client/cli/relationship_answer.h"

#include "client/cli/answer.h"
#include "client/page/times.h"

namespace alongside {
namespace {

std::string day_in_words(TimeMs time) {
  const std::string words = utc_in_words(time);
  return words.substr(0, words.find(','));
}

std::string status_in_words(const ShownEvent& shown) {
  const std::string day = day_in_words(shown.when);
  switch (status_after(shown.event)) {
    case RelationshipStatus::alongside:
      if (shown.event.what == kPickedUpAgain) return "picked up again " + day;
      return (shown.event.what == kReturned ? "came back " : "walking alongside since ") + day;
    case RelationshipStatus::paused:
      return "paused since " + day;
    case RelationshipStatus::finished_for_now:
      return "finished for now, " + day + "; they can come back any time";
    case RelationshipStatus::lost_touch:
      return "lost touch, " + day + "; still open";
    case RelationshipStatus::died:
      return "has died, " + day;
    case RelationshipStatus::unknown:
      break;
  }
  return "something a newer app recorded, " + day;
}

std::string what_in_words(const RelationshipEvent& event) {
  if (status_after(event) == RelationshipStatus::unknown) return for_terminal(event.what);
  std::string words = event.what;
  for (char& letter : words) letter = letter == '_' ? ' ' : letter;
  return words;
}

std::string decided_in_words(const std::string& decided_by) {
  if (decided_by.empty()) return "";
  if (decided_by == kDecidedByPerson) return ", decided by the person";
  if (decided_by == kDecidedByBoth) return ", decided by both";
  if (decided_by == kDecidedByOther) return ", decided by someone else";
  return ", decided by " + for_terminal(decided_by);
}

}  // namespace

nlohmann::json json_of_status(const std::vector<ShownEvent>& current) {
  nlohmann::json list = nlohmann::json::array();
  for (const ShownEvent& shown : current) {
    list.push_back({{"status", name_of(status_after(shown.event))},
                    {"since", shown.when},
                    {"event", shown.event.id.hex()},
                    {"decided_by", shown.event.decided_by}});
  }
  return list;
}

std::string words_of_status(const std::vector<ShownEvent>& current) {
  std::string words;
  for (const ShownEvent& shown : current) {
    words += (words.empty() ? "" : " / ") + status_in_words(shown);
  }
  return words;
}

nlohmann::json json_of(const ShownEvent& shown) {
  nlohmann::json words = nlohmann::json::array();
  for (const Text& text : shown.words) {
    words.push_back({{"value", text.text}, {"said_by", text.said_by}, {"language", text.language}});
  }
  return {{"id", shown.event.id.hex()}, {"what", shown.event.what},
          {"when", shown.when},         {"decided_by", shown.event.decided_by},
          {"words", std::move(words)},  {"author", shown.author.hex()},
          {"current", shown.is_current}};
}

std::string words_of(Vault& vault, const ShownEvent& shown) {
  const std::string name = name_of_author(vault, shown.author);
  std::string words = day_in_words(shown.when) + "  " + what_in_words(shown.event) +
                      decided_in_words(shown.event.decided_by) + "  (" +
                      for_terminal(name.empty() ? shown.author.hex().substr(0, 8) : name) + ")\n";
  for (const Text& text : shown.words) words += "  " + for_terminal(text.text) + "\n";
  return words;
}

}  // namespace alongside
