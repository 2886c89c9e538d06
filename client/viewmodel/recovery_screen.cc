#include "client/viewmodel/recovery_screen.h"

#include <algorithm>

#include "client/viewmodel/typed_secret.h"

namespace alongside {

std::string RecoveryScreen::code_in_groups() const {
  std::string groups = code();
  std::replace(groups.begin(), groups.end(), '-', ' ');
  return groups;
}

void RecoveryScreen::check() {
  session_.later([this] {
    const auto fits = check_code_part(session_.vault(), typed);
    if (!fits || !*fits) {
      trouble_ = phrase("recovery.does_not_fit");
      return;
    }
    mark_backed_up(session_.vault());
    session_.forget_recovery_code();
    session_.tell(phrase("recovery.done"));
    leave();
  });
}

void RecoveryScreen::later() {
  session_.later([this] { leave(); });
}

void RecoveryScreen::leave() {
  forget(typed);
  trouble_.reset();
  session_.go_back();
}

}  // namespace alongside
