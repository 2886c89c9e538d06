#include "client/viewmodel/session.h"

#include <algorithm>
#include <utility>

#include "client/viewmodel/typed_secret.h"
#include "shared/base/check.h"

namespace alongside {

Session::Session(WindowMeans means, Settings settings)
    : means_(std::move(means)), settings_(std::move(settings)) {}

Vault& Session::vault() {
  MUST(vault_ != nullptr);
  return *vault_;
}

void Session::open(std::unique_ptr<Vault> vault, VaultName name, std::string recovery_code) {
  vault_ = std::move(vault);
  name_ = std::move(name);
  recovery_code_ = std::move(recovery_code);
}

std::unique_ptr<Vault> Session::close() {
  forget_recovery_code();
  return std::move(vault_);
}

void Session::forget_recovery_code() { forget(recovery_code_); }

void Session::go(Place place) {
  if (trail_.back().place != place) trail_.push_back({place});
}

void Session::go_back() {
  if (!can_go_back()) return;
  if (trail_.back().person_before) person = trail_.back().person_before;
  trail_.pop_back();
}

bool Session::has_gone_to(Place place) const {
  return std::any_of(trail_.begin(), trail_.end(),
                     [place](const Step& step) { return step.place == place; });
}

void Session::start_at(Place place) { trail_ = {{place}}; }

void Session::go_to_record(const SpaceId& record) {
  trail_.push_back({Place::person, person});
  person = record;
}

bool Session::is_one_record() const {
  return std::any_of(trail_.begin(), trail_.end(),
                     [](const Step& step) { return step.person_before.has_value(); });
}

void Session::change(const Settings& settings) {
  settings_ = settings;
  means_.keep_settings(settings_);
}

void Session::tell(Phrase words, bool can_bring_back) {
  notice_ = Notice{std::move(words), can_bring_back};
}

void Session::tell_at_top(Phrase words) {
  tell(std::move(words));
  wants_top_ = true;
}

bool Session::run() {
  const std::deque<std::function<void()>> commands = std::exchange(commands_, {});
  attempt([&] {
    for (const auto& command : commands) command();
  });
  return !commands.empty();
}

void Session::attempt(const std::function<void()>& command) {
  try {
    command();
  } catch (const SqliteError&) {
    tell(phrase("trouble.disk"));
  } catch (const std::filesystem::filesystem_error&) {
    tell(phrase("trouble.disk"));
  }
}

}  // namespace alongside
