#include "shared/base/check.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/list_codec.h"

namespace alongside {

Bytes encode(const EnrolRequest& message) {
  MUST(message.invite.has_value() != message.recovery.has_value());
  CborWriter out;
  out.map(2).key(0).bytes(message.nonce.view());
  if (message.invite) out.key(2).bytes(message.invite->view());
  if (message.recovery) out.key(4).bytes(message.recovery->view());
  return std::move(out).take();
}

Result<EnrolRequest> decode_enrol_request(View bytes) {
  if (bytes.size() > kMaxBodyBytes) return error(ErrorCode::too_large, "A request is too large.");
  EnrolRequest message;
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(message.nonce, in.id<Nonce>());
  TRY(const bool has_invite, map.has(2));
  if (has_invite) {
    TRY(message.invite, in.id<InviteSecret>());
  }
  TRY(const bool has_recovery, map.has(4));
  if (has_recovery) {
    TRY(message.recovery, in.id<Capability>());
  }
  if (has_invite == has_recovery) {
    return error(ErrorCode::malformed, "An enrolment shows an invite or a recovery stream.");
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

Bytes encode(const EnrolAnswer& message) {
  CborWriter out;
  MUST(message.recovery.has_value() == message.server_key.has_value());
  out.map(message.recovery ? 5 : 3).key(0).bytes(message.token.view());
  out.key(2).bytes(message.boot.view()).key(4).integer(message.time);
  if (message.recovery) {
    out.key(6).bytes(message.recovery->view()).key(8).bytes(message.server_key->view());
  }
  return std::move(out).take();
}

Result<EnrolAnswer> decode_enrol_answer(View bytes) {
  if (bytes.size() > kMaxBodyBytes) return error(ErrorCode::too_large, "An answer is too large.");
  EnrolAnswer message;
  CborReader in(bytes);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(message.token, in.id<Token>());
  TRY_DO(map.need(2));
  TRY(message.boot, in.id<BootId>());
  TRY_DO(map.need(4));
  TRY(message.time, read_time(in));
  TRY(const bool has_recovery, map.has(6));
  if (has_recovery) {
    TRY(message.recovery, in.id<Address>());
    TRY_DO(map.need(8));
    TRY(const View key, in.bytes());
    TRY(message.server_key, SigningPublic::from(key));
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return message;
}

}  // namespace alongside
