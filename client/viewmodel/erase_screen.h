#pragma once

#include "client/store/erasing.h"
#include "client/viewmodel/session.h"

namespace alongside {

// One entry that was erased: what it was, and how far that has come.
struct ErasedCard {
  Phrase what;                 // "Notes · erased Tuesday, 14:05"
  std::vector<Phrase> states;  // at the server, and which devices have not confirmed
};

// Erases one entry for good: one tap asks, another one on this screen does it. Then what was erased
// of that record, and which devices have not said that it is gone.
class EraseScreen {
 public:
  explicit EraseScreen(Session& session) : session_(session) {}

  void ask(const EntryName& entry);
  // The words that go, by everybody who wrote them.
  const std::vector<std::string>& words() const { return words_; }
  // With whom this was ever shared; nothing: with nobody.
  const std::optional<Phrase>& readers() const { return readers_; }
  void erase();
  // Called once an entry is gone, so that no screen still has its words.
  std::function<void(const EntryName&)> on_erased;

  // What was erased of one record.
  void show_erased(const SpaceId& space);
  // The whole records that were erased from here.
  void show_erased_records();
  const std::vector<ErasedCard>& erased() const { return erased_; }
  void refresh();

 private:
  void leave_for_the_list();

  Session& session_;
  std::optional<EntryName> entry_;
  std::vector<std::string> words_;
  std::optional<Phrase> readers_;
  std::optional<SpaceId> space_;
  std::vector<ErasedCard> erased_;
};

}  // namespace alongside
