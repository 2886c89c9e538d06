#include "shared/consent/epoch.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/change/list_codec.h"
#include "shared/consent/envelope.h"
#include "shared/consent/erased_codec.h"
#include "shared/consent/kept_epoch.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kMaxEpochBytes = 512 * 1024;

void write_until(CborWriter& out, const std::optional<TimeMs>& until) {
  if (until) {
    out.integer(*until);
  } else {
    out.null();
  }
}

Result<std::optional<TimeMs>> read_until(CborReader& in) {
  TRY(const bool is_open, in.null_next());
  if (is_open) return std::optional<TimeMs>();
  TRY(const TimeMs until, in.integer());
  return std::optional<TimeMs>(until);
}

void write_shares(CborWriter& out, const std::vector<Share>& shares) {
  out.array(shares.size());
  for (const Share& share : shares) {
    out.array(5).bytes(share.admission.view()).bytes(share.grantee.view());
    out.boolean(share.write).boolean(share.full);
    write_until(out, share.until);
  }
}

Result<std::vector<Share>> read_shares(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxRefs) return error(ErrorCode::too_large, "An EPOCH has too many shares.");
  std::vector<Share> shares;
  for (std::size_t i = 0; i < count; ++i) {
    Share share;
    TRY(const std::size_t parts, in.array());
    if (parts != 5) return error(ErrorCode::malformed, "A share has five parts.");
    TRY(share.admission, in.id<AdmissionId>());
    TRY(share.grantee, in.id<RootId>());
    TRY(share.write, in.boolean());
    TRY(share.full, in.boolean());
    TRY(share.until, read_until(in));
    const bool ascends = shares.empty() || shares.back().admission < share.admission;
    if (!ascends || share.admission.is_zero()) {
      return error(ErrorCode::malformed, "An EPOCH's shares are out of order.");
    }
    shares.push_back(share);
  }
  return shares;
}

void write_members(CborWriter& out, const std::vector<Member>& members) {
  out.array(members.size());
  for (const Member& member : members) {
    out.array(6).bytes(member.root.view());
    write_ids(out, member.admissions);
    write_ids(out, member.writers);
    write_ids(out, member.since);
    out.boolean(member.full);
    write_until(out, member.until);
  }
}

template <class AnyId>
Result<std::set<AnyId>> read_id_set(CborReader& in) {
  TRY(const auto list, read_ids<AnyId>(in));
  return std::set<AnyId>(list.begin(), list.end());
}

Result<std::vector<Member>> read_members(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxRefs) return error(ErrorCode::too_large, "An EPOCH has too many members.");
  std::vector<Member> members;
  for (std::size_t i = 0; i < count; ++i) {
    Member member;
    TRY(const std::size_t parts, in.array());
    if (parts != 6) return error(ErrorCode::malformed, "A member has six parts.");
    TRY(member.root, in.id<RootId>());
    TRY(member.admissions, read_id_set<AdmissionId>(in));
    TRY(member.writers, read_id_set<AdmissionId>(in));
    if (member.admissions.contains(AdmissionId{}) || member.writers.contains(AdmissionId{})) {
      return error(ErrorCode::malformed, "A member has the owner's own admission.");
    }
    TRY(member.since, read_id_set<EpochId>(in));
    TRY(member.full, in.boolean());
    TRY(member.until, read_until(in));
    if (!members.empty() && !(members.back().root < member.root)) {
      return error(ErrorCode::malformed, "An EPOCH's members are out of order.");
    }
    members.push_back(std::move(member));
  }
  return members;
}

std::size_t count_keys(const EpochRecord& record) {
  std::size_t keys = 5;
  for (const bool there : {!record.parents.empty(), !record.past.empty(), record.signer.has_value(),
                           !record.shares.empty(), !record.stops.empty(), !record.ends.empty(),
                           !record.members.empty(), !record.stopped.empty(), !record.gone.empty(),
                           !record.ended.empty(), !record.frontier.empty(), !record.adopted.empty(),
                           !record.erased.empty()}) {
    keys += there ? 1 : 0;
  }
  return keys;
}

template <class Container>
void write_unless_empty(CborWriter& out, std::uint64_t key, const Container& ids) {
  if (!ids.empty()) write_ids(out.key(key), ids);
}

}  // namespace

Bytes encode_epoch_body(const EpochRecord& record) {
  CborWriter out;
  out.map(count_keys(record)).key(0).uint(kFormat);
  out.key(2).bytes(record.space.view()).key(4).uint(record.section);
  write_unless_empty(out, 6, record.parents);
  write_unless_empty(out, 8, record.past);
  if (record.signer) out.key(10).bytes(record.signer->view());
  if (!record.shares.empty()) write_shares(out.key(12), record.shares);
  write_unless_empty(out, 14, record.stops);
  write_unless_empty(out, 16, record.ends);
  out.key(18).bytes(record.stream.view()).key(20).integer(record.at);
  if (!record.members.empty()) write_members(out.key(22), record.members);
  write_unless_empty(out, 24, record.stopped);
  write_unless_empty(out, 26, record.gone);
  write_unless_empty(out, 28, record.ended);
  if (!record.frontier.empty()) write_batch_refs(out.key(30), record.frontier);
  write_unless_empty(out, 32, record.adopted);
  if (!record.erased.empty()) write_erased(out.key(34), record.erased);
  return std::move(out).take();
}

