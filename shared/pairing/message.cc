#include "shared/pairing/message.h"

#include "shared/base/check.h"
#include "shared/codec/cbor.h"
#include "shared/seal/aead.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kSealOverhead = kNonceBytes + kTagBytes;

enum MessageType : std::uint64_t {
  kCommit = 0,
  kKeysOfGuest = 2,
  kReveal = 4,
  kYes = 6,
  kKitPiece = 8,
  kDone = 10,
  kStopped = 12,
};

// Begins a message of `type` with `parts` keys of its own, from 4 on.
CborWriter begin(MessageType type, std::size_t parts) {
  CborWriter out;
  out.map(2 + parts).key(0).uint(kFormat).key(2).uint(type);
  return out;
}

Bytes encode(const PairingCommit& message) {
  CborWriter out = begin(kCommit, 1);
  out.key(4).bytes(message.commitment.view());
  return std::move(out).take();
}

Bytes encode(const PairingKeysOfGuest& message) {
  CborWriter out = begin(kKeysOfGuest, 3);
  out.key(4).bytes(message.device.view()).key(6).bytes(message.box.view());
  out.key(8).bytes(message.nonce.view());
  return std::move(out).take();
}

Bytes encode(const PairingReveal& message) {
  CborWriter out = begin(kReveal, 3);
  out.key(4).bytes(message.nonce.view()).key(6).bytes(message.box.view());
  out.key(8).bytes(encode_card(message.card));
  return std::move(out).take();
}

Bytes encode(const PairingYes& message) {
  CborWriter out = begin(kYes, 2);
  out.key(4).bytes(message.proof.view()).key(6).bytes(message.consent.view());
  return std::move(out).take();
}

Bytes encode(const PairingKitPiece& message) {
  CborWriter out = begin(kKitPiece, 3);
  out.key(4).uint(message.index).key(6).uint(message.count).key(8).bytes(message.sealed);
  return std::move(out).take();
}

Bytes encode(const PairingDone& message) {
  CborWriter out = begin(kDone, 1);
  out.key(4).bytes(message.proof.view());
  return std::move(out).take();
}

Bytes encode(const PairingStopped&) { return begin(kStopped, 0).take(); }

Bytes encode(const PairingUnknown&) {
  constexpr bool is_ever_said = false;
  MUST(is_ever_said);
  return {};
}

Result<PairingMessage> read_commit(CborMap& map, CborReader& in) {
  PairingCommit message;
  TRY_DO(map.need(4));
  TRY(message.commitment, in.id<Hash>());
  return PairingMessage(message);
}

Result<PairingMessage> read_keys(CborMap& map, CborReader& in) {
  PairingKeysOfGuest message;
  TRY_DO(map.need(4));
  TRY(message.device, in.id<DeviceId>());
  TRY_DO(map.need(6));
  TRY(message.box, in.id<BoxPublic>());
  TRY_DO(map.need(8));
  TRY(message.nonce, in.id<PairingNonce>());
  return PairingMessage(message);
}

Result<PairingMessage> read_reveal(CborMap& map, CborReader& in) {
  PairingReveal message;
  TRY_DO(map.need(4));
  TRY(message.nonce, in.id<PairingNonce>());
  TRY_DO(map.need(6));
  TRY(message.box, in.id<BoxPublic>());
  TRY_DO(map.need(8));
  TRY(const View card, in.bytes());
  TRY(message.card, decode_card(card));
  return PairingMessage(message);
}

Result<Key> read_proof(CborMap& map, CborReader& in) {
  TRY_DO(map.need(4));
  TRY(const View proof, in.bytes());
  return Key::from(proof);
}

Result<PairingMessage> read_yes(CborMap& map, CborReader& in) {
  PairingYes message;
  TRY(message.proof, read_proof(map, in));
  TRY_DO(map.need(6));
  TRY(message.consent, in.id<Signature>());
  return PairingMessage(message);
}

Result<PairingMessage> read_kit_piece(CborMap& map, CborReader& in) {
  PairingKitPiece message;
  TRY_DO(map.need(4));
  TRY(message.index, in.uint());
  TRY_DO(map.need(6));
  TRY(message.count, in.uint());
  if (message.count > kMaxKitPieces) return error(ErrorCode::too_large, "A kit is too large.");
  if (message.index >= message.count) {
    return error(ErrorCode::malformed, "A piece of a kit that is none of its pieces.");
  }
  TRY_DO(map.need(8));
  TRY(const View sealed, in.bytes());
  if (sealed.size() < kSealOverhead || sealed.size() > kMaxKitPieceBytes + kSealOverhead) {
    return error(ErrorCode::too_large, "A piece of a kit has the wrong size.");
  }
  message.sealed = copy_of(sealed);
  return PairingMessage(std::move(message));
}

Result<PairingMessage> read_done(CborMap& map, CborReader& in) {
  PairingDone message;
  TRY(message.proof, read_proof(map, in));
  return PairingMessage(std::move(message));
}

Result<PairingMessage> read_of_type(std::uint64_t type, CborMap& map, CborReader& in) {
  switch (type) {
    case kCommit:
      return read_commit(map, in);
    case kKeysOfGuest:
      return read_keys(map, in);
    case kReveal:
      return read_reveal(map, in);
    case kYes:
      return read_yes(map, in);
    case kKitPiece:
      return read_kit_piece(map, in);
    case kDone:
      return read_done(map, in);
    case kStopped:
      return PairingMessage(PairingStopped{});
    default:
      return error(ErrorCode::unknown_version, "Pairing needs a newer app.");
  }
}

}  // namespace

Bytes encode_pairing_message(const PairingMessage& message) {
  return std::visit([](const auto& known) { return encode(known); }, message);
}

Result<PairingMessage> decode_pairing_message(View bytes) {
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "Pairing needs a newer app.");
  TRY_DO(map.need(2));
  TRY(const std::uint64_t type, in.uint());
  if (type % 2 != 0) {
    if (is_canonical(bytes)) return PairingMessage(PairingUnknown{});
    return error(ErrorCode::malformed, "A message of a newer app is not well formed.");
  }
  TRY(PairingMessage message, read_of_type(type, map, in));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

}  // namespace alongside
