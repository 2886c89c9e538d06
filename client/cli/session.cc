#include "client/cli/session.h"

#include <fstream>
#include <istream>
#include <ostream>

#include "client/store/leave.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxPassphraseBytes = 4096;
constexpr std::size_t kMaxInputBytes = 1024 * 1024;

Error unreadable() { return error(ErrorCode::usage, "The passphrase file cannot be read."); }

// Reads at most `limit` bytes; one more than that means that there is more.
Bytes read_some(std::istream& from, std::size_t limit) {
  Bytes bytes(limit + 1);
  from.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(from.gcount()));
  return bytes;
}

}  // namespace

Result<Bytes> read_passphrase_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable();
  Bytes bytes = read_some(file, kMaxPassphraseBytes);
  if (file.bad()) return unreadable();
  auto end = std::find(bytes.begin(), bytes.end(), std::byte{'\n'});
  if (end != bytes.begin() && end != bytes.end() && *(end - 1) == std::byte{'\r'}) --end;
  const auto size = static_cast<std::size_t>(end - bytes.begin());
  if (size == 0) return error(ErrorCode::usage, "The passphrase file is empty.");
  if (size > kMaxPassphraseBytes) {
    return error(ErrorCode::usage, "The passphrase is longer than 4096 bytes.");
  }
  Bytes passphrase(bytes.begin(), end);
  wipe(bytes);
  return passphrase;
}

CliSession::CliSession(VaultChoice choice, const CliMeans& means, const Talk& talk)
    : choice_(std::move(choice)), means_(means), talk_(talk) {}

Result<VaultName> CliSession::name() const {
  if (choice_.data_folder.empty()) {
    return error(ErrorCode::usage, "Say with --data in which folder the vaults are.");
  }
  if (choice_.name.empty()) {
    return error(ErrorCode::usage, "Say with --vault which vault is meant.");
  }
  return VaultName{choice_.data_folder, choice_.name};
}

Result<Bytes> CliSession::passphrase() const {
  if (choice_.passphrase_file.empty()) {
    return error(ErrorCode::usage, "Say with --passphrase-file where the passphrase stands.");
  }
  return read_passphrase_file(choice_.passphrase_file);
}

Result<bool> CliSession::unlock() {
  if (opened_) return true;
  if (locked_out_) return *locked_out_;
  TRY(const VaultName which, name());
  TRY(Bytes secret, passphrase());
  Result<OpenedVault> opened = open_vault(which, secret, vault_means());
  wipe(secret);
  if (!opened) {
    if (opened.error().code == ErrorCode::wrong_passphrase) locked_out_ = opened.error();
    return opened.error();
  }
  opened_ = std::move(*opened);
  return true;
}

Result<Vault*> CliSession::vault() {
  TRY_DO(unlock());
  return opened_->vault.get();
}

Result<const Key*> CliSession::roots_key() {
  TRY_DO(unlock());
  return &opened_->roots_key;
}

Result<std::string> CliSession::create(std::string_view my_name, const KdfCost& cost,
                                       SpaceKind kind) {
  TRY(const VaultName which, name());
  TRY(Bytes secret, passphrase());
  Result<CreatedVault> created =
      create_vault({which, secret, std::string(my_name), cost, kind}, vault_means());
  wipe(secret);
  if (!created) return created.error();
  opened_ = std::move(created->opened);
  locked_out_.reset();
  return std::move(created->recovery_code);
}

Result<Vault*> CliSession::recover(const RecoverySecret& code, const RecoveryServer& server,
                                   const KdfCost& cost) {
  TRY(const VaultName which, name());
  TRY(Bytes secret, passphrase());
  auto recovered =
      alongside::recover({{which, secret, {}, cost}, code, server}, vault_means(), means_.connect);
  wipe(secret);
  if (!recovered) return recovered.error();
  opened_ = std::move(*recovered);
  locked_out_.reset();
  return opened_->vault.get();
}

Result<CliSession::ReceivedHere> CliSession::receive(const RecordFile& from, const KdfCost& cost) {
  TRY(const VaultName which, name());
  TRY(Bytes secret, passphrase());
  Result<ReceivedVault> received = receive_vault({which, secret, {}, cost}, from, vault_means());
  wipe(secret);
  if (!received) return received.error();
  opened_ = std::move(received->created.opened);
  locked_out_.reset();
  return ReceivedHere{std::move(received->created.recovery_code), received->record};
}

Result<bool> CliSession::leave() {
  TRY_DO(unlock());
  TRY(const VaultName which, name());
  OpenedVault leaving = std::move(*opened_);
  opened_.reset();
  return leave_device(std::move(leaving.vault), which);
}

Result<CliSession::JoinedHere> CliSession::join(std::string_view text, const KdfCost& cost,
                                                const PairingScreen& screen) {
  TRY(const VaultName which, name());
  TRY(Bytes secret, passphrase());
  auto joined =
      alongside::join({which, secret, {}, cost}, text, vault_means(), means_.connect, screen);
  wipe(secret);
  if (!joined) return joined.error();
  opened_ = std::move(joined->made.opened);
  locked_out_.reset();
  return JoinedHere{std::move(joined->made.recovery_code), joined->has_all, joined->is_handed_over,
                    joined->is_taken_over};
}

void CliSession::tell(const Answer& told) {
  means_.out << (talk_.json ? one_line(told.json) + "\n" : told.words) << std::flush;
}

Result<std::string> CliSession::read_line() {
  if (talk_.reads_commands) {
    return error(ErrorCode::usage,
                 "Standard input brings the commands here; give this command by itself.");
  }
  std::string line;
  for (char letter = 0; line.size() < kMaxPassphraseBytes && means_.in.get(letter);) {
    if (letter == '\n') return line;
    line += letter;
  }
  if (!line.empty()) return line;
  return error(ErrorCode::usage, "There was no answer on standard input.");
}

Result<std::string> CliSession::read_input() {
  if (talk_.reads_commands) {
    return error(ErrorCode::usage,
                 "Standard input brings the commands here, so - cannot be read from it.");
  }
  const Bytes bytes = read_some(means_.in, kMaxInputBytes);
  if (bytes.size() > kMaxInputBytes) {
    return error(ErrorCode::too_large, "There is more on standard input than can be kept.");
  }
  std::string text(text_of(bytes));
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace alongside
