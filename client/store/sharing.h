#pragma once

#include "client/store/people.h"

namespace alongside {

// What a share says. The purpose is in the words the person was shown.
struct ShareRequest {
  SpaceId space;
  std::uint64_t section = 0;
  RootId contact;
  std::string why;
  std::string language;
  std::string how = "typed";
  bool write = false;
};

// Shares a section, and with it `person`, with the same write right: signs the EPOCHs and seals the
// keys to the contact's inbox. Works before any sync; the grant waits. Gives the admission.
// Errors: refused (not the owner's device, a section never shared, already shared so), not_found.
Result<AdmissionId> share_section(Vault& vault, const ShareRequest& request);

// Shares that this device knows of.
struct ShownShare {
  AdmissionId admission;
  SpaceId space;
  std::string section;
  RootId contact;
  bool given = false;  // from here; else received
  bool write = false;
  std::string why;
  TimeMs from = 0;
  bool is_sent = false;
};
std::vector<ShownShare> shares(Vault& vault);

}  // namespace alongside
