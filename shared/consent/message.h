#pragma once

#include "shared/consent/card.h"
#include "shared/consent/epoch.h"

namespace alongside {

// What is left in an inbox (docs/spec/consent.md).
enum class MessageKind : std::uint8_t {
  grant = 0,
  own_keys = 2,  // keys for the identity's own devices
  stop_notice = 4,
  late_batch = 6,     // a batch whose stream was closed
  late_change = 8,    // a change on an erased entry, in full
  looked = 10,        // an access receipt
  wiped = 12,         // "this device has wiped what the stop named"
  got = 14,           // "this device has taken in the share"
  ask = 16,           // "may I read this part?"
  passed_on = 18,     // what a worker had to pass on, to whom and why
  let_go = 20,        // to the identity's own devices: held batches that were deleted in the tray
  said_no = 22,       // an answer to `ask`; yes is a share, and no answer is an answer, too
  role_key = 24,      // from a charity to one who has a role there: opens the role's inbox
  told = 26,          // to a role: words for whoever has it
  own_contact = 28,   // to the identity's own devices: a card that was taken in by hand
  own_identity = 30,  // to the identity's own devices: a record that it keeps for somebody
  taken = 36,         // the record was put into a file
  received = 38,      // this device took the record out of a file
  card = 40,          // the sender's card, for what its device says next
  took_over = 42,     // this device took the record over from those who held it
};

// A message, checked: `sender_device` signed it, for `recipient` and nobody else. Whether that
// device speaks for `sender` is for the caller to judge by a card.
struct Message {
  RootId recipient;
  RootId sender;
  DeviceId sender_device;
  std::uint64_t kind = 0;
  TimeMs at = 0;
  Bytes content;
};

// Encodes and signs.
Bytes encode_message(const Message& message, const SigningKey& device);
// Errors: malformed, unknown_version, bad_signature.
Result<Message> decode_message(View bytes);

// One stream that a grant opens. With `append`, it may also be written to.
struct GrantedStream {
  EpochId epoch;
  Key epoch_key;
  FourHashes four;
  std::optional<Key> append;
};

// A grant: consent as one key given, and the receipt that the person keeps. Signed as a message by
// one of the owner's devices, sealed to the grantee's inbox.
struct Grant {
  CardRecords owner;  // the owner's card
  SpaceId space;
  std::uint64_t section = 0;
  RootId grantee;
  AdmissionId admission;
  EpochId epoch;                    // one that lists the admission
  std::vector<SignedEpoch> epochs;  // those the grantee is entitled to, earlier ones first
  std::vector<GrantedStream> streams;
  std::optional<std::vector<BatchRef>> base;  // a from-now reader's base: tips
  std::set<BatchHash> base_adopted;
  std::string purpose;  // in the words the person was shown
  std::string language;
  std::string how;  // "typed", "said", "witnessed by …"
  TimeMs from = 0;
  std::optional<TimeMs> until;
  bool write = false;
  std::optional<HomeRecord> home;  // where the streams are
  std::string role;                // the share is bound to it: "coach"; may be empty
  std::optional<RootId> charity;   // that gave the role; exactly with `role`
};

Bytes encode_grant(const Grant& grant);
// Errors: malformed, unknown_version, too_large, bad_signature (an EPOCH inside).
Result<Grant> decode_grant(View bytes);

// A stop notice: what ends, for one receiver; nothing about other people. Made by an owner's
// device.
struct StopNotice {
  SpaceId space;
  std::uint64_t section = 0;
  std::set<AdmissionId> stopped, gone;
  std::set<DeviceId> ended;
  std::vector<BatchRef> frontier;  // of the receiver's own chains
  std::set<BatchHash> adopted;
  std::map<EntityId, std::set<BatchHash>> erased;
};
Bytes encode_notice(const StopNotice& notice);
// Errors: malformed, unknown_version, too_large.
Result<StopNotice> decode_notice(View bytes);

// The id of a notice: the hash of its bytes.
Hash notice_id(View bytes);

}  // namespace alongside
