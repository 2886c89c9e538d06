#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alongside {

// What is put in one {place} of a phrase: words as they are, or the key of other words.
struct PhraseArg {
  std::string name;
  std::string text;
  bool is_key = false;
};

// Words to be shown, named by their key in assets/strings and not yet in any language. With a
// `count` the language's plural form is chosen, and {count} stands for the number.
struct Phrase {
  std::string key;
  std::vector<PhraseArg> args;
  std::optional<std::int64_t> count;

  // This phrase with `text` in the place {name}.
  Phrase with(std::string name, std::string text) && {
    args.push_back({std::move(name), std::move(text), false});
    return std::move(*this);
  }
  // This phrase with the words of `key_of_words` in the place {name}.
  Phrase with_key(std::string name, std::string key_of_words) && {
    args.push_back({std::move(name), std::move(key_of_words), true});
    return std::move(*this);
  }
};

inline Phrase phrase(std::string key) { return {std::move(key), {}, std::nullopt}; }
inline Phrase phrase(std::string key, std::int64_t count) { return {std::move(key), {}, count}; }

}  // namespace alongside
