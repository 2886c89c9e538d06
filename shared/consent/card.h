#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/seal/keys.h"

namespace alongside {

// A card is an identity's set of records, each signed by its root, so that two copies of a card add
// up by union whatever order they come in (docs/spec/consent.md). It says which devices speak for
// the identity, where its inbox is, and what it likes to be called. Only the root changes it.

// A device's signing and box keys, made from one seed.
struct DeviceKeys {
  explicit DeviceKeys(const Key& seed);
  SigningKey sign;
  BoxKey box;
  DeviceId id() const { return sign.as<DeviceId>(); }
};

enum class DeviceMark : std::uint8_t {
  own = 0,
  holding = 2,  // a coach's device that keeps the record until the person takes it
};

// A device that speaks for the identity. It has signed that it wants to (`consent`).
struct DeviceRecord {
  DeviceId device;
  BoxPublic box;
  DeviceMark mark = DeviceMark::own;
  std::optional<RootId> holder;  // whose device it really is, if it is holding
  Signature consent;
};

// Where anyone with the card may leave a sealed message.
struct InboxRecord {
  CapHash read;
  Key append;
  CapHash close, drop;
  BoxPublic box;
  FourHashes hashes() const { return {read, cap_hash(append), close, drop}; }
};

// Where the identity's streams are kept.
struct HomeRecord {
  std::string url;
  SigningPublic server_key;
};

// A role that a charity gives: "coach". Only the charity's root says who holds it.
struct RoleRecord {
  RootId holder;
  std::string role;  // never empty
  bool is_ended = false;
};

// Where anyone with the charity's card may leave something for those who have a role there.
struct RoleInbox {
  std::string role;
  InboxRecord inbox;
};

// What a charity's card says of one role of one holder.
enum class RoleState : std::uint8_t { unknown, held, ended };

// The card, read and checked.
struct Card {
  RootId root;                                 // the first one, which names the identity
  RootId signer;                               // the newest: it alone says anything more
  std::map<DeviceId, DeviceRecord> certified;  // ever, so that what they wrote can be judged
  std::map<DeviceId, DeviceRecord> devices;    // certified and never removed
  std::set<DeviceId> removed;
  std::optional<InboxRecord> inbox;
  std::optional<HomeRecord> home;
  std::string name;  // what the identity calls itself; may be empty
  std::map<std::pair<RootId, std::string>, RoleState> roles;  // by holder and name, none unknown

  std::map<std::string, InboxRecord> role_inboxes;  // by the role's name
  std::set<SpaceId> erased;                         // of its own: for good (docs/spec/erasing.md)

  bool speaks(const DeviceId& device) const { return devices.count(device) != 0; }
  RoleState role(const RootId& holder, const std::string& called) const {
    const auto said = roles.find({holder, called});
    return said != roles.end() ? said->second : RoleState::unknown;
  }
};

// What signs for an identity now: its first root, which names it, or the newest of those that
// followed (shared/consent/succession.h).
class IdentityKey {
 public:
  IdentityKey(SigningKey first) : name_(first.as<RootId>()), key_(std::move(first)) {}
  IdentityKey(const RootId& name, SigningKey newest) : name_(name), key_(std::move(newest)) {}
  const RootId& name() const { return name_; }
  const SigningKey& key() const { return key_; }

 private:
  RootId name_;
  SigningKey key_;
};

// Whether a device that was put on a card is off it for good: it was removed, or a root that
// follows took over without it.
bool speaks_no_more(const Card& card, const DeviceId& device);

// A card's signed records, as bytes that are kept as received. Ascending, without duplicates.
struct CardRecords {
  RootId root;
  std::vector<Bytes> records;
};

inline constexpr std::size_t kMaxCardRecords = 1024;
inline constexpr std::size_t kMaxCardBytes = 512 * 1024;

// The device's consent and its record, signed by the root.
DeviceRecord make_device_record(const RootId& root, const DeviceKeys& device, DeviceMark mark,
                                std::optional<RootId> holder);
Bytes sign_device(const IdentityKey& root, const DeviceRecord& record);
Bytes sign_removal(const IdentityKey& root, const DeviceId& device);
// `turn` counts up from 1: of several inboxes, homes, names, or words on one role of one holder,
// the one with the highest turn holds (then the larger bytes).
Bytes sign_inbox(const IdentityKey& root, std::uint64_t turn, const InboxRecord& inbox);
Bytes sign_home(const IdentityKey& root, std::uint64_t turn, const HomeRecord& home);
Bytes sign_name(const IdentityKey& root, std::uint64_t turn, std::string_view name);
Bytes sign_role(const IdentityKey& root, std::uint64_t turn, const RoleRecord& role);
Bytes sign_role_inbox(const IdentityKey& root, std::uint64_t turn, const RoleInbox& inbox);
// `next` signs for the identity from now on. Of what `before` has signed, what is in `known` goes
// on counting; nothing else does.
Bytes sign_successor(const IdentityKey& before, const SigningKey& next, const CardRecords& known);
// For good: nothing takes it back. `space` is one of the identity's own.
Bytes sign_erased(const IdentityKey& root, const SpaceId& space);

// Adds records to a set; order and repetition do not matter.
void merge_into(CardRecords& into, const CardRecords& more);

Bytes encode_card(const CardRecords& records);
// Errors: malformed, too_large, unknown_version.
Result<CardRecords> decode_card(View bytes);

// Checks every record's signature and gives what they say together. Records of unknown odd types
// are passed over, and what a root said that the one which followed it had not seen. Errors:
// bad_signature, malformed, unknown_version (an even record type this app does not know), refused
// (two roots say that they follow the same one), too_large (more roots than succession.h allows).
Result<Card> read_card(const CardRecords& records);

// What a person hands to another: the card, and the stream where its newer records appear.
struct CardText {
  CardRecords records;
  Key stream_key;     // opens the card's stream
  FourHashes stream;  // names it
};
std::string encode_card_text(const CardText& card);  // "alongside-card:" and base64url
// Errors: usage, in plain words.
Result<CardText> decode_card_text(std::string_view text);

}  // namespace alongside
