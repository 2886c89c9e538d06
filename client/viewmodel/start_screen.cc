#include "client/viewmodel/start_screen.h"

#include <utility>

#include "client/viewmodel/typed_secret.h"

namespace alongside {

StartScreen::StartScreen(Session& session) : session_(session) {
  passphrase.reserve(kRoomForSecret);
}

void StartScreen::start() {
  trouble_.reset();
  before_.reset();
  if (vault_name.empty() || passphrase.empty()) {
    trouble_ = phrase("start.needs_both");
    return;
  }
  is_opening_ = true;
  // Opening takes half a second of hard work: one frame is shown first that says so.
  session_.later([this] {
    session_.later([this] {
      is_opening_ = false;
      open_or_make();
    });
  });
}

void StartScreen::open_or_make() {
  const VaultName name{session_.means().data_folder, vault_name};
  const VaultMeans means{session_.means().clock, session_.means().random};
  auto opened = open_vault(name, view_of(passphrase), means);
  if (opened) {
    session_.open(std::move(opened->vault), name, "");
    enter();
    return;
  }
  switch (opened.error().code) {
    case ErrorCode::wrong_passphrase:
      make(name);
      return;
    case ErrorCode::busy:
      trouble_ = phrase("start.busy");
      return;
    case ErrorCode::unknown_version:
      trouble_ = phrase("start.newer");
      return;
    default:
      trouble_ = phrase("start.damaged");
      return;
  }
}

// There is no vault of this name, or the passphrase is another: only making one tells which.
void StartScreen::make(const VaultName& name) {
  const VaultMeans means{session_.means().clock, session_.means().random};
  auto made = create_vault({name, view_of(passphrase), "", session_.means().cost}, means);
  if (!made) {
    trouble_ = phrase("start.did_not_open");
    return;
  }
  session_.open(std::move(made->opened.vault), name, std::move(made->recovery_code));
  session_.tell(phrase("start.new_vault").with("name", name.name));
  enter();
}

void StartScreen::enter() {
  forget(passphrase);
  session_.typed_secret_is_done();
  vault_name.clear();
  show_passphrase = false;
  session_.start_at(Place::people);
}

void StartScreen::choose_language(const std::string& language) {
  Settings settings = session_.settings();
  settings.language = language;
  session_.change(settings);
}

}  // namespace alongside