namespace {

// Reads the list under `key` into `into`, if it is there; an empty list is never written.
template <class AnyId>
Result<bool> read_optional(CborMap& map, CborReader& in, std::uint64_t key, std::set<AnyId>& into) {
  TRY(const bool there, map.has(key));
  if (!there) return true;
  TRY(into, read_id_set<AnyId>(in));
  if (into.empty()) return error(ErrorCode::malformed, "An empty list stands in an EPOCH.");
  return true;
}

Result<bool> read_what_changes(CborMap& map, CborReader& in, EpochRecord& record) {
  TRY_DO(map.need(2));
  TRY(record.space, in.id<SpaceId>());
  TRY_DO(map.need(4));
  TRY(record.section, in.uint());
  TRY_DO(read_optional(map, in, 6, record.parents));
  TRY_DO(read_optional(map, in, 8, record.past));
  TRY(const bool has_signer, map.has(10));
  if (has_signer) {
    TRY(record.signer, in.id<DeviceId>());
  }
  TRY(const bool has_shares, map.has(12));
  if (has_shares) {
    TRY(record.shares, read_shares(in));
    if (record.shares.empty()) return error(ErrorCode::malformed, "An empty list of shares.");
  }
  TRY_DO(read_optional(map, in, 14, record.stops));
  TRY_DO(read_optional(map, in, 16, record.ends));
  return true;
}

Result<bool> read_what_follows(CborMap& map, CborReader& in, EpochRecord& record) {
  TRY_DO(map.need(18));
  TRY(record.stream, in.id<Address>());
  TRY_DO(map.need(20));
  TRY(record.at, in.integer());
  TRY(const bool has_members, map.has(22));
  if (has_members) {
    TRY(record.members, read_members(in));
    if (record.members.empty()) return error(ErrorCode::malformed, "An empty list of members.");
  }
  TRY_DO(read_optional(map, in, 24, record.stopped));
  TRY_DO(read_optional(map, in, 26, record.gone));
  TRY_DO(read_optional(map, in, 28, record.ended));
  TRY(const bool has_frontier, map.has(30));
  if (has_frontier) {
    TRY(record.frontier, read_batch_refs(in));
    if (record.frontier.empty()) return error(ErrorCode::malformed, "An empty frontier.");
  }
  TRY_DO(read_optional(map, in, 32, record.adopted));
  TRY(const bool has_erased, map.has(34));
  if (has_erased) {
    TRY(record.erased, read_erased(in));
    if (record.erased.empty()) return error(ErrorCode::malformed, "An empty list of erasures.");
  }
  return true;
}

}  // namespace

Result<EpochRecord> decode_epoch_body(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "This EPOCH needs a newer app.");
  EpochRecord record;
  TRY_DO(read_what_changes(map, in, record));
  TRY_DO(read_what_follows(map, in, record));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  const bool sane = std::includes(record.past.begin(), record.past.end(), record.parents.begin(),
                                  record.parents.end());
  if (!sane) return error(ErrorCode::malformed, "An EPOCH's parents are not in its past.");
  return record;
}

namespace {

EpochId id_of(const EpochRecord& record, View body) {
  if (record.signer) return hash_as<EpochId>("alongside/epoch", {body});
  Bytes parents;
  for (const EpochId& parent : record.parents) append(parents, parent.view());
  return hash_as<EpochId>("alongside/merge", {parents});
}

}  // namespace

SignedEpoch seal_epoch(EpochRecord record, const SigningKey* device) {
  MUST(record.signer.has_value() == (device != nullptr));
  SignedEpoch epoch;
  epoch.body = encode_epoch_body(record);
  if (device != nullptr) epoch.signature = device->sign("alongside/epoch", epoch.body);
  epoch.id = id_of(record, epoch.body);
  epoch.record = std::move(record);
  return epoch;
}

Bytes encode_epoch(const SignedEpoch& epoch) {
  return encode_signed({epoch.body, epoch.signature});
}

Result<SignedEpoch> decode_kept_epoch(View bytes) {
  if (bytes.size() > kMaxEpochBytes) return error(ErrorCode::too_large, "An EPOCH is too large.");
  TRY(SignedBytes record, decode_signed(bytes));
  SignedEpoch epoch;
  TRY(epoch.record, decode_epoch_body(record.body));
  epoch.body = std::move(record.body);
  epoch.signature = record.signature;
  epoch.id = id_of(epoch.record, epoch.body);
  if (!epoch.record.signer && (epoch.signature || epoch.record.parents.size() < 2)) {
    return error(ErrorCode::malformed, "An EPOCH without signer must be a merge.");
  }
  return epoch;
}

Result<SignedEpoch> decode_epoch(View bytes) {
  TRY(SignedEpoch epoch, decode_kept_epoch(bytes));
  if (!epoch.record.signer) return epoch;
  const bool fits = epoch.signature && verify(epoch.record.signer->view(), "alongside/epoch",
                                              epoch.body, *epoch.signature);
  if (!fits) return error(ErrorCode::bad_signature, "An EPOCH's signature does not fit.");
  return epoch;
}

}  // namespace alongside
