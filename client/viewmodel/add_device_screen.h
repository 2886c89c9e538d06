#pragma once

#include "client/sync/let_join.h"
#include "client/sync/talk_thread.h"
#include "client/viewmodel/qr_squares.h"
#include "client/viewmodel/session.h"

namespace alongside {

// Lets a new device join the open vault: the passphrase, then a text for the new device, then the
// digits that both show. The talk goes on in the background; leaving, locking or hiding ends it.
// The same hands a record over to its person, whose device then gets that and nothing else.
class AddDeviceScreen {
 public:
  enum class Step { passphrase, waiting, text, digits, finishing };

  explicit AddDeviceScreen(Session& session);
  ~AddDeviceScreen();
  AddDeviceScreen(const AddDeviceScreen&) = delete;

  std::string passphrase;
  Step step() const;
  const std::string& text() const { return state_.text; }
  const QrSquares& squares() const { return squares_; }
  const std::string& digits() const { return state_.digits; }
  // Why no device was added; shown until the next try.
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void open();
  void open_for(const SpaceId& person);
  bool hands_over() const { return person_.has_value(); }
  // Begins. Done after a frame that says so.
  void begin();
  void answer(bool is_same);
  // Ends it kindly, and leaves.
  void leave();
  // Ends it at once.
  void break_off();
  // Looks what has come of it, once a frame. Gives whether it is over.
  bool look();

  // Called before it begins, so that nothing else syncs in the meantime, and when it is over.
  std::function<void()> on_begin, on_over;

 private:
  struct Outcome {
    JoinsAs person;
    std::optional<Result<LetJoin>> joined;
  };
  void show(const JoinsAs& person);
  void tell_that_it_joined();
  void start_talk();
  void conclude();

  Session& session_;
  JoinsAs person_;
  std::shared_ptr<Outcome> outcome_;
  std::unique_ptr<TalkThread> talk_;
  TalkThread::State state_;
  QrSquares squares_;
  bool is_unlocking_ = false;
  bool said_no_ = false;
  bool has_left_ = false;
  std::optional<Phrase> trouble_;
};

// Why a talk with another device came to nothing, in words.
Phrase pairing_trouble(const Error& why, bool said_no);

}  // namespace alongside
