#pragma once

#include "client/store/people.h"
#include "client/store/rows.h"
#include "shared/consent/epoch.h"

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
  bool from_now = false;               // nothing that was written before
  std::optional<TimeMs> until = {};    // by signed time
  std::string role = {};               // "coach": the share is bound to it, and ends with it
  std::optional<RootId> charity = {};  // that gave the role; exactly with `role`
};

// Shares a section, and with it `person`, with the same write right: signs the EPOCHs and seals the
// keys to the contact's inbox. Works before any sync; the grant waits. Shared again otherwise than
// before, the new share takes the old one's place: where it gives less, the old one is stopped with
// it. Gives the admission.
// Errors: refused (not the owner's device, a section never shared, shared so already, an end that
// has passed, a role they do not have), not_found, usage.
Result<AdmissionId> share_section(Vault& vault, const ShareRequest& request);

// Whether a share gives less in any way than what a contact has already: then that is stopped with
// it, and what was read before goes.
bool gives_less(const ShareRequest& wants, const Member& has);

// Whom something is no longer shared with.
struct StopRequest {
  SpaceId space;
  std::uint64_t section = 0;
  RootId contact;
};

// Stops sharing a section, and `person` with the last one: here at once, for the contact's devices
// when one of the owner's next connects. Nothing written from then on reaches them.
// Errors: refused (not the owner's device, not shared with them), not_found.
Result<bool> stop_sharing(Vault& vault, const StopRequest& request);

// Ends the shares of a section kept here that are over: the end has passed by signed time, or they
// were bound to a role that has ended. Inside the caller's transaction.
void end_what_is_over(Vault& vault, const SectionRow& section);

}  // namespace alongside
