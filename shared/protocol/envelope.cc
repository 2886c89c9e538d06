#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"

namespace alongside {
namespace {

constexpr std::string_view kAnswerTag = "alongside/answer";
constexpr std::string_view kReceiptTag = "alongside/receipt";

// What the server's key signs for an answer: nonce ‖ body.
Bytes signed_part(const Nonce& nonce, View body) {
  Bytes all = copy_of(nonce.view());
  append(all, body);
  return all;
}

Bytes receipt_part(const Address& address, const Hash& blob) {
  Bytes all = copy_of(address.view());
  append(all, blob.view());
  return all;
}

struct Envelope {
  View body;
  Signature signature;
};

Result<Envelope> read_envelope(View answer) {
  if (answer.size() > kMaxBodyBytes) return error(ErrorCode::too_large, "An answer is too large.");
  Envelope envelope;
  CborReader in(answer);
  TRY(CborMap map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(envelope.body, in.bytes());
  TRY_DO(map.need(2));
  TRY(envelope.signature, in.id<Signature>());
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return envelope;
}

}  // namespace

Bytes seal_answer(const SigningKey& server, const Nonce& nonce, View body) {
  const Signature signature = server.sign(kAnswerTag, signed_part(nonce, body));
  CborWriter out;
  out.map(2).key(0).bytes(body).key(2).bytes(signature.view());
  return std::move(out).take();
}

Result<Bytes> open_answer(const SigningPublic& pin, const Nonce& nonce, View answer) {
  TRY(const Envelope envelope, read_envelope(answer));
  if (!verify(pin.view(), kAnswerTag, signed_part(nonce, envelope.body), envelope.signature)) {
    return error(ErrorCode::bad_signature, "An answer is not signed by the server's key.");
  }
  return copy_of(envelope.body);
}

Result<Bytes> unproven_body(View answer) {
  TRY(const Envelope envelope, read_envelope(answer));
  return copy_of(envelope.body);
}

Signature make_receipt(const SigningKey& server, const Address& address, const Hash& blob) {
  return server.sign(kReceiptTag, receipt_part(address, blob));
}

bool check_receipt(const SigningPublic& pin, const Address& address, const Hash& blob,
                   const Signature& receipt) {
  return verify(pin.view(), kReceiptTag, receipt_part(address, blob), receipt);
}

}  // namespace alongside
