#pragma once

#include "client/store/carried.h"
#include "client/viewmodel/save_place.h"

namespace alongside {

// Which file somebody brings: one that lies on a drive or in the home folder under the usual
// ending, or one that they type.
class FileChoice {
 public:
  explicit FileChoice(Session& session) : session_(session) {}

  // Looks which files there are now; the newest by name is chosen.
  void look();
  // The same on a press: a drive was plugged in meanwhile.
  void look_again();
  // Their names and folders; the last choice stands for a file that is typed.
  const std::vector<Phrase>& choices() const { return choices_; }
  int chosen() const { return chosen_; }
  void choose(int which) { chosen_ = which; }
  bool is_typed() const { return chosen_ + 1 == static_cast<int>(choices_.size()); }
  std::string typed;
  // Whether the chosen one is known to hold what was not sent, which needs no code.
  bool is_known_exchange() const;

  // The file that is meant. Nothing: trouble() says why.
  std::optional<std::filesystem::path> file();
  const std::optional<Phrase>& trouble() const { return trouble_; }

 private:
  void find_in(const std::filesystem::path& folder);

  Session& session_;
  Folders folders_;
  struct Found {
    std::filesystem::path path;
    bool is_exchange = false;
  };
  std::vector<Found> found_;
  std::vector<Phrase> choices_;
  int chosen_ = 0;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
