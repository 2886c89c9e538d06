#pragma once

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/clock.h"
#include "shared/codec/cbor.h"
#include "shared/sign/signature.h"

namespace alongside {

// What client and server say to each other (docs/spec/http.md). Decoders return malformed,
// unknown_version or too_large; encoders require values within limits.h.

using Nonce = Id<struct NonceTag, 16>;
using BootId = Id<struct BootTag, 16>;
using Capability = Id<struct CapabilityTag, 32>;  // R, A, C or D, shown to the server
using Token = Id<struct TokenTag, 32>;
using InviteSecret = Id<struct InviteTag, 16>;

// The four hashes of a stream in the order R, A, C, D.
using Four = std::array<Hash, 4>;
Address address_of(const Four& four);
Hash hash_of(const Capability& capability);  // H("alongside/cap", capability)

// The head of a stream after one more blob; the empty stream's head is Hash{}.
Hash next_head(const Hash& head, const Hash& blob);
Hash dropped_head(const Capability& drop);
Hash behind_head();            // stands for a stream shorter than `have`: all 0xff
Hash hash_of_blob(View blob);  // H("alongside/blob", blob)
Hash digest_of(const std::vector<Hash>& heads);  // H("alongside/heads", head(1) ‖ head(2) ‖ …)

// One stream of a follow list. The address stands beside R because whoever may read knows R and
// could make a second stream with the same one.
struct Follow {
  Address address;
  Capability read;
  friend bool operator==(const Follow&, const Follow&) = default;
};
Hash hash_of_follow(const std::vector<Follow>& list);  // H("alongside/follow", W₁ ‖ R₁ ‖ W₂ ‖ …)

enum class StreamState : std::uint8_t { open = 0, closed = 1, dropped = 2 };
enum class PushStatus : std::uint8_t {
  stored = 0,
  closed = 1,
  dropped = 2,
  denied = 3,
  too_large = 4
};

struct Push {
  Address address;
  Capability append;
  std::optional<Four> four;  // needed while the stream is new to the server
  Bytes blob;
  bool recovery = false;  // with `four`: the new stream's R may enrol a device (a recovery stream)
  bool pairing = false;   // with `four`: the same for a short time, while two devices pair
};
struct CloseStream {
  Address address;
  Capability close;
  std::optional<Four> four;
};
struct DropStream {
  Address address;
  Hash head;
  Capability drop;
  std::optional<Four> four;
};

struct SyncRequest {
  Nonce nonce;
  std::vector<Follow> follow;       // or
  std::optional<Hash> follow_hash;  // in its place
  std::vector<std::uint64_t> have;  // one for each followed stream, in list order
  std::vector<Push> push;
  std::vector<CloseStream> close;
  std::vector<DropStream> drop;
  std::uint64_t max_bytes = 0;
};

struct PushResult {
  PushStatus status = PushStatus::stored;
  std::optional<Signature> receipt;
  std::optional<Capability> proof;
};
using DeliveredItem =
    std::variant<Bytes, std::uint64_t>;  // a blob, or a push number of the request
struct Delivery {
  std::uint64_t index = 0;
  std::optional<std::uint64_t> first;
  std::vector<DeliveredItem> items;
};
struct StreamEnd {
  std::uint64_t index = 0;
  StreamState state = StreamState::closed;
  Capability proof;
};
struct SyncAnswer {
  BootId boot;
  TimeMs time = 0;
  std::vector<PushResult> pushed;
  std::vector<Delivery> deliver;
  std::vector<StreamEnd> states;
  bool more = false;
  std::optional<Hash> digest;
  std::vector<std::uint64_t> behind;
  bool need_list = false;
};

struct HaveRequest {
  Nonce nonce;
  std::vector<Follow> follow;
  std::vector<std::uint64_t> from;  // one for each followed stream, or empty: no hashes wanted
};
struct HaveStream {
  std::uint64_t count = 0;
  Hash head;
  StreamState state = StreamState::open;
};
struct HaveAnswer {
  BootId boot;
  TimeMs time = 0;
  std::vector<HaveStream> streams;
  std::vector<std::vector<Hash>>
      hashes;  // one for each followed stream, or empty: none were wanted
};

struct EnrolRequest {
  Nonce nonce;
  std::optional<InviteSecret> invite;  // exactly one of the two
  std::optional<Capability> recovery;
};
struct EnrolAnswer {
  Token token;
  BootId boot;
  TimeMs time = 0;
  std::optional<Address> recovery;  // where the recovery stream lies whose R was shown
  // With it: the server's key, for who has only its address. To be believed once what the stream
  // holds names the same.
  std::optional<SigningPublic> server_key;
};

Bytes encode(const SyncRequest& message);
Bytes encode(const SyncAnswer& message);
Bytes encode(const HaveRequest& message);
Bytes encode(const HaveAnswer& message);
Bytes encode(const EnrolRequest& message);
Bytes encode(const EnrolAnswer& message);
Result<SyncRequest> decode_sync_request(View bytes);
Result<SyncAnswer> decode_sync_answer(View bytes);
Result<HaveRequest> decode_have_request(View bytes);
Result<HaveAnswer> decode_have_answer(View bytes);
Result<EnrolRequest> decode_enrol_request(View bytes);
Result<EnrolAnswer> decode_enrol_answer(View bytes);

// Signs an answer's body for the request with this nonce, and packs both.
Bytes seal_answer(const SigningKey& server, const Nonce& nonce, View body);
// The body of an answer that the pinned server signed for this nonce.
// Errors: malformed, bad_signature.
Result<Bytes> open_answer(const SigningPublic& pin, const Nonce& nonce, View answer);
// The body without asking who signed it: to learn whose key it claims. Errors: malformed,
// too_large.
Result<Bytes> unproven_body(View answer);

// A receipt for one blob at one address.
Signature make_receipt(const SigningKey& server, const Address& address, const Hash& blob);
bool check_receipt(const SigningPublic& pin, const Address& address, const Hash& blob,
                   const Signature& receipt);

// What an invite says, as text a person can carry: address, server key, one-time secret.
struct Invite {
  std::string url;
  SigningPublic server_key;
  InviteSecret secret;
  bool insecure_lan = false;            // http to a private address was allowed by the keeper
  std::optional<Hash> certificate_pin;  // SHA-256 of a self-made certificate's public key
};
std::string encode_invite(const Invite& invite);  // "alongside-invite:" and base64url

// Reads what encode_invite wrote; white space around it is not an error.
// Errors: malformed, unknown_version; refused if the address is not one that is_allowed_url allows.
Result<Invite> decode_invite(std::string_view text);

// Whether a device may talk to `url` (scheme://host[:port], nothing after it): https anywhere; http
// only to this very machine, or to a private address where the keeper allowed that.
bool is_allowed_url(std::string_view url, bool insecure_lan);

}  // namespace alongside
