#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alongside {

struct Phrase;

// What is put in one {place} of a phrase: words as somebody typed them, or another phrase.
struct PhraseArg {
  std::string name;
  std::string text;
  std::vector<Phrase> words;  // at most one; then `text` is empty
};

// Words to be shown, named by their key in assets/strings and not yet in any language. With a
// `count` the language's plural form is chosen, and {count} stands for the number.
struct Phrase {
  std::string key;
  std::vector<PhraseArg> args;
  std::optional<std::int64_t> count;

  // This phrase with `text`, or with other words, in the place {name}.
  Phrase with(std::string name, std::string text) &&;
  Phrase with(std::string name, Phrase words) &&;
};

inline Phrase phrase(std::string key) { return {std::move(key), {}, std::nullopt}; }
inline Phrase phrase(std::string key, std::int64_t count) { return {std::move(key), {}, count}; }

// Words that are no key: what somebody typed.
inline Phrase as_typed(std::string text) {
  return phrase("as_typed").with("text", std::move(text));
}

inline Phrase Phrase::with(std::string name, std::string text) && {
  args.push_back({std::move(name), std::move(text), {}});
  return std::move(*this);
}

inline Phrase Phrase::with(std::string name, Phrase words) && {
  args.push_back({std::move(name), "", {std::move(words)}});
  return std::move(*this);
}

}  // namespace alongside
