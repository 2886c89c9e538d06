#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "client/viewmodel/phrase.h"

namespace alongside {

// All words the window shows, in one language. A strings file has lines `key = text {name}`, with
// `\n` for a new line, `#` for remarks, and plural forms as `key.one` and `key.other`.
class Strings {
 public:
  // The words of `language_file` (the text of assets/strings/<language>.txt), and the English ones
  // of `english_file` for what it leaves out.
  Strings(std::string_view english_file, std::string_view language_file);

  // The phrase in words. A key that no file has is shown as itself; a test sees to it that there
  // is none.
  std::string say(const Phrase& phrase) const;
  std::string say(std::string_view key) const;

  bool has(std::string_view key) const { return words_.find(key) != words_.end(); }
  std::set<std::string> keys() const;

 private:
  std::string_view find(std::string_view key) const;

  std::map<std::string, std::string, std::less<>> words_;
};

}  // namespace alongside
