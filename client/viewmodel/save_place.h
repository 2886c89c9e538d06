#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "client/viewmodel/session.h"

namespace alongside {

// A path as somebody typed it, with ~ for their home folder. Nothing: it does not say from where.
std::optional<std::filesystem::path> typed_path(std::string typed,
                                                const std::filesystem::path& home);

// "Stick", or "Home folder": how a folder is called on a screen.
Phrase folder_in_words(const std::filesystem::path& folder, const Folders& among);

// Where somebody wants a new file to be: on a drive, in the home folder, or at a place they type.
// Nothing that is there is ever replaced.
class SavePlace {
 public:
  explicit SavePlace(Session& session) : session_(session) {}

  // Looks which folders there are now; the first one is chosen.
  void look();
  // The same on a press: a drive was plugged in meanwhile.
  void look_again();
  // Their names; the last choice stands for a place that is typed.
  const std::vector<Phrase>& choices() const { return choices_; }
  int chosen() const { return chosen_; }
  void choose(int which);
  bool is_typed() const { return chosen_ + 1 == static_cast<int>(choices_.size()); }
  std::string typed;

  // Where the file goes: in the chosen folder under a name that begins with `name` and says the
  // day, or exactly where somebody typed. Nothing: trouble() says why.
  std::optional<std::filesystem::path> new_file(const std::string& name);
  const std::optional<Phrase>& trouble() const { return trouble_; }
  // Says why the file was not made there after all.
  void say_not_written(const Error& why);
  // "… on Stick": where the last such file is, for a screen.
  const Phrase& in_words() const { return in_words_; }

 private:
  std::optional<std::filesystem::path> in_folder(const std::filesystem::path& folder,
                                                 const std::string& name);
  std::optional<std::filesystem::path> at_typed(const std::string& name);
  std::nullopt_t cannot(std::string_view key);

  Session& session_;
  Folders folders_;
  std::vector<std::filesystem::path> paths_;
  std::vector<Phrase> choices_;
  int chosen_ = 0;
  std::optional<Phrase> trouble_;
  Phrase in_words_;
};

}  // namespace alongside
