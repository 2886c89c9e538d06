#pragma once

#include "client/sync/join.h"
#include "client/sync/talk_thread.h"
#include "client/viewmodel/new_vault_fields.h"

namespace alongside {

// "I have another device", or a coach has kept my record: the text that the other device shows, a
// name and a passphrase for here, then the digits that both show. The talk goes on in the
// background; leaving, locking or hiding ends it.
class JoinScreen {
 public:
  enum class Step { fields, waiting, digits, finishing };
  // Whose the other device is. What comes of it is decided there.
  enum class From { my_device, coach };

  explicit JoinScreen(Session& session) : session_(session) { text.reserve(kRoomForSecret); }
  ~JoinScreen() { forget(text); }
  JoinScreen(const JoinScreen&) = delete;

  std::string text;
  NewVaultFields new_vault;
  Step step() const;
  const std::string& digits() const { return state_.digits; }
  // What the other device's vault is called after; may be empty.
  const std::string& whose() const { return state_.whose; }
  const std::optional<Phrase>& trouble() const { return trouble_; }
  bool has_typed() const { return talk_ != nullptr || !text.empty() || new_vault.has_typed(); }

  void open(From from = From::my_device);
  From from() const { return from_; }
  void begin();
  void answer(bool is_same);
  // Ends it kindly, and leaves.
  void leave();
  // Looks what has come of it, once a frame. Gives whether it is over.
  bool look();

 private:
  struct Outcome {
    bool is_name_taken = false;
    std::optional<Result<Joined>> joined;
  };
  void start_talk();
  void conclude();
  void enter(Joined joined);
  void show_my_record(const Joined& joined);

  Session& session_;
  std::shared_ptr<Outcome> outcome_;
  std::unique_ptr<TalkThread> talk_;
  TalkThread::State state_;
  VaultName name_;
  From from_ = From::my_device;
  bool said_no_ = false;
  bool has_left_ = false;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
