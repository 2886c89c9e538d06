#pragma once

#include <iosfwd>
#include <optional>

#include "client/store/vault.h"
#include "client/sync/recover.h"

namespace alongside {

// What the program takes from outside; main.cc gives the machine's, tests their own.
struct CliMeans {
  const Clock& clock;
  Random& random;
  Connect connect;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

// Which vault a command is about, as typed.
struct VaultChoice {
  std::string data_folder;
  std::string name;
  std::string passphrase_file;
};

// One run of the program: a vault that is unlocked once, when the first command needs it, and what
// commands read from outside.
class CliSession {
 public:
  // `means` outlives the session. `reads_commands`: standard input brings commands, so that nothing
  // else can be read from it.
  CliSession(VaultChoice choice, const CliMeans& means, bool reads_commands);

  // The vault, unlocked now or before. Errors: usage (not said which), and those of open_vault(); a
  // passphrase that did not fit is not tried again.
  Result<Vault*> vault();
  // What signs for the vault's identities. Errors: as vault().
  Result<const Key*> roots_key();
  // Makes the vault; it stays unlocked. Gives the recovery code. Errors: usage, those of
  // create_vault().
  Result<std::string> create(std::string_view my_name, const KdfCost& cost,
                             SpaceKind kind = SpaceKind::coach);

  // Makes the vault of what the code gives back; it stays unlocked. Errors: usage, those of
  // alongside::recover().
  Result<Vault*> recover(const RecoverySecret& code, const RecoveryServer& server,
                         const KdfCost& cost);

  // Makes a person's own vault out of the file of their record; it stays unlocked. Gives also the
  // vault's recovery code. Errors: usage, those of receive_vault().
  struct ReceivedHere {
    std::string recovery_code;
    ReceivedRecord record;
  };
  Result<ReceivedHere> receive(const RecordFile& from, const KdfCost& cost);

  // Wipes the vault from this device. Errors: those of vault() and leave_device().
  Result<bool> leave();

  // Errors: usage (not said which).
  Result<VaultName> name() const;
  // The first line of the passphrase file. Errors: usage (none, unreadable, empty).
  Result<Bytes> passphrase() const;
  VaultMeans vault_means() const { return {means_.clock, means_.random}; }
  const Connect& connect() const { return means_.connect; }

  // Whether standard input brings the commands.
  bool reads_commands() const { return reads_commands_; }
  // All of standard input, without one new line at its end. Errors: usage (commands come from
  // there), too_large (1 MiB).
  Result<std::string> read_input();

 private:
  Result<bool> unlock();

  VaultChoice choice_;
  const CliMeans& means_;
  bool reads_commands_;
  std::optional<OpenedVault> opened_;
  std::optional<Error> locked_out_;
};

// The first line of a file, without the new line: a passphrase. Errors: usage (unreadable, empty,
// or longer than 4,096 bytes).
Result<Bytes> read_passphrase_file(const std::string& path);

}  // namespace alongside
