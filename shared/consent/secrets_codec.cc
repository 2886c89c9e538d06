#include "shared/consent/secrets_codec.h"

namespace alongside {

void write_secrets(CborWriter& out, const StreamSecrets& secrets) {
  out.array(4).bytes(secrets.epoch_key.view()).bytes(secrets.append.view());
  out.bytes(secrets.close.view()).bytes(secrets.drop.view());
}

Result<Key> read_key(CborReader& in) {
  TRY(const View bytes, in.bytes());
  return Key::from(bytes);
}

Result<StreamSecrets> read_secrets(CborReader& in) {
  TRY(const std::size_t parts, in.array());
  if (parts != 4) return error(ErrorCode::malformed, "A stream has four secrets.");
  StreamSecrets secrets;
  TRY(secrets.epoch_key, read_key(in));
  TRY(secrets.append, read_key(in));
  TRY(secrets.close, read_key(in));
  TRY(secrets.drop, read_key(in));
  return secrets;
}

}  // namespace alongside
