#include "shared/consent/envelope.h"

namespace alongside {

Bytes encode_signed(const SignedBytes& record) {
  CborWriter out;
  out.map(record.signature ? 2 : 1).key(0).bytes(record.body);
  if (record.signature) out.key(2).bytes(record.signature->view());
  return std::move(out).take();
}

Bytes sign_and_encode(const SigningKey& key, std::string_view tag, Bytes body) {
  const Signature signature = key.sign(tag, body);
  return encode_signed({std::move(body), signature});
}

Result<SignedBytes> decode_signed(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  SignedBytes record;
  TRY_DO(map.need(0));
  TRY(const View body, in.bytes());
  record.body = copy_of(body);
  TRY(const bool is_signed, map.has(2));
  if (is_signed) {
    TRY(record.signature, in.id<Signature>());
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return record;
}

}  // namespace alongside
