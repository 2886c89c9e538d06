#include "client/view/strings.h"

#include <algorithm>

namespace alongside {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.remove_suffix(1);
  }
  return text;
}

std::string with_new_lines(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escaped = text[at] == '\\' && at + 1 < text.size() && text[at + 1] == 'n';
    out += escaped ? '\n' : text[at];
    if (escaped) ++at;
  }
  return out;
}

void read_file(std::string_view file, std::map<std::string, std::string, std::less<>>& words) {
  while (!file.empty()) {
    const std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    const std::size_t equals = line.find('=');
    const std::string_view key = trimmed(line.substr(0, equals));
    if (key.empty() || key.front() == '#' || equals == std::string_view::npos) continue;
    words.insert_or_assign(std::string(key), with_new_lines(trimmed(line.substr(equals + 1))));
  }
}

}  // namespace

Strings::Strings(std::string_view english_file, std::string_view language_file) {
  read_file(english_file, words_);
  read_file(language_file, words_);
}

std::string Strings::say(std::string_view key) const { return std::string(find(key)); }

std::string Strings::say(const Phrase& phrase) const {
  std::string key = phrase.key;
  if (phrase.count) key += *phrase.count == 1 ? ".one" : ".other";
  const std::string_view pattern = find(key);
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t close = pattern[at] == '{' ? pattern.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += pattern[at++];
      continue;
    }
    const std::string_view name = pattern.substr(at + 1, close - at - 1);
    const auto arg = std::find_if(phrase.args.begin(), phrase.args.end(),
                                  [&](const PhraseArg& a) { return a.name == name; });
    if (arg != phrase.args.end())
      out += arg->words.empty() ? arg->text : say(arg->words.front());
    else if (name == "count" && phrase.count)
      out += std::to_string(*phrase.count);
    at = close + 1;
  }
  return out;
}

std::set<std::string> Strings::keys() const {
  std::set<std::string> keys;
  for (const auto& [key, text] : words_) keys.insert(key);
  return keys;
}

std::string_view Strings::find(std::string_view key) const {
  const auto found = words_.find(key);
  return found == words_.end() ? key : std::string_view(found->second);
}

}  // namespace alongside
