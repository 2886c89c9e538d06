#pragma once

#include "client/viewmodel/entry_cards.h"
#include "client/viewmodel/session.h"
#include "client/viewmodel/write_screen.h"

namespace alongside {

// An entry that was changed apart: all wordings with their authors, and a choice. Nothing has to be
// chosen: both stay.
class VersionsScreen {
 public:
  explicit VersionsScreen(Session& session) : session_(session) {}

  void show(Writing what, const EntryName& entry);
  const std::vector<Wording>& wordings() const { return wordings_; }
  void choose(const VersionId& version);
  // The entry, where it can be erased from here for good.
  const std::optional<EntryName>& can_erase() const { return can_erase_; }
  void refresh();

 private:
  Session& session_;
  Writing what_ = Writing::note;
  std::vector<Wording> wordings_;
  std::optional<EntryName> can_erase_;
};

}  // namespace alongside
