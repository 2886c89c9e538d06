#pragma once

#include <memory>
#include <string>

#include "client/viewmodel/app.h"
#include "shared/sign/signature.h"
#include "tests/support/temp_folder.h"

namespace alongside {

// A clock that stands where it is put.
class SetClock final : public Clock {
 public:
  TimeMs now_ms() const override { return now; }
  TimeMs now = 1'741'183'500'000;  // Wednesday 5 March 2025, 14:05 UTC
};

// The window's view-models over a real vault in a folder of its own, without a screen.
class AppUnderTest {
 public:
  explicit AppUnderTest(Settings settings = {});

  App& operator*() { return *app_; }
  App* operator->() { return app_.get(); }

  // Lets everything happen that was pressed.
  void settle();
  // What the program does after one frame.
  void tick();
  // Opens or makes the vault, and lets it happen.
  void start(const std::string& name = "ade", const std::string& passphrase = "three quiet words");
  // Ends the program as a crash does, and starts it again.
  void crash();
  // Lets this much time go by for the draft.
  void wait(std::int64_t ms);
  // Writes and keeps a note of no one.
  void keep_note(const std::string& words);

  std::filesystem::path data_folder() const { return folder_.path() / "data"; }
  std::filesystem::path home() const { return folder_.path() / "home"; }
  // Plugs a stick in, whose folder this is.
  std::filesystem::path plug_in(const std::string& name);

  SetClock clock;
  Settings kept_settings;
  std::vector<std::filesystem::path> drives;
  // What a talk with a server or another device meets, from its own thread.
  Connect connect;
  std::function<void()> on_wake = [] {};
  std::function<void(std::int64_t ms)> pause = [](std::int64_t) {};

 private:
  void make(const Settings& settings);

  TempFolder folder_;
  SystemRandom random_;
  std::int64_t monotonic_ms_ = 1'000'000;
  std::unique_ptr<App> app_;
};

}  // namespace alongside
