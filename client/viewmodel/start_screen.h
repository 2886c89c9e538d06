#pragma once

#include "client/viewmodel/session.h"

namespace alongside {

// The first screen: a vault's name and its passphrase. It lists nothing and nobody.
class StartScreen {
 public:
  explicit StartScreen(Session& session);

  std::string vault_name;
  std::string passphrase;
  bool show_passphrase = false;

  // Opens the vault of that name, or makes it if there is none. Done after the frame.
  void start();
  bool is_opening() const { return is_opening_; }
  // What happened before, when the program began anew; shown until the next try.
  void say_before(Phrase words) { before_ = std::move(words); }
  const std::optional<Phrase>& before() const { return before_; }
  bool has_typed() const { return !vault_name.empty() || !passphrase.empty(); }
  // Why it did not open; shown until the next try.
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void choose_language(const std::string& language);
  const std::string& language() const { return session_.settings().language; }
  void settings() { session_.go(Place::settings); }
  // For somebody whose words are already elsewhere.
  void arrive() { session_.go(Place::arrive); }

 private:
  void open_or_make();
  void make(const VaultName& name);
  void enter();

  Session& session_;
  bool is_opening_ = false;
  std::optional<Phrase> trouble_;
  std::optional<Phrase> before_;
};

}  // namespace alongside
