#pragma once

#include "client/viewmodel/session.h"

namespace alongside {

// How the window looks and speaks; in force at once.
class SettingsScreen {
 public:
  explicit SettingsScreen(Session& session) : session_(session) {}

  const Settings& settings() const { return session_.settings(); }
  void choose_theme(ThemeName theme);
  void choose_text(int percent);
  void choose_language(const std::string& language);
  void choose_lock(int minutes);
  bool is_vault_open() const { return session_.is_open(); }
  // Whether any whole record was erased from here.
  bool has_erased_records() const { return has_erased_records_; }

  // Reads the vault again.
  void refresh();

 private:
  Session& session_;
  bool has_erased_records_ = false;
};

}  // namespace alongside
