#pragma once

#include <set>

#include "client/store/streams.h"
#include "shared/consent/message.h"

namespace alongside {

// Messages: what others leave in the inboxes of the identities kept here, and what is left in
// theirs. Inside the caller's transaction.

// A blob of one of my inboxes. What can be acted on is; what cannot waits with its reason, and
// nothing is dropped. True: something was learned that other waiting things may need.
bool receive_message(Vault& vault, const StreamRow& inbox, View blob);

// Tries the waiting messages again, after a card or a contact was taken in. Gives the sections that
// grew.
std::set<std::int64_t> retry_waiting_messages(Vault& vault);

// Signs a message with this device and seals it to the recipient's inbox, to go with the next sync.
// Gives the blob's row. Errors: not_found (no card of them here, or without an inbox).
struct OutgoingMessage {
  RootId recipient;
  RootId sender;
  MessageKind kind = MessageKind::grant;
  Bytes content;
};
struct SentMessage {
  std::int64_t blob = 0;
  Bytes signed_bytes;
};
Result<SentMessage> send_message(Vault& vault, const OutgoingMessage& message);

// Takes a grant that was signed for one of the identities kept here. Gives the section's row.
// Errors: refused (with the reason why it waits), malformed.
Result<std::int64_t> accept_grant(Vault& vault, const Message& message, View signed_bytes);

}  // namespace alongside
