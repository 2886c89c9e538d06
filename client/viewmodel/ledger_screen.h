#pragma once

#include "client/store/ledger.h"
#include "client/viewmodel/session.h"
#include "client/viewmodel/share_screen.h"

namespace alongside {

// One thing that happened with a record.
struct LedgerCard {
  Phrase when;
  Phrase what;
  std::string why;     // as it was said; may be empty
  bool waits = false;  // a question that nobody has answered
  Hash question;
  RootId who;
  std::uint64_t section = 0;
};

// Who may, who looked, what was passed on, what was asked: newest first. A question is answered
// with a share, with no, or not at all.
class LedgerScreen {
 public:
  LedgerScreen(Session& session, ShareScreen& share) : session_(session), share_(share) {}

  const Phrase& name() const { return name_; }
  const std::vector<LedgerCard>& rows() const { return rows_; }
  std::size_t shown() const;
  void show_earlier();

  void open();
  // Leads to the share, filled in with what was asked for; nothing is shared yet.
  void answer_yes(const LedgerCard& question);
  void answer_no(const LedgerCard& question);

  void refresh();

 private:
  Session& session_;
  ShareScreen& share_;
  Phrase name_;
  std::vector<LedgerCard> rows_;
  std::size_t shown_ = 0;
};

}  // namespace alongside
