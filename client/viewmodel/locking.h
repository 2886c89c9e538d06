#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "client/viewmodel/session.h"

namespace alongside {

// Why a sitting ends: the program then begins anew, so that nothing is left in its memory.
enum class Leaving {
  lock,  // the start screen comes next
  hide,  // a page that says nothing comes next
  gone   // the vault was wiped; the start screen comes next
};

// The word that the new program is told, and back. Nothing: it is none of them.
std::string_view word_of(Leaving leaving);
std::optional<Leaving> leaving_called(std::string_view word);

// When a sitting ends: the person says so, or nobody has touched anything for a while.
class Locking {
 public:
  explicit Locking(Session& session) : session_(session) {}

  // Somebody pressed, typed, or moved something since the last frame.
  void touched() { was_touched_ = true; }
  // Escape was pressed, by a clock of the caller's, in seconds. Twice in a row hides.
  void escape(double at_s);
  // Something else was pressed or typed: an Escape before it was meant for a field.
  void something_else() { escaped_s_.reset(); }

  // After the frame: locks if what is being written is safe.
  void lock();
  // In this very frame; nothing of the vault is drawn from then on.
  void hide() { ask(Leaving::hide); }
  void ask(Leaving leaving);
  // Takes a wish to lock back: not everything could be kept.
  void stay();

  // What was asked for. While there is something, the page that says nothing is drawn in place of
  // any screen; drawn() says that it was.
  const std::optional<Leaving>& asked() const { return asked_; }
  void drawn() { is_drawn_ = true; }
  bool is_drawn() const { return is_drawn_; }
  // Whether the person asked, who is there to be told what went wrong.
  bool can_be_told() const { return can_be_told_; }

  // In how many seconds it locks by itself; only within the last minute.
  const std::optional<int>& locks_in_s() const { return locks_in_s_; }

  // Looks at how long nobody has touched anything, if something is open; `passed_ms` as for
  // App::tick. Gives in how many ms it wants to look again; -1: when something happens.
  int look(std::int64_t passed_ms, bool is_something_open);

 private:
  Session& session_;
  bool was_touched_ = false;
  std::optional<std::int64_t> touched_ms_;
  std::optional<int> locks_in_s_;
  std::optional<double> escaped_s_;
  std::optional<Leaving> asked_;
  bool can_be_told_ = false;
  bool is_drawn_ = false;
};

}  // namespace alongside
