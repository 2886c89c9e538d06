#include "shared/protocol/messages.h"
#include "shared/sign/hash.h"

namespace alongside {

Address address_of(const Four& four) {
  return hash_as<Address>("alongside/address",
                          {four[0].view(), four[1].view(), four[2].view(), four[3].view()});
}

Hash hash_of(const Capability& capability) {
  return tagged_hash("alongside/cap", {capability.view()});
}

Hash next_head(const Hash& head, const Hash& blob) {
  return tagged_hash("alongside/head", {head.view(), blob.view()});
}

Hash dropped_head(const Capability& drop) { return tagged_hash("alongside/head", {drop.view()}); }

Hash behind_head() {
  Hash head;
  head.bytes.fill(std::byte{0xff});
  return head;
}

Hash hash_of_blob(View blob) { return tagged_hash("alongside/blob", {blob}); }

Hash digest_of(const std::vector<Hash>& heads) {
  Bytes all;
  all.reserve(heads.size() * Hash::kSize);
  for (const Hash& head : heads) append(all, head.view());
  return tagged_hash("alongside/heads", {all});
}

Hash hash_of_follow(const std::vector<Follow>& list) {
  Bytes all;
  all.reserve(list.size() * (Address::kSize + Capability::kSize));
  for (const Follow& one : list) {
    append(all, one.address.view());
    append(all, one.read.view());
  }
  return tagged_hash("alongside/follow", {all});
}

}  // namespace alongside
