#include "shared/change/list_codec.h"
#include "shared/consent/four_codec.h"
#include "shared/consent/message.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxGrantText = 4096;
constexpr std::size_t kMaxGrantedStreams = 1024;

void write_streams(CborWriter& out, const std::vector<GrantedStream>& streams) {
  out.array(streams.size());
  for (const GrantedStream& stream : streams) {
    out.map(stream.append ? 4 : 3).key(0).bytes(stream.epoch.view());
    out.key(2).bytes(stream.epoch_key.view());
    write_four_hashes(out.key(4), stream.four);
    if (stream.append) out.key(6).bytes(stream.append->view());
  }
}

Result<GrantedStream> read_stream(CborReader& in) {
  TRY(auto map, CborMap::open(in));
  GrantedStream stream;
  TRY_DO(map.need(0));
  TRY(stream.epoch, in.id<EpochId>());
  TRY_DO(map.need(2));
  TRY(const View key, in.bytes());
  TRY(stream.epoch_key, Key::from(key));
  TRY_DO(map.need(4));
  TRY(stream.four, read_four_hashes(in));
  TRY(const bool has_append, map.has(6));
  if (has_append) {
    TRY(const View append_cap, in.bytes());
    TRY(stream.append, Key::from(append_cap));
  }
  TRY_DO(map.finish());
  return stream;
}

Result<std::vector<GrantedStream>> read_streams(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxGrantedStreams) return error(ErrorCode::too_large, "A grant opens too much.");
  std::vector<GrantedStream> streams;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(GrantedStream stream, read_stream(in));
    streams.push_back(std::move(stream));
  }
  return streams;
}

Result<std::vector<SignedEpoch>> read_epochs(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxRefs) return error(ErrorCode::too_large, "A grant has too many EPOCHs.");
  std::vector<SignedEpoch> epochs;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const View bytes, in.bytes());
    TRY(SignedEpoch epoch, decode_epoch(bytes));
    epochs.push_back(std::move(epoch));
  }
  return epochs;
}

Result<std::string> read_text(CborReader& in) {
  TRY(const std::string_view text, in.text());
  if (text.size() > kMaxGrantText)
    return error(ErrorCode::too_large, "A grant's text is too long.");
  return std::string(text);
}

std::size_t count_keys(const Grant& grant) {
  std::size_t keys = 12;
  keys += (grant.base ? 1u : 0u) + (grant.base_adopted.empty() ? 0u : 1u) + (grant.until ? 1u : 0u);
  return keys + (grant.write ? 1u : 0u) + (grant.home ? 2u : 0u) + (grant.charity ? 2u : 0u);
}

Result<bool> read_keys(CborMap& map, CborReader& in, Grant& grant) {
  TRY_DO(map.need(0));
  TRY(const View owner, in.bytes());
  TRY(grant.owner, decode_card(owner));
  TRY_DO(map.need(2));
  TRY(grant.space, in.id<SpaceId>());
  TRY_DO(map.need(4));
  TRY(grant.section, in.uint());
  TRY_DO(map.need(6));
  TRY(grant.grantee, in.id<RootId>());
  TRY_DO(map.need(8));
  TRY(grant.admission, in.id<AdmissionId>());
  TRY_DO(map.need(10));
  TRY(grant.epoch, in.id<EpochId>());
  TRY_DO(map.need(12));
  TRY(grant.epochs, read_epochs(in));
  TRY_DO(map.need(14));
  TRY(grant.streams, read_streams(in));
  TRY(const bool has_base, map.has(16));
  if (has_base) {
    TRY(grant.base, read_batch_refs(in));
  }
  TRY(const bool has_adopted, map.has(18));
  if (has_adopted) {
    TRY(const auto adopted, read_ids<BatchHash>(in));
    grant.base_adopted.insert(adopted.begin(), adopted.end());
  }
  return true;
}

Result<bool> read_words(CborMap& map, CborReader& in, Grant& grant) {
  TRY_DO(map.need(20));
  TRY(grant.purpose, read_text(in));
  TRY_DO(map.need(22));
  TRY(grant.language, read_text(in));
  TRY_DO(map.need(24));
  TRY(grant.how, read_text(in));
  TRY_DO(map.need(26));
  TRY(grant.from, in.integer());
  TRY(const bool has_until, map.has(28));
  if (has_until) {
    TRY(grant.until, in.integer());
  }
  TRY(const bool has_write, map.has(30));
  if (has_write) {
    TRY(grant.write, in.boolean());
    if (!grant.write) return error(ErrorCode::malformed, "A default is written out in a grant.");
  }
  TRY(const bool has_home, map.has(32));
  if (has_home) {
    HomeRecord home;
    TRY(home.url, read_text(in));
    TRY_DO(map.need(34));
    TRY(home.server_key, in.id<SigningPublic>());
    grant.home = std::move(home);
  }
  TRY(const bool has_role, map.has(36));
  if (has_role) {
    TRY(grant.role, read_text(in));
    TRY_DO(map.need(38));
    TRY(grant.charity, in.id<RootId>());
  }
  return true;
}

}  // namespace

Bytes encode_grant(const Grant& grant) {
  CborWriter out;
  out.map(count_keys(grant)).key(0).bytes(encode_card(grant.owner));
  out.key(2).bytes(grant.space.view()).key(4).uint(grant.section);
  out.key(6).bytes(grant.grantee.view()).key(8).bytes(grant.admission.view());
  out.key(10).bytes(grant.epoch.view()).key(12).array(grant.epochs.size());
  for (const SignedEpoch& epoch : grant.epochs) out.bytes(encode_epoch(epoch));
  write_streams(out.key(14), grant.streams);
  if (grant.base) write_batch_refs(out.key(16), *grant.base);
  if (!grant.base_adopted.empty()) write_ids(out.key(18), grant.base_adopted);
  out.key(20).text(grant.purpose).key(22).text(grant.language).key(24).text(grant.how);
  out.key(26).integer(grant.from);
  if (grant.until) out.key(28).integer(*grant.until);
  if (grant.write) out.key(30).boolean(true);
  if (grant.home) out.key(32).text(grant.home->url).key(34).bytes(grant.home->server_key.view());
  if (grant.charity) out.key(36).text(grant.role).key(38).bytes(grant.charity->view());
  return std::move(out).take();
}

Result<Grant> decode_grant(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  Grant grant;
  TRY_DO(read_keys(map, in, grant));
  TRY_DO(read_words(map, in, grant));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return grant;
}

}  // namespace alongside
