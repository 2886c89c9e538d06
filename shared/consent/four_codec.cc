#include "shared/consent/four_codec.h"

namespace alongside {

void write_four_hashes(CborWriter& out, const FourHashes& four) {
  out.array(4).bytes(four.read.view()).bytes(four.append.view());
  out.bytes(four.close.view()).bytes(four.drop.view());
}

Result<FourHashes> read_four_hashes(CborReader& in) {
  FourHashes four;
  TRY(const std::size_t parts, in.array());
  if (parts != 4) return error(ErrorCode::malformed, "A stream has four hashes.");
  TRY(four.read, in.id<CapHash>());
  TRY(four.append, in.id<CapHash>());
  TRY(four.close, in.id<CapHash>());
  TRY(four.drop, in.id<CapHash>());
  return four;
}

Bytes four_to_bytes(const FourHashes& four) {
  Bytes bytes = copy_of(four.read.view());
  append(bytes, four.append.view());
  append(bytes, four.close.view());
  append(bytes, four.drop.view());
  return bytes;
}

Result<FourHashes> four_from_bytes(View bytes) {
  if (bytes.size() != 128) return error(ErrorCode::malformed, "A stream has four hashes.");
  FourHashes four;
  TRY(four.read, CapHash::from(bytes.subspan(0, 32)));
  TRY(four.append, CapHash::from(bytes.subspan(32, 32)));
  TRY(four.close, CapHash::from(bytes.subspan(64, 32)));
  TRY(four.drop, CapHash::from(bytes.subspan(96, 32)));
  return four;
}

}  // namespace alongside
