#include "client/viewmodel/versions_screen.h"

#include "client/store/edits.h"
#include "client/store/erasing.h"
#include "shared/model/kinds.h"

namespace alongside {

void VersionsScreen::show(Writing what, const EntryName& entry) {
  what_ = what;
  session_.entry = entry;
  session_.clear_notice();
  session_.go(Place::versions);
}

void VersionsScreen::choose(const VersionId& version) {
  session_.later([this, version] {
    std::vector<VersionId> shown;
    for (const Wording& wording : wordings_) shown.push_back(wording.version);
    const auto chosen = choose_version(session_.vault(), *session_.entry,
                                       what_ == Writing::note ? "body" : "wording", version, shown);
    session_.tell(phrase(chosen ? "versions.chosen" : "trouble.not_kept"));
    session_.go_back();
  });
}

void VersionsScreen::refresh() {
  if (!session_.entry) return;
  auto row = find_entry_card(session_.vault(), *session_.entry,
                             what_ == Writing::note ? kNoteBody : kGoalWording);
  can_erase_ = row && may_erase(session_.vault(), *session_.entry) ? session_.entry : std::nullopt;
  wordings_ = row ? std::move(row->wordings) : std::vector<Wording>{};
}

}  // namespace alongside
