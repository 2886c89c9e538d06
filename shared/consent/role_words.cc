#include "shared/consent/role_words.h"

#include "shared/codec/cbor.h"
#include "shared/consent/four_codec.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kMaxRoleName = 256;

Result<std::string> read_text(CborReader& in, std::size_t most) {
  TRY(const std::string_view text, in.text());
  if (text.size() > most) return error(ErrorCode::too_large, "A message is too long.");
  if (text.empty()) return error(ErrorCode::malformed, "A message about a role says nothing.");
  return std::string(text);
}

Result<Key> read_key(CborReader& in) {
  TRY(const View bytes, in.bytes());
  return Key::from(bytes);
}

// The format and the role, with which both kinds begin.
Result<std::string> read_beginning(CborMap& map, CborReader& in) {
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "A message needs a newer app.");
  TRY_DO(map.need(2));
  return read_text(in, kMaxRoleName);
}

}  // namespace

Bytes encode_role_key(const RoleKey& key) {
  CborWriter out;
  out.map(6).key(0).uint(kFormat).key(2).text(key.role);
  out.key(4).bytes(key.box_seed.view()).key(6).bytes(key.epoch_key.view());
  write_four_hashes(out.key(8), key.four);
  out.key(10).uint(key.card_records);
  return std::move(out).take();
}

Result<RoleKey> decode_role_key(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  RoleKey key;
  TRY(key.role, read_beginning(map, in));
  TRY_DO(map.need(4));
  TRY(key.box_seed, read_key(in));
  TRY_DO(map.need(6));
  TRY(key.epoch_key, read_key(in));
  TRY_DO(map.need(8));
  TRY(key.four, read_four_hashes(in));
  TRY_DO(map.need(10));
  TRY(key.card_records, in.uint());
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return key;
}

Bytes encode_told(const ToldWords& told) {
  CborWriter out;
  out.map(4).key(0).uint(kFormat).key(2).text(told.role);
  out.key(4).text(told.text).key(6).text(told.language);
  return std::move(out).take();
}

Result<ToldWords> decode_told(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  ToldWords told;
  TRY(told.role, read_beginning(map, in));
  TRY_DO(map.need(4));
  TRY(told.text, read_text(in, kMaxToldBytes));
  TRY_DO(map.need(6));
  TRY(told.language, read_text(in, kMaxRoleName));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return told;
}

}  // namespace alongside
