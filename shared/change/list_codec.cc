#include "shared/change/list_codec.h"

namespace alongside {

void write_batch_refs(CborWriter& out, const std::vector<BatchRef>& refs) {
  out.array(refs.size());
  for (const BatchRef& ref : refs) {
    out.array(4).bytes(ref.chain.device.view()).bytes(ref.chain.admission.view());
    out.uint(ref.seq).bytes(ref.hash.view());
  }
}

Result<std::vector<BatchRef>> read_batch_refs(CborReader& in) {
  TRY(const std::size_t count, in.array());
  if (count > kMaxRefs) return error(ErrorCode::too_large, "A list is too long.");
  std::vector<BatchRef> refs;
  refs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    BatchRef ref;
    TRY(const std::size_t parts, in.array());
    if (parts != 4) return error(ErrorCode::malformed, "A batch reference has four parts.");
    TRY(ref.chain.device, in.id<DeviceId>());
    TRY(ref.chain.admission, in.id<AdmissionId>());
    TRY(ref.seq, in.uint());
    TRY(ref.hash, in.id<BatchHash>());
    if (ref.seq == 0) return error(ErrorCode::malformed, "A chain begins at 1.");
    if (i > 0 && !(refs.back() < ref))
      return error(ErrorCode::malformed, "A list is out of order.");
    refs.push_back(ref);
  }
  return refs;
}

}  // namespace alongside
