#include "shared/protocol/list_codec.h"

#include "shared/protocol/limits.h"

namespace alongside {

Result<std::size_t> open_list(CborReader& in, std::size_t limit) {
  TRY(const std::size_t count, in.array());
  if (count == 0) return error(ErrorCode::malformed, "An empty list is left out.");
  if (count > limit) return error(ErrorCode::too_large, "A list is too long.");
  return count;
}

Result<bool> open_parts(CborReader& in, std::size_t parts) {
  TRY(const std::size_t count, in.array());
  if (count != parts) return error(ErrorCode::malformed, "A record has the wrong number of parts.");
  return true;
}

void write_follow(CborWriter& out, const std::vector<Follow>& list) {
  out.array(list.size());
  for (const Follow& one : list) {
    Bytes both = copy_of(one.address.view());
    append(both, one.read.view());
    out.bytes(both);
  }
}

Result<std::vector<Follow>> read_follow(CborReader& in) {
  TRY(const std::size_t count, open_list(in, kMaxFollowed));
  std::vector<Follow> list;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const View both, in.bytes());
    if (both.size() != Address::kSize + Capability::kSize) {
      return error(ErrorCode::malformed, "A followed stream is an address and a capability.");
    }
    TRY(const Address address, Address::from(both.first(Address::kSize)));
    TRY(const Capability read, Capability::from(both.subspan(Address::kSize)));
    list.push_back({address, read});
  }
  return list;
}

void write_numbers(CborWriter& out, const std::vector<std::uint64_t>& numbers) {
  out.array(numbers.size());
  for (const std::uint64_t number : numbers) out.uint(number);
}

Result<std::vector<std::uint64_t>> read_numbers(CborReader& in, std::size_t limit) {
  TRY(const std::size_t count, open_list(in, limit));
  std::vector<std::uint64_t> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const std::uint64_t number, in.uint());
    numbers.push_back(number);
  }
  return numbers;
}

void write_four(CborWriter& out, const Four& four) {
  out.array(four.size());
  for (const Hash& hash : four) out.bytes(hash.view());
}

Result<Four> read_four(CborReader& in) {
  Four four;
  TRY_DO(open_parts(in, four.size()));
  for (Hash& hash : four) {
    TRY(hash, in.id<Hash>());
  }
  return four;
}

Result<bool> read_true(CborReader& in) {
  TRY(const bool value, in.boolean());
  if (!value) return error(ErrorCode::malformed, "A default is left out.");
  return true;
}

Result<TimeMs> read_time(CborReader& in) { return in.integer(); }

}  // namespace alongside
