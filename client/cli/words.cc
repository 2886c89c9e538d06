#include "client/cli/words.h"

namespace alongside {
namespace {

class Splitter {
 public:
  explicit Splitter(std::string_view line) : line_(line) {}

  Result<std::vector<std::string>> split() {
    while (at_ < line_.size()) {
      const char letter = line_[at_++];
      if (letter == ' ' || letter == '\t') {
        end_word();
      } else if (letter == '\'') {
        TRY_DO(take_plain());
      } else if (letter == '"') {
        TRY_DO(take_quoted());
      } else if (letter == '\\') {
        if (at_ == line_.size()) return error(ErrorCode::usage, "The line ends in a backslash.");
        add(line_[at_++]);
      } else {
        add(letter);
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  void add(char letter) {
    word_ += letter;
    in_word_ = true;
  }

  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  Result<bool> take_plain() {
    const std::size_t end = line_.find('\'', at_);
    if (end == std::string_view::npos) return not_closed();
    word_ += line_.substr(at_, end - at_);
    in_word_ = true;
    at_ = end + 1;
    return true;
  }

  Result<bool> take_quoted() {
    in_word_ = true;
    while (at_ < line_.size()) {
      const char letter = line_[at_++];
      if (letter == '"') return true;
      if (letter == '\\' && at_ < line_.size()) {
        take_escaped(line_[at_++]);
      } else {
        add(letter);
      }
    }
    return not_closed();
  }

  void take_escaped(char letter) {
    switch (letter) {
      case 'n':
        add('\n');
        break;
      case 't':
        add('\t');
        break;
      case '"':
      case '\\':
        add(letter);
        break;
      default:
        add('\\');
        add(letter);
    }
  }

  static Error not_closed() { return error(ErrorCode::usage, "A quote is not closed."); }

  std::string_view line_;
  std::size_t at_ = 0;
  std::string word_;
  bool in_word_ = false;
  std::vector<std::string> words_;
};

}  // namespace

Result<std::vector<std::string>> split_words(std::string_view line) {
  return Splitter(line).split();
}

}  // namespace alongside
