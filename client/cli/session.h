#pragma once

#include <functional>
#include <iosfwd>
#include <optional>

#include "client/cli/answer.h"
#include "client/store/vault.h"
#include "client/sync/join.h"
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
  // Waits, where a command has to look again later.
  std::function<void(std::int64_t ms)> pause = [](std::int64_t) {};
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
  struct Talk {
    bool reads_commands = false;  // standard input brings commands: nothing else is read from it
    bool json = false;            // what is told on the way comes as JSON, too
  };
  // `means` outlives the session.
  CliSession(VaultChoice choice, const CliMeans& means, const Talk& talk);

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

  // Makes the vault of what another device hands over by this pairing text; it stays unlocked.
  // Errors: usage, those of alongside::join().
  struct JoinedHere {
    std::string recovery_code;
    bool has_all = false;
    bool is_handed_over = false;  // client/sync/join.h
    bool is_taken_over = false;
  };
  Result<JoinedHere> join(std::string_view text, const KdfCost& cost, const PairingScreen& screen);

  // Errors: usage (not said which).
  Result<VaultName> name() const;
  // The first line of the passphrase file. Errors: usage (none, unreadable, empty).
  Result<Bytes> passphrase() const;
  VaultMeans vault_means() const { return {means_.clock, means_.random}; }
  const Connect& connect() const { return means_.connect; }

  // Whether standard input brings the commands.
  bool reads_commands() const { return talk_.reads_commands; }
  // Says something before the command is over.
  void tell(const Answer& told);
  // The next line of standard input. Errors: usage (commands come from there, or there is none).
  Result<std::string> read_line();
  void pause(std::int64_t ms) const { means_.pause(ms); }
  // All of standard input, without one new line at its end. Errors: usage (commands come from
  // there), too_large (1 MiB).
  Result<std::string> read_input();

 private:
  Result<bool> unlock();

  VaultChoice choice_;
  const CliMeans& means_;
  Talk talk_;
  std::optional<OpenedVault> opened_;
  std::optional<Error> locked_out_;
};

// The first line of a file, without the new line: a passphrase. Errors: usage (unreadable, empty,
// or longer than 4,096 bytes).
Result<Bytes> read_passphrase_file(const std::string& path);

}  // namespace alongside
