#pragma once

#include "client/viewmodel/session.h"

namespace alongside {

// The recovery code: shown while this sitting still has it, and part of it typed back.
class RecoveryScreen {
 public:
  explicit RecoveryScreen(Session& session) : session_(session) {}

  // The code, or empty in a later sitting: a vault keeps only what the code opens.
  const std::string& code() const { return session_.recovery_code(); }
  // The same in groups apart, so that a line never ends within one.
  std::string code_in_groups() const;
  std::string typed;
  const std::optional<Phrase>& trouble() const { return trouble_; }

  // Compares what was typed with the code.
  void check();
  void later();

 private:
  void leave();

  Session& session_;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
