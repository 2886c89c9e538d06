#include "shared/consent/succession.h"

#include <algorithm>

#include "shared/base/plant.h"
#include "shared/consent/envelope.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::string_view kSuccessorTag = "alongside/successor";

Hash record_hash(View record) { return tagged_hash("alongside/card-record", {record}); }

// What the new root signs: the name, the root before it, and what counts of what that one said.
Bytes consent_bytes(const RootId& name, const RootId& before, const Successor& successor) {
  Bytes bytes = copy_of(name.view());
  append(bytes, before.view());
  for (const Hash& hash : successor.counted) append(bytes, hash.view());
  return bytes;
}

struct Unread {
  const Bytes* record = nullptr;
  SignedBytes bytes;
};

Result<std::vector<Unread>> open_all(const CardRecords& records) {
  std::vector<Unread> all;
  for (const Bytes& record : records.records) {
    TRY(SignedBytes bytes, decode_signed(record));
    if (!bytes.signature) {
      return error(ErrorCode::bad_signature, "A card's signature does not fit.");
    }
    all.push_back({&record, std::move(bytes)});
  }
  return all;
}

// Takes those that `signer` has signed out of `unread`.
Result<std::vector<CountedFact>> said_by(const RootId& name, const RootId& signer, std::size_t by,
                                         std::vector<Unread>& unread) {
  std::vector<CountedFact> said;
  std::vector<Unread> others;
  for (Unread& one : unread) {
    if (!verify(signer.view(), "alongside/card", one.bytes.body, *one.bytes.signature)) {
      others.push_back(std::move(one));
      continue;
    }
    TRY(CardFact fact, decode_fact(name, one.bytes.body));
    said.push_back({one.record, by, std::move(fact)});
  }
  unread = std::move(others);
  return said;
}

// The root that follows, as the one before says. Errors: bad_signature (it has not agreed),
// refused.
Result<std::optional<Successor>> successor_in(const RootId& name, const RootId& signer,
                                              const std::vector<CountedFact>& said) {
  std::optional<Successor> found;
  for (const CountedFact& one : said) {
    const auto* successor = std::get_if<Successor>(&one.fact);
    if (successor == nullptr) continue;
    const Bytes agreed = consent_bytes(name, signer, *successor);
    if (!verify(successor->root.view(), kSuccessorTag, agreed, successor->consent)) {
      return error(ErrorCode::bad_signature, "A root on a card has not agreed to follow.");
    }
    if (found && !PLANT(two_roots_may_follow_one)) {
      return error(ErrorCode::refused, "Two roots say that they follow the same one.");
    }
    found = *successor;
  }
  return found;
}

}  // namespace

Bytes sign_successor(const IdentityKey& before, const SigningKey& next, const CardRecords& known) {
  Successor successor;
  successor.root = next.as<RootId>();
  for (const Bytes& record : known.records) successor.counted.insert(record_hash(record));
  successor.consent =
      next.sign(kSuccessorTag, consent_bytes(before.name(), before.key().as<RootId>(), successor));
  return sign_successor_record(before, successor);
}

Result<CountedFacts> counted_facts(const CardRecords& records) {
  TRY(std::vector<Unread> unread, open_all(records));
  CountedFacts counted;
  counted.signer = records.root;
  for (std::size_t by = 0;; ++by) {
    TRY(auto said, said_by(records.root, counted.signer, by, unread));
    TRY(const auto successor, successor_in(records.root, counted.signer, said));
    for (CountedFact& one : said) {
      const bool counts = !successor || std::holds_alternative<Successor>(one.fact) ||
                          successor->counted.contains(record_hash(*one.record)) ||
                          PLANT(a_root_that_was_followed_goes_on);
      if (counts) counted.facts.push_back(std::move(one));
    }
    if (!successor) break;
    if (by + 1 == kMaxRoots) {
      return error(ErrorCode::too_large, "A card with more roots than there can be.");
    }
    counted.signer = successor->root;
  }
  if (!unread.empty()) {
    return error(ErrorCode::bad_signature, "A card's signature does not fit.");
  }
  return counted;
}

CardRecords counted_records(const CardRecords& records, const CountedFacts& counted) {
  CardRecords left{records.root, {}};
  for (const CountedFact& one : counted.facts) left.records.push_back(*one.record);
  std::sort(left.records.begin(), left.records.end());
  return left;
}

}  // namespace alongside
