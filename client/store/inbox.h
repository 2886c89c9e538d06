#pragma once

#include <functional>
#include <set>

#include "client/store/rows.h"
#include "client/store/streams.h"
#include "shared/change/header.h"
#include "shared/consent/message.h"

namespace alongside {

// Messages: what others leave in the inboxes of the identities kept here, and what is left in
// theirs. Inside the caller's transaction.

// What messages brought: sections to be judged anew, and whether other waiting things may now be
// acted on.
struct Learned {
  std::set<std::int64_t> sections;
  std::set<std::int64_t> completed;  // sections of which words came that were missing
  bool may_settle_others = false;
};

// A blob of one of my inboxes. What can be acted on is; what cannot waits with its reason, and
// nothing is dropped, except what is said of a record that was erased whole: then the blob may not
// be kept. Gives whether it may.
bool receive_message(Vault& vault, const StreamRow& inbox, View blob, Learned& learned);

// Keeps a signed message for one of the identities kept here, to be tried again.
void keep_waiting(Vault& vault, const RootId& recipient, View message);

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

// What acting on a message gives: the row of the section to judge anew, 0 if there is none.
// Errors: refused or unknown_version (with the reason why it waits), malformed.
using ActedOn = Result<std::int64_t>;

// Each takes in one kind of message that was signed for one of the identities kept here.
ActedOn accept_grant(Vault& vault, const Message& message, View signed_bytes);
ActedOn accept_own_keys(Vault& vault, const Message& message);
ActedOn accept_notice(Vault& vault, const Message& message);
ActedOn accept_card(Vault& vault, const Message& message);
ActedOn accept_late_batch(Vault& vault, const Message& message);
ActedOn accept_late_change(Vault& vault, const Message& message);
ActedOn accept_own_contact(Vault& vault, const Message& message);
ActedOn accept_word(Vault& vault, const Message& message, View signed_bytes);

// Whether the author of a late batch ever had a share of the section under its admission, or is the
// owner.
bool was_shared_with(Vault& vault, const SectionRow& section, const BatchHeader& header);

// Forgets the bytes of those messages in the inboxes kept here that `which` picks; their places
// stay.
void forget_messages(Vault& vault, const std::function<bool(const Message&)>& which);

}  // namespace alongside
