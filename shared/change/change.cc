#include "shared/change/change.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/change/limits.h"

namespace alongside {
namespace {

constexpr std::size_t kRefBytes = 36;

bool is_odd(OpKind kind) { return static_cast<unsigned>(kind) % 2 == 1; }

bool has_value(OpKind kind) { return kind != OpKind::del; }

std::array<std::byte, kRefBytes> ref_bytes(const OpRef& ref) {
  std::array<std::byte, kRefBytes> out{};
  std::copy(ref.batch.bytes.begin(), ref.batch.bytes.end(), out.begin());
  out[32] = static_cast<std::byte>(ref.change >> 8);
  out[33] = static_cast<std::byte>(ref.change & 0xff);
  out[34] = static_cast<std::byte>(ref.op >> 8);
  out[35] = static_cast<std::byte>(ref.op & 0xff);
  return out;
}

std::uint16_t u16be(View two) {
  return static_cast<std::uint16_t>((std::to_integer<unsigned>(two[0]) << 8) |
                                    std::to_integer<unsigned>(two[1]));
}

void write_op(CborWriter& writer, const Op& op) {
  const bool has_kind = op.kind != OpKind::put;
  const bool has_field = op.field != 0;
  writer.map(std::size_t{has_kind} + has_field + !op.value.empty() + op.replaces.has_value());
  if (has_kind) writer.key(0).uint(static_cast<std::uint64_t>(op.kind));
  if (has_field) writer.key(2).uint(op.field);
  if (!op.value.empty()) writer.key(4).raw(op.value);
  if (op.replaces) {
    writer.key(6).array(op.replaces->size());
    for (const OpRef& ref : *op.replaces) writer.bytes(ref_bytes(ref));
  }
}

// The kind of an operation. The reserved text kinds are not known yet: their batch waits.
Result<OpKind> read_op_kind(CborReader& reader) {
  TRY(const std::uint64_t number, reader.uint());
  if (number == 0 || number > 255) {
    return error(ErrorCode::malformed, "An operation has an impossible kind.");
  }
  if (number % 2 == 0 && number > static_cast<std::uint64_t>(OpKind::adopt)) {
    return error(ErrorCode::unknown_version, "An operation is of a kind from a newer program.");
  }
  return static_cast<OpKind>(number);
}

Result<std::vector<OpRef>> read_replaces(CborReader& reader) {
  TRY(const std::size_t count, reader.array());
  if (count > kMaxRefs) return error(ErrorCode::too_large, "An operation replaces too much.");
  std::vector<OpRef> refs;
  refs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const View bytes, reader.bytes());
    if (bytes.size() != kRefBytes) {
      return error(ErrorCode::malformed, "An operation's name has the wrong length.");
    }
    OpRef ref;
    std::copy_n(bytes.begin(), BatchHash::kSize, ref.batch.bytes.begin());
    ref.change = u16be(bytes.subspan(32, 2));
    ref.op = u16be(bytes.subspan(34, 2));
    if (!refs.empty() && !(refs.back() < ref)) {
      return error(ErrorCode::malformed, "Replaced versions are not ascending.");
    }
    refs.push_back(ref);
  }
  return refs;
}

Result<Op> read_op(CborReader& reader) {
  Op op;
  TRY(CborMap map, CborMap::open(reader));
  TRY(const bool has_kind, map.has(0));
  if (has_kind) {
    TRY(op.kind, read_op_kind(reader));
  }
  TRY(const bool has_field, map.has(2));
  if (has_field) {
    TRY(op.field, reader.uint());
    if (op.field == 0 || op.field > kMaxField) {
      return error(ErrorCode::malformed, "An operation has an impossible field.");
    }
  }
  TRY(const bool value_given, map.has(4));
  if (value_given) {
    TRY(const View value, reader.raw());
    op.value = copy_of(value);
  }
  TRY(const bool has_replaces, map.has(6));
  if (has_replaces) {
    TRY(op.replaces, read_replaces(reader));
  }
  TRY_DO(map.finish());
  if (is_odd(op.kind)) return op;
  if (value_given != has_value(op.kind)) {
    return error(ErrorCode::malformed, "An operation's value is missing or too much.");
  }
  if (has_field && (op.kind == OpKind::del || op.kind == OpKind::adopt)) {
    return error(ErrorCode::malformed, "An operation on a whole entry names a field.");
  }
  return op;
}

bool adopts_well(const Change& change, const Op& op) {
  return change.kind == 0 && change.entity.is_zero() && !op.replaces && adopted_by(op).has_value();
}

}  // namespace

std::optional<BatchHash> adopted_by(const Op& op) {
  if (op.kind != OpKind::adopt) return std::nullopt;
  CborReader reader(op.value);
  const auto hash = reader.id<BatchHash>();
  if (!hash || !reader.finish()) return std::nullopt;
  return *hash;
}

Bytes encode_change(const Change& change) {
  MUST(!change.ops.empty() && change.ops.size() <= kMaxOps);
  const bool has_kind = change.kind != 0;
  const bool has_at = change.at != 0;
  CborWriter writer;
  writer.map(std::size_t{2} + has_kind + has_at);
  if (has_kind) writer.key(0).uint(change.kind);
  writer.key(2).bytes(change.entity.view());
  writer.key(4).array(change.ops.size());
  for (const Op& op : change.ops) {
    MUST(op.field <= kMaxField);
    MUST(is_odd(op.kind) || op.value.empty() != has_value(op.kind));
    MUST(!op.replaces || (op.replaces->size() <= kMaxRefs &&
                          std::is_sorted(op.replaces->begin(), op.replaces->end())));
    write_op(writer, op);
  }
  if (has_at) writer.key(6).integer(change.at);
  return std::move(writer).take();
}

Result<Change> decode_change(View bytes) {
  if (bytes.size() > kMaxChangeBytes) return error(ErrorCode::too_large, "A change is too large.");
  Change change;
  CborReader reader(bytes);
  TRY(CborMap map, CborMap::open(reader));
  TRY(const bool has_kind, map.has(0));
  if (has_kind) {
    TRY(change.kind, reader.uint());
    if (change.kind == 0) return error(ErrorCode::malformed, "A default is written out.");
  }
  TRY_DO(map.need(2));
  TRY(change.entity, reader.id<EntityId>());
  TRY_DO(map.need(4));
  TRY(const std::size_t count, reader.array());
  if (count == 0) return error(ErrorCode::malformed, "A change does nothing.");
  if (count > kMaxOps) return error(ErrorCode::too_large, "A change has too many operations.");
  change.ops.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    TRY(Op op, read_op(reader));
    change.ops.push_back(std::move(op));
  }
  TRY(const bool has_at, map.has(6));
  if (has_at) {
    TRY(change.at, reader.integer());
    if (change.at == 0) return error(ErrorCode::malformed, "A default is written out.");
  }
  TRY_DO(map.finish());
  TRY_DO(reader.finish());
  for (const Op& op : change.ops) {
    if (op.kind == OpKind::adopt && !adopts_well(change, op)) {
      return error(ErrorCode::malformed, "An adoption does not name a batch.");
    }
  }
  return change;
}

}  // namespace alongside
