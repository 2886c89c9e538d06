#pragma once

#include "client/store/tray.h"
#include "client/viewmodel/session.h"

namespace alongside {

// What somebody wrote without the right to, mostly after a share had ended.
struct LateCard {
  BatchHash batch;
  Phrase by;    // "Sam · Tuesday, 14:05"
  Phrase what;  // when it was written, as to the share
  std::vector<std::string> texts;
  bool asks_to_delete = false;  // Delete was pressed once
};

// The tray of one record: each late note with its words, to be kept or deleted. Deleting asks
// first: it cannot be undone.
class TrayScreen {
 public:
  explicit TrayScreen(Session& session) : session_(session) {}

  const Phrase& name() const { return name_; }
  const std::vector<LateCard>& notes() const { return notes_; }

  void open();
  void keep(const BatchHash& note);
  void ask_to_delete(const BatchHash& note);
  void do_not_delete();
  void remove(const BatchHash& note);

  void refresh();

 private:
  Session& session_;
  Phrase name_;
  std::vector<LateCard> notes_;
  std::optional<BatchHash> asked_;
};

}  // namespace alongside
