#pragma once

#include "client/store/vault_maker.h"
#include "client/viewmodel/file_choice.h"
#include "client/viewmodel/new_vault_fields.h"

namespace alongside {

// A file that somebody brings: a person's record with its code, into the open vault or as a vault
// of their own; or what was not sent on another device.
class ReceiveScreen {
 public:
  explicit ReceiveScreen(Session& session);
  ~ReceiveScreen() { forget(code); }
  ReceiveScreen(const ReceiveScreen&) = delete;

  FileChoice file;
  std::string code;
  NewVaultFields new_vault;  // only where there is no open one
  bool makes_vault() const { return !session_.is_open(); }
  bool asks_code() const { return makes_vault() || !file.is_known_exchange(); }
  bool has_typed() const { return new_vault.has_typed() || !code.empty(); }
  // Why nothing was taken in; shown until the next try.
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void open();
  // Takes the file in: all of it or nothing. Done after a frame that says so.
  void receive();
  bool is_working() const { return is_working_; }
  // Leaves, and forgets what was typed.
  void leave();

 private:
  void take_in();
  void take_in_exchange(const std::filesystem::path& path);
  void take_in_record(const RecordFile& from);
  void make_vault(const RecordFile& from);
  void show(const ReceivedRecord& received);
  void say(const Error& why);
  void forget_all();

  Session& session_;
  bool is_working_ = false;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
