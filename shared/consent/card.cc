#include "shared/consent/card.h"

#include <algorithm>

#include "shared/codec/cbor.h"
#include "shared/consent/card_codec.h"
#include "shared/consent/device_consent.h"
#include "shared/consent/envelope.h"

namespace alongside {
namespace {

// Of several records where one holds: the highest turn, then the larger bytes.
struct Turn {
  std::uint64_t turn = 0;
  Bytes bytes;
};

bool takes_over(Turn& holder, std::uint64_t turn, const Bytes& bytes) {
  if (turn < holder.turn || (turn == holder.turn && bytes <= holder.bytes)) return false;
  holder = {turn, bytes};
  return true;
}

}  // namespace

DeviceKeys::DeviceKeys(const Key& seed)
    : sign(derive_key(seed, "alongside/key/sign")), box(derive_key(seed, "alongside/key/box")) {}

void merge_into(CardRecords& into, const CardRecords& more) {
  into.records.insert(into.records.end(), more.records.begin(), more.records.end());
  std::sort(into.records.begin(), into.records.end());
  into.records.erase(std::unique(into.records.begin(), into.records.end()), into.records.end());
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
  Card card;
  card.root = records.root;
  Turn inbox, home, name;
  std::map<std::pair<RootId, std::string>, Turn> roles;
  std::map<std::string, Turn> role_inboxes;
  std::vector<DeviceRecord> certified;
  for (const Bytes& bytes : records.records) {
    TRY(const SignedBytes record, decode_signed(bytes));
    const bool fits = record.signature &&
                      verify(records.root.view(), "alongside/card", record.body, *record.signature);
    if (!fits) return error(ErrorCode::bad_signature, "A card's signature does not fit.");
    TRY(const CardFact fact, decode_fact(records.root, record.body));
    if (const auto* device = std::get_if<DeviceRecord>(&fact)) {
      if (!has_consented(card.root, *device)) {
        return error(ErrorCode::bad_signature, "A device on a card has not agreed to be there.");
      }
      certified.push_back(*device);
    } else if (const auto* removal = std::get_if<RemovedDevice>(&fact)) {
      card.removed.insert(removal->device);
    } else if (const auto* box = std::get_if<Turned<InboxRecord>>(&fact)) {
      if (takes_over(inbox, box->turn, bytes)) card.inbox = box->record;
    } else if (const auto* place = std::get_if<Turned<HomeRecord>>(&fact)) {
      if (takes_over(home, place->turn, bytes)) card.home = place->record;
    } else if (const auto* called = std::get_if<Turned<std::string>>(&fact)) {
      if (takes_over(name, called->turn, bytes)) card.name = called->record;
    } else if (const auto* role = std::get_if<Turned<RoleRecord>>(&fact)) {
      const std::pair<RootId, std::string> who{role->record.holder, role->record.role};
      const RoleState state = role->record.is_ended ? RoleState::ended : RoleState::held;
      if (takes_over(roles[who], role->turn, bytes)) card.roles[who] = state;
    } else if (const auto* place_of = std::get_if<Turned<RoleInbox>>(&fact)) {
      const auto& [its_role, its_inbox] = place_of->record;
      if (takes_over(role_inboxes[its_role], place_of->turn, bytes))
        card.role_inboxes[its_role] = its_inbox;
    }
  }
  for (const DeviceRecord& device : certified) {
    card.certified.emplace(device.device, device);
    if (card.removed.count(device.device) == 0) card.devices.emplace(device.device, device);
  }
  return card;
}

}  // namespace alongside
