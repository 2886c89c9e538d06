#pragma once

#include "client/store/items.h"
#include "client/store/sharing.h"

namespace alongside {

// Exactly what somebody else can, or would, read of a record kept here.

struct PreviewedSection {
  std::string section;
  bool is_shared = false;  // else it is what they would read if all of it were shared
  bool from_now = false;   // they read only what was written since
  bool may_write = false;
  std::optional<TimeMs> until;
  std::vector<Item> items;  // newest first
};

// The sections of a record as `contact` reads them; of one section, also if it is not shared.
// Errors: not_found, refused (a record that is not kept here).
Result<std::vector<PreviewedSection>> preview(Vault& vault, const SpaceId& space,
                                              const RootId& contact,
                                              const std::optional<std::uint64_t>& only);

// What the contact would read at once if this were shared; the purpose may still be missing. What
// a share takes the place of is counted in. Errors: as above.
Result<std::vector<Item>> preview_share(Vault& vault, const ShareRequest& request);

}  // namespace alongside
