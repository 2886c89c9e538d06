#pragma once

#include <algorithm>

#include "client/viewmodel/entry_cards.h"
#include "client/viewmodel/session.h"

namespace alongside {

// How many notes a page shows before the person asks for earlier ones.
inline constexpr std::size_t kNotesAtOnce = 30;

// What is held about one person: what they want, and the notes, newest first.
class PersonScreen {
 public:
  explicit PersonScreen(Session& session) : session_(session) {}

  const Phrase& name() const { return name_; }
  const std::vector<EntryCard>& goals() const { return goals_; }
  const std::vector<EntryCard>& notes() const { return notes_; }
  // How many of notes() are to be drawn now.
  std::size_t notes_shown() const { return std::min(notes_shown_, notes_.size()); }
  void show_earlier() { notes_shown_ += kNotesAtOnce; }

  void refresh();

 private:
  Session& session_;
  Phrase name_;
  std::optional<SpaceId> of_;
  std::vector<EntryCard> goals_;
  std::vector<EntryCard> notes_;
  std::size_t notes_shown_ = kNotesAtOnce;
};

// Notes that have no person yet.
class LooseScreen {
 public:
  explicit LooseScreen(Session& session) : session_(session) {}
  const std::vector<EntryCard>& notes() const { return notes_; }
  void refresh();

 private:
  Session& session_;
  std::vector<EntryCard> notes_;
};

}  // namespace alongside
