#pragma once

#include <optional>
#include <string_view>

#include "shared/codec/cbor.h"
#include "shared/sign/signature.h"

namespace alongside {

// `{ 0: body bstr, ?2: signature bstr64 }`: how signed records travel. The signature covers the tag
// and the body's bytes as they are.
struct SignedBytes {
  Bytes body;
  std::optional<Signature> signature;
};

Bytes encode_signed(const SignedBytes& record);

// Signs `body` and packs both.
Bytes sign_and_encode(const SigningKey& key, std::string_view tag, Bytes body);

// Errors: malformed, unknown_version.
Result<SignedBytes> decode_signed(View bytes);

}  // namespace alongside
