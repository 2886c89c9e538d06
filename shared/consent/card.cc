#include "shared/consent/card.h"

#include <algorithm>
#include <tuple>

#include "shared/codec/cbor.h"
#include "shared/consent/card_codec.h"
#include "shared/consent/device_consent.h"
#include "shared/consent/succession.h"

namespace alongside {
namespace {

// Of several records where one holds: what the newest root says, the highest turn, then the larger
// bytes.
class Holding {
 public:
  bool takes_over(const CountedFact& by, std::uint64_t turn) {
    const Rank rank{by.by, turn, *by.record};
    if (highest_ && *highest_ >= rank) return false;
    highest_ = rank;
    return true;
  }

 private:
  using Rank = std::tuple<std::size_t, std::uint64_t, Bytes>;
  std::optional<Rank> highest_;
};

// What the counted facts add up to.
class CardReading {
 public:
  explicit CardReading(Card& card) : card_(card) {}

  void take(const CountedFact& one) {
    std::visit([&](const auto& fact) { put(one, fact); }, one.fact);
  }
  bool has_consent() const { return has_consent_; }

 private:
  void put(const CountedFact&, const DeviceRecord& device) {
    has_consent_ = has_consent_ && has_consented(card_.root, device);
    card_.certified.emplace(device.device, device);
  }
  void put(const CountedFact&, const RemovedDevice& removal) {
    card_.removed.insert(removal.device);
  }
  void put(const CountedFact& one, const Turned<InboxRecord>& box) {
    if (inbox_.takes_over(one, box.turn)) card_.inbox = box.record;
  }
  void put(const CountedFact& one, const Turned<HomeRecord>& place) {
    if (home_.takes_over(one, place.turn)) card_.home = place.record;
  }
  void put(const CountedFact& one, const Turned<std::string>& called) {
    if (name_.takes_over(one, called.turn)) card_.name = called.record;
  }
  void put(const CountedFact& one, const Turned<RoleRecord>& role) {
    const std::pair<RootId, std::string> who{role.record.holder, role.record.role};
    if (!roles_[who].takes_over(one, role.turn)) return;
    card_.roles[who] = role.record.is_ended ? RoleState::ended : RoleState::held;
  }
  void put(const CountedFact& one, const Turned<RoleInbox>& place) {
    const auto& [role, inbox] = place.record;
    if (role_inboxes_[role].takes_over(one, place.turn)) card_.role_inboxes[role] = inbox;
  }
  void put(const CountedFact&, const ErasedSpace& gone) { card_.erased.insert(gone.space); }
  void put(const CountedFact&, const Successor&) {}
  void put(const CountedFact&, const UnknownFact&) {}

  Card& card_;
  bool has_consent_ = true;
  Holding inbox_, home_, name_;
  std::map<std::pair<RootId, std::string>, Holding> roles_;
  std::map<std::string, Holding> role_inboxes_;
};

}  // namespace

DeviceKeys::DeviceKeys(const Key& seed)
    : sign(derive_key(seed, "alongside/key/sign")), box(derive_key(seed, "alongside/key/box")) {}

void merge_into(CardRecords& into, const CardRecords& more) {
  into.records.insert(into.records.end(), more.records.begin(), more.records.end());
  std::sort(into.records.begin(), into.records.end());
  into.records.erase(std::unique(into.records.begin(), into.records.end()), into.records.end());
}

bool speaks_no_more(const Card& card, const DeviceId& device) {
  return card.removed.contains(device) || (card.signer != card.root && !card.speaks(device));
}

Bytes encode_card(const CardRecords& records) {
  CborWriter out;
  out.map(2).key(0).bytes(records.root.view()).key(2).array(records.records.size());
  for (const Bytes& record : records.records) out.bytes(record);
  return std::move(out).take();
}

Result<CardRecords> decode_card(View bytes) {
  if (bytes.size() > kMaxCardBytes) return error(ErrorCode::too_large, "A card is too large.");
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  CardRecords card;
  TRY_DO(map.need(0));
  TRY(card.root, in.id<RootId>());
  TRY_DO(map.need(2));
  TRY(const std::size_t count, in.array());
  if (count > kMaxCardRecords) return error(ErrorCode::too_large, "A card has too many records.");
  for (std::size_t i = 0; i < count; ++i) {
    TRY(const View record, in.bytes());
    card.records.push_back(copy_of(record));
    if (i > 0 && card.records[i - 1] >= card.records[i]) {
      return error(ErrorCode::malformed, "A card's records are out of order.");
    }
  }
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return card;
}

Result<Card> read_card(const CardRecords& records) {
  TRY(const CountedFacts counted, counted_facts(records));
  Card card;
  card.root = records.root;
  card.signer = counted.signer;
  CardReading reading(card);
  for (const CountedFact& one : counted.facts) reading.take(one);
  if (!reading.has_consent()) {
    return error(ErrorCode::bad_signature, "A device on a card has not agreed to be there.");
  }
  for (const auto& [device, record] : card.certified) {
    if (!card.removed.contains(device)) card.devices.emplace(device, record);
  }
  return card;
}

}  // namespace alongside
