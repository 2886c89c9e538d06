#pragma once

#include "client/viewmodel/session.h"

namespace alongside {

// The recovery code: shown while this sitting still has it, and part of it typed back; a new one
// for whoever has lost it.
class RecoveryScreen {
 public:
  explicit RecoveryScreen(Session& session);

  // The code, or empty in a later sitting: a vault keeps only what the code opens.
  const std::string& code() const { return session_.recovery_code(); }
  // The same in groups apart, so that a line never ends within one.
  std::string code_in_groups() const;
  std::string typed;
  const std::optional<Phrase>& trouble() const { return trouble_; }

  // Which part of the code is to be typed.
  Phrase asked() const;

  // Compares what was typed with the code.
  void check();
  void later();

  // A new code needs the passphrase: first it is asked for.
  void ask_for_new();
  bool is_asking_for_new() const { return is_asking_for_new_; }
  std::string passphrase;
  // Makes the new code; the old one opens nothing from then on.
  void make_new();
  bool is_working() const { return is_working_; }

  // What is to be written beside the code, so that it works on any device: where the server is. Or
  // that there is none.
  const std::vector<Phrase>& sheet() const { return sheet_; }
  // A new code from the settings.
  void open_new();

  // Reads again which group is asked for, and the sheet.
  void refresh();

 private:
  void leave();
  void renew();

  Session& session_;
  bool is_asking_for_new_ = false;
  bool is_working_ = false;
  std::optional<int> group_;
  std::vector<Phrase> sheet_;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
