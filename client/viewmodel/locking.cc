#include "client/viewmodel/locking.h"

#include <iterator>

#include "shared/base/plant.h"

namespace alongside {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kWarnMs = kMinuteMs;
constexpr double kTwiceWithinS = 1.5;
constexpr std::string_view kWords[] = {"lock", "hide", "gone"};

}  // namespace

std::string_view word_of(Leaving leaving) { return kWords[static_cast<std::size_t>(leaving)]; }

std::optional<Leaving> leaving_called(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kWords); ++i) {
    if (kWords[i] == word) return static_cast<Leaving>(i);
  }
  return std::nullopt;
}

void Locking::escape(double at_s) {
  if (escaped_s_ && at_s - *escaped_s_ <= kTwiceWithinS) hide();
  escaped_s_ = at_s;
}

void Locking::lock() {
  session_.later([this] {
    ask(Leaving::lock);
    can_be_told_ = true;
  });
}

void Locking::ask(Leaving leaving) {
  if (asked_ != Leaving::hide) asked_ = leaving;
  can_be_told_ = false;
}

void Locking::stay() {
  asked_.reset();
  is_drawn_ = false;
}

// What is touched after the time is over does not count: somebody else may have woken the computer.
int Locking::look(std::int64_t passed_ms, bool is_something_open) {
  const bool was_touched = std::exchange(was_touched_, false);
  if (!is_something_open || !touched_ms_) touched_ms_ = passed_ms;
  if (was_touched && PLANT(waking_it_up_counts)) touched_ms_ = passed_ms;
  const std::int64_t limit_ms = session_.settings().lock_after_minutes * kMinuteMs;
  if (passed_ms - *touched_ms_ >= limit_ms) {
    ask(Leaving::lock);
    return 0;
  }
  if (was_touched) touched_ms_ = passed_ms;
  const auto before = locks_in_s_;
  locks_in_s_.reset();
  if (!is_something_open) return -1;
  const std::int64_t left_ms = limit_ms - (passed_ms - *touched_ms_);
  if (left_ms > kWarnMs) return static_cast<int>(left_ms - kWarnMs);
  locks_in_s_ = static_cast<int>((left_ms + 999) / 1000);
  return locks_in_s_ != before ? 0 : static_cast<int>((left_ms - 1) % 1000 + 1);
}

}  // namespace alongside
