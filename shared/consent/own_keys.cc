#include "shared/consent/own_keys.h"

#include "shared/change/limits.h"
#include "shared/codec/cbor.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kMaxItems = kMaxRefs;

Result<Key> read_key(CborMap& map, CborReader& in, std::uint64_t at) {
  TRY_DO(map.need(at));
  TRY(const View bytes, in.bytes());
  return Key::from(bytes);
}

Result<OwnedStream> read_stream(CborReader& in) {
  TRY(auto map, CborMap::open(in));
  OwnedStream stream;
  TRY(stream.secrets.epoch_key, read_key(map, in, 0));
  TRY(stream.secrets.append, read_key(map, in, 2));
  TRY(stream.secrets.close, read_key(map, in, 4));
  TRY(stream.secrets.drop, read_key(map, in, 6));
  TRY(stream.merge, read_key(map, in, 8));
  TRY_DO(map.finish());
  return stream;
}

void write_stream(CborWriter& out, const OwnedStream& stream) {
  out.map(5).key(0).bytes(stream.secrets.epoch_key.view());
  out.key(2).bytes(stream.secrets.append.view()).key(4).bytes(stream.secrets.close.view());
  out.key(6).bytes(stream.secrets.drop.view()).key(8).bytes(stream.merge.view());
}

Result<std::size_t> read_count(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxItems) return error(ErrorCode::too_large, "A message holds too much.");
  return count;
}

Result<bool> read_beside(CborMap& map, CborReader& in, OwnKeys& keys) {
  TRY(const bool is_there, map.has(12));
  if (!is_there) return true;
  TRY(const std::size_t count, read_count(in));
  if (count == 0) return error(ErrorCode::malformed, "A default is written out in a message.");
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const std::size_t parts, in.array());
    if (parts != 2) return error(ErrorCode::malformed, "A stream beside an EPOCH has two parts.");
    OwnKeys::Beside beside;
    TRY(beside.epoch, in.id<EpochId>());
    TRY(beside.stream, read_stream(in));
    keys.beside.push_back(std::move(beside));
  }
  return true;
}

}  // namespace

Bytes encode_own_keys(const OwnKeys& keys) {
  CborWriter out;
  out.map(5u + (keys.grants.empty() ? 0u : 1u) + (keys.beside.empty() ? 0u : 1u))
      .key(0)
      .uint(kFormat);
  out.key(2).bytes(keys.space.view()).key(4).uint(keys.section);
  out.key(6).array(keys.epochs.size());
  for (const SignedEpoch& epoch : keys.epochs) out.bytes(encode_epoch(epoch));
  out.key(8).array(keys.streams.size());
  for (const OwnedStream& stream : keys.streams) write_stream(out, stream);
  if (!keys.grants.empty()) {
    out.key(10).array(keys.grants.size());
    for (const Bytes& grant : keys.grants) out.bytes(grant);
  }
  if (!keys.beside.empty()) {
    out.key(12).array(keys.beside.size());
    for (const OwnKeys::Beside& beside : keys.beside) {
      write_stream(out.array(2).bytes(beside.epoch.view()), beside.stream);
    }
  }
  return std::move(out).take();
}

Result<OwnKeys> decode_own_keys(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "A message needs a newer app.");
  OwnKeys keys;
  TRY_DO(map.need(2));
  TRY(keys.space, in.id<SpaceId>());
  TRY_DO(map.need(4));
  TRY(keys.section, in.uint());
  TRY_DO(map.need(6));
  TRY(const std::size_t epochs, read_count(in));
  for (std::size_t i = 0; i < epochs; ++i) {
    TRY(const View epoch, in.bytes());
    TRY(SignedEpoch decoded, decode_epoch(epoch));
    keys.epochs.push_back(std::move(decoded));
  }
  TRY_DO(map.need(8));
  TRY(const std::size_t streams, read_count(in));
  for (std::size_t i = 0; i < streams; ++i) {
    TRY(OwnedStream stream, read_stream(in));
    keys.streams.push_back(std::move(stream));
  }
  TRY(const bool has_grants, map.has(10));
  if (has_grants) {
    TRY(const std::size_t grants, read_count(in));
    if (grants == 0) return error(ErrorCode::malformed, "A default is written out in a message.");
    for (std::size_t i = 0; i < grants; ++i) {
      TRY(const View grant, in.bytes());
      keys.grants.push_back(copy_of(grant));
    }
  }
  TRY_DO(read_beside(map, in, keys));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return keys;
}

Bytes encode_sealed_to_device(const SealedToDevice& content) {
  CborWriter out;
  out.map(2).key(0).bytes(content.device.view()).key(2).bytes(content.sealed);
  return std::move(out).take();
}

Result<SealedToDevice> decode_sealed_to_device(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  SealedToDevice content;
  TRY_DO(map.need(0));
  TRY(content.device, in.id<DeviceId>());
  TRY_DO(map.need(2));
  TRY(const View sealed, in.bytes());
  content.sealed = copy_of(sealed);
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return content;
}

}  // namespace alongside
