#include "shared/sign/hash.h"

#include <sodium.h>

#include "shared/base/check.h"
#include "shared/base/octets.h"

namespace alongside {
namespace {

using State = crypto_generichash_blake2b_state;

void add(State& state, View part) {
  MUST(crypto_generichash_blake2b_update(&state, octets(part), part.size()) == 0);
}

}  // namespace

Hash tagged_hash(std::string_view tag, std::initializer_list<View> parts) {
  MUST(tag.size() < 256);
  State state;
  MUST(crypto_generichash_blake2b_init(&state, nullptr, 0, Hash::kSize) == 0);
  const auto tag_size = static_cast<std::byte>(tag.size());
  add(state, View(&tag_size, 1));
  add(state, view_of(tag));
  for (const View part : parts) add(state, part);
  Hash hash;
  MUST(crypto_generichash_blake2b_final(&state, octets_to_fill(hash.bytes), Hash::kSize) == 0);
  return hash;
}

SaltPair split_salt(const Salt& salt) {
  const Hash both = tagged_hash("alongside/salt", {salt.view()});
  SaltPair pair;
  const auto middle = both.bytes.begin() + Salt::kSize;
  std::copy(both.bytes.begin(), middle, pair.left.bytes.begin());
  std::copy(middle, both.bytes.end(), pair.right.bytes.begin());
  return pair;
}

}  // namespace alongside
