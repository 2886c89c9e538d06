#pragma once

#include "client/sync/recover.h"
#include "client/sync/talk_thread.h"
#include "client/viewmodel/new_vault_fields.h"

namespace alongside {

// "I lost my device": the server's address and the code from paper bring the vault back. The talk
// goes on in the background; leaving, locking or hiding ends it, and nothing is left.
class RecoverScreen {
 public:
  explicit RecoverScreen(Session& session) : session_(session) { code.reserve(kRoomForSecret); }
  ~RecoverScreen() { forget(code); }
  RecoverScreen(const RecoverScreen&) = delete;

  std::string server, code;
  std::string key, certificate;  // where they stand on the sheet; may be empty
  bool asks_more = false;        // shows the fields for these two
  NewVaultFields new_vault;
  bool is_working() const { return talk_ != nullptr; }
  const std::optional<Phrase>& trouble() const { return trouble_; }
  bool has_typed() const { return talk_ != nullptr || !code.empty() || new_vault.has_typed(); }

  void open();
  void begin();
  void leave();
  // Looks what has come of it, once a frame. Gives whether it is over.
  bool look();

 private:
  struct Outcome {
    bool is_name_taken = false;
    std::optional<Result<OpenedVault>> recovered;
  };
  tl::expected<RecoveryServer, Phrase> typed_server() const;
  void start_talk(const RecoveryServer& from, const RecoverySecret& secret);
  void conclude();
  void enter(OpenedVault opened);
  void forget_typed();

  Session& session_;
  std::shared_ptr<Outcome> outcome_;
  std::unique_ptr<TalkThread> talk_;
  VaultName name_;
  bool has_left_ = false;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
