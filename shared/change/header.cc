#include "shared/change/header.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/change/list_codec.h"

namespace alongside {
namespace {

template <class Item>
bool ascends(const std::vector<Item>& items) {
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (!(items[i - 1] < items[i])) return false;
  }
  return true;
}

Error malformed(const char* what) { return error(ErrorCode::malformed, what); }

void write_refs(CborWriter& writer, std::uint64_t key, const std::vector<BatchRef>& refs) {
  if (refs.empty()) return;
  writer.key(key);
  write_batch_refs(writer, refs);
}

// The list under `key`, or an empty one if the key is left out.
Result<std::vector<BatchRef>> read_refs(CborReader& reader, CborMap& map, std::uint64_t key) {
  TRY(const bool given, map.has(key));
  if (!given) return std::vector<BatchRef>();
  TRY(std::vector<BatchRef> refs, read_batch_refs(reader));
  if (refs.empty()) return malformed("A default is written out.");
  return refs;
}

Result<AdmissionId> read_admission(CborReader& reader, CborMap& map) {
  TRY(const bool given, map.has(12));
  if (!given) return AdmissionId{};
  TRY(const AdmissionId admission, reader.id<AdmissionId>());
  if (admission.is_zero()) return malformed("A default is written out.");
  return admission;
}

bool is_well_formed(const BatchHeader& header) {
  const std::size_t longest =
      std::max({header.heads.size(), header.deps.size(), header.skips.size()});
  return longest <= kMaxRefs && ascends(header.heads) && ascends(header.deps) &&
         ascends(header.skips) && header.seq > 0 && header.count > 0;
}

}  // namespace

Bytes encode_header(const BatchHeader& header) {
  MUST(is_well_formed(header));
  const bool has_admission = !header.admission.is_zero();
  CborWriter writer;
  writer.map(std::size_t{10} + has_admission + !header.deps.empty() + !header.skips.empty());
  writer.key(0).uint(kBatchFormat);
  writer.key(2).bytes(header.space.view());
  writer.key(4).uint(header.section);
  writer.key(6);
  write_ids(writer, header.heads);
  writer.key(8).bytes(header.device.view());
  writer.key(10).bytes(header.author.view());
  if (has_admission) writer.key(12).bytes(header.admission.view());
  writer.key(14).uint(header.seq);
  write_refs(writer, 16, header.deps);
  write_refs(writer, 18, header.skips);
  writer.key(20).uint(header.count);
  writer.key(22).bytes(header.root.view());
  writer.key(24).integer(header.at);
  return std::move(writer).take();
}

Result<BatchHeader> decode_header(View bytes) {
  BatchHeader header;
  CborReader reader(bytes);
  TRY(CborMap map, CborMap::open(reader));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, reader.uint());
  if (format != kBatchFormat) {
    return error(ErrorCode::unknown_version, "A batch has a format from another program.");
  }
  TRY_DO(map.need(2));
  TRY(header.space, reader.id<SpaceId>());
  TRY_DO(map.need(4));
  TRY(header.section, reader.uint());
  TRY_DO(map.need(6));
  TRY(header.heads, read_ids<EpochId>(reader));
  TRY_DO(map.need(8));
  TRY(header.device, reader.id<DeviceId>());
  TRY_DO(map.need(10));
  TRY(header.author, reader.id<RootId>());
  TRY(header.admission, read_admission(reader, map));
  TRY_DO(map.need(14));
  TRY(header.seq, reader.uint());
  TRY(header.deps, read_refs(reader, map, 16));
  TRY(header.skips, read_refs(reader, map, 18));
  TRY_DO(map.need(20));
  TRY(header.count, reader.uint());
  TRY_DO(map.need(22));
  TRY(header.root, reader.id<Hash>());
  TRY_DO(map.need(24));
  TRY(header.at, reader.integer());
  TRY_DO(map.finish());
  TRY_DO(reader.finish());
  if (header.seq == 0 || header.count == 0) return malformed("A batch is empty or has no place.");
  return header;
}

}  // namespace alongside
