#include <limits>

#include "shared/merge/entity.h"

// The local form of an entry, written again at each edit and read by this device only: a format
// byte, then numbers as LEB128 (seven bits a byte, least first) and byte strings after their
// length. Signed numbers are zigzag numbers. Lists come after their length.

namespace alongside {
namespace {

constexpr std::byte kFormat{2};
constexpr std::byte kUnorderedFormat{1};  // of earlier versions: versions in any order
constexpr std::uint64_t kOwnerRemoved = 1;
constexpr std::uint64_t kTouchedByRemoval = 2;

class Writer {
 public:
  void number(std::uint64_t value) {
    for (; value >= 128; value >>= 7) out_.push_back(static_cast<std::byte>(value | 128));
    out_.push_back(static_cast<std::byte>(value));
  }
  void signed_number(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    number(value < 0 ? ~(bits << 1) : bits << 1);
  }
  void signed_numbers(const std::vector<std::int64_t>& values) {
    number(values.size());
    for (const std::int64_t value : values) signed_number(value);
  }
  void raw(View bytes) { append(out_, bytes); }
  Bytes take() && { return std::move(out_); }

 private:
  Bytes out_;
};

Error malformed() { return error(ErrorCode::malformed, "A stored entry cannot be read."); }

class Reader {
 public:
  explicit Reader(View bytes) : left_(bytes) {}

  Result<std::uint64_t> number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left_.empty()) return malformed();
      const auto next = std::to_integer<std::uint64_t>(left_[0]);
      left_ = left_.subspan(1);
      if (shift == 63 && next > 1) return malformed();
      value |= (next & 127) << shift;
      if (next >= 128) continue;
      if (next == 0 && shift > 0) return malformed();
      return value;
    }
    return malformed();
  }
  Result<std::int64_t> signed_number() {
    TRY(const std::uint64_t bits, number());
    return static_cast<std::int64_t>((bits & 1) == 1 ? ~(bits >> 1) : bits >> 1);
  }
  // A length of things of at least one byte each.
  Result<std::size_t> count() {
    TRY(const std::uint64_t size, number());
    if (size > left_.size()) return malformed();
    return static_cast<std::size_t>(size);
  }
  Result<std::uint16_t> short_number() {
    TRY(const std::uint64_t value, number());
    if (value > std::numeric_limits<std::uint16_t>::max()) return malformed();
    return static_cast<std::uint16_t>(value);
  }
  Result<View> raw(std::size_t size) {
    if (size > left_.size()) return malformed();
    const View found = left_.first(size);
    left_ = left_.subspan(size);
    return found;
  }
  Result<std::vector<std::int64_t>> ascending() {
    TRY(const std::size_t size, count());
    std::vector<std::int64_t> values;
    values.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      TRY(const std::int64_t value, signed_number());
      if (!values.empty() && values.back() >= value) return malformed();
      values.push_back(value);
    }
    return values;
  }
  bool is_at_end() const { return left_.empty(); }

 private:
  View left_;
};

void write_version(Writer& out, const Version& version) {
  out.number(static_cast<std::uint64_t>(version.kind));
  out.signed_number(version.origin.batch);
  out.number(version.origin.change);
  out.number(version.origin.op);
  out.signed_number(version.author);
  out.signed_number(version.at);
  out.number(version.value.size());
  out.raw(version.value);
}

Result<Version> read_version(Reader& in) {
  Version version;
  TRY(const std::uint64_t kind, in.number());
  version.kind = static_cast<OpKind>(kind);
  const bool is_known =
      kind <= 255 &&
      (version.kind == OpKind::put || version.kind == OpKind::add || version.kind == OpKind::entry);
  if (!is_known) return malformed();
  TRY(version.origin.batch, in.signed_number());
  TRY(version.origin.change, in.short_number());
  TRY(version.origin.op, in.short_number());
  TRY(version.author, in.signed_number());
  TRY(version.at, in.signed_number());
  TRY(const std::size_t size, in.count());
  TRY(const View value, in.raw(size));
  version.value = copy_of(value);
  return version;
}

Result<Versions> read_versions(Reader& in, bool in_order) {
  TRY(const std::size_t count, in.count());
  if (count == 0) return malformed();
  Versions versions;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(Version version, read_version(in));
    if (in_order && i > 0 && !ByTarget()(*versions.rbegin(), version)) return malformed();
    versions.insert(std::move(version));
  }
  return versions;
}

Result<bool> read_fields(Reader& in, EntityState& state, bool in_order) {
  TRY(const std::size_t count, in.count());
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const std::uint64_t field, in.number());
    if (!state.fields.empty() && state.fields.rbegin()->first >= field) return malformed();
    TRY(Versions versions, read_versions(in, in_order));
    state.fields.emplace_hint(state.fields.end(), field, std::move(versions));
  }
  return true;
}

}  // namespace

Bytes encode_entity(const EntityState& state) {
  Writer out;
  out.raw(View(&kFormat, 1));
  out.number(state.kind);
  out.raw(state.id.view());
  out.number((state.owner_removed ? kOwnerRemoved : 0) |
             (state.touched_by_removal ? kTouchedByRemoval : 0));
  out.signed_numbers(state.authors);
  out.signed_numbers(state.removers);
  out.number(state.fields.size());
  for (const auto& [field, versions] : state.fields) {
    out.number(field);
    out.number(versions.size());
    for (const Version& version : versions) write_version(out, version);
  }
  return std::move(out).take();
}

Result<EntityState> decode_entity(View bytes) {
  Reader in(bytes);
  EntityState state;
  TRY(const View format, in.raw(1));
  if (format[0] != kFormat && format[0] != kUnorderedFormat) return malformed();
  TRY(state.kind, in.number());
  TRY(const View id, in.raw(EntityId::kSize));
  TRY(state.id, EntityId::from(id));
  TRY(const std::uint64_t flags, in.number());
  if (flags > (kOwnerRemoved | kTouchedByRemoval)) return malformed();
  state.owner_removed = (flags & kOwnerRemoved) != 0;
  state.touched_by_removal = (flags & kTouchedByRemoval) != 0;
  TRY(state.authors, in.ascending());
  TRY(state.removers, in.ascending());
  TRY_DO(read_fields(in, state, format[0] == kFormat));
  if (!in.is_at_end()) return malformed();
  return state;
}

}  // namespace alongside
