#include "tests/client/driver/app_under_test.h"

#include <cstdlib>
#include <ctime>

namespace alongside {

AppUnderTest::AppUnderTest(Settings settings) {
  setenv("TZ", "UTC", 1);
  tzset();
  start_crypto();
  std::filesystem::create_directories(folder_.path() / "home");
  make(settings);
}

void AppUnderTest::make(const Settings& settings) {
  app_ = std::make_unique<App>(
      WindowMeans{.data_folder = data_folder(),
                  .clock = clock,
                  .random = random_,
                  .keep_settings = [this](const Settings& changed) { kept_settings = changed; },
                  .folders =
                      [this] {
                        return Folders{drives, home()};
                      },
                  .connect = [this](const Endpoint& endpoint) { return connect(endpoint); },
                  .wake_up = [this] { on_wake(); },
                  .pause = [this](std::int64_t ms) { pause(ms); },
                  .cost = KdfCost::light()},
      settings);
}

std::filesystem::path AppUnderTest::plug_in(const std::string& name) {
  drives.push_back(folder_.path() / "media" / name);
  std::filesystem::create_directories(drives.back());
  return drives.back();
}

void AppUnderTest::settle() {
  for (int i = 0; i < 4; ++i) tick();
}

void AppUnderTest::tick() { app_->tick(monotonic_ms_); }

void AppUnderTest::start(const std::string& name, const std::string& passphrase) {
  app_->start.vault_name = name;
  app_->start.passphrase = passphrase;
  app_->start.start();
  settle();
}

void AppUnderTest::crash() {
  app_.reset();
  make({});
}

void AppUnderTest::wait(std::int64_t ms) {
  monotonic_ms_ += ms;
  settle();
}

void AppUnderTest::keep_note(const std::string& words) {
  app_->write.begin(Writing::note, true);
  settle();
  app_->write.words.set_text(words);
  app_->write.keep();
  settle();
}

}  // namespace alongside
