#include "client/viewmodel/hand_over_screen.h"

#include "client/store/status.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/share_words.h"

namespace alongside {

void HandOverScreen::open() {
  session_.clear_notice();
  session_.go(Place::hand_over);
}

void HandOverScreen::with_device() { device_.open_for(*session_.person); }

void HandOverScreen::with_file() { file_.open(FileFor::taking_over); }

void HandOverScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  name_ = name_of_space(vault, *session_.person);
  can_meet_ = status(vault).has_server;
  const Phrase readers = readers_in_words(vault, *session_.person);
  const bool is_anybody =
      readers.key != "sharing.no_one" && readers.key != "sharing.no_one_once_confirmed";
  readers_ = is_anybody ? std::optional(readers) : std::nullopt;
}

}  // namespace alongside
