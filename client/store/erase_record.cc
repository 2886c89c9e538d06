#include "client/store/erase_record.h"

#include <algorithm>
#include <array>
#include <map>

#include "client/store/epochs.h"
#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/late.h"
#include "client/store/receive.h"
#include "client/store/shares.h"
#include "client/store/standing.h"
#include "client/store/status.h"
#include "client/store/streams.h"
#include "client/store/wipe_record.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/own_inbox.h"

namespace alongside {
namespace {

// Higher than the turn of any inbox that the card may get meanwhile.
constexpr std::uint64_t kLastTurn = 2 * kMaxCardRecords;

struct Intent {
  SpaceRow space;
  RootId owner;
  CardRecords records;
  std::optional<OwnInbox> inbox;
  TimeMs asked = 0;
  std::optional<TimeMs> due;
};

std::vector<Intent> intents(Vault& vault) {
  std::vector<Intent> list;
  auto& rows = vault.db().statement(
      "SELECT space.id, space.space, space.owner, author.root, records, inbox, asked_ms, due_ms "
      "FROM to_erase JOIN space ON space.id = to_erase.space JOIN author ON author.id = "
      "space.owner ORDER BY asked_ms, space.id");
  while (rows.step()) {
    Intent intent;
    intent.space.id = rows.integer(0);
    intent.space.space = rows.id<SpaceId>(1);
    intent.space.owner = rows.integer(2);
    intent.owner = rows.id<RootId>(3);
    auto records = decode_card(rows.blob(4));
    MUST(records);
    intent.records = std::move(*records);
    if (!rows.is_null(5)) {
      auto inbox = decode_own_inbox(rows.blob(5));
      MUST(inbox);
      intent.inbox = *inbox;
    }
    intent.asked = rows.integer(6);
    if (!rows.is_null(7)) intent.due = rows.integer(7);
    list.push_back(std::move(intent));
  }
  return list;
}

// By signed time where a server is known; else this device's clock is all there is.
std::optional<TimeMs> end_of_wait(Vault& vault, const Intent& intent) {
  if (home(vault) && !PLANT(device_clock_ends_the_wait)) return intent.due;
  return intent.asked + kEraseWaitMs;
}

bool is_over(Vault& vault, const Intent& intent) {
  if (PLANT(the_wait_is_skipped)) return true;
  const bool by_server = home(vault) && !PLANT(device_clock_ends_the_wait);
  const TimeMs now = by_server ? signed_time(vault.db()) : vault.now_ms();
  const auto end = end_of_wait(vault, intent);
  return end && now >= *end;
}

void forget_intent(Vault& vault, std::int64_t space) {
  vault.db().statement("DELETE FROM to_erase WHERE space = ?1").bind(1, space).run();
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(vault.db(), kFactToClear, yes);  // a signed record is not left lying about
  vault.touch();
}

// Not where a root follows the one that signed it, nor where the record was let go of.
bool still_counts(Vault& vault, const Intent& intent) {
  const auto known = known_records(vault, intent.owner);
  if (!known || !is_kept_here(vault.db(), intent.space.owner)) return false;
  CardRecords all = *known;
  merge_into(all, intent.records);
  const auto card = read_card(all);
  return card && card->erased.contains(intent.space.space);
}

bool was_removed(Vault& vault, const RootId& owner) {
  for (const RootId& root : {owner, vault.me()}) {
    const auto card = known_card(vault, root);
    if (card && card->removed.contains(vault.device().id())) return true;
  }
  return false;
}

// Whoever may still have it: those with a running share, those who have not confirmed an earlier
// stop, the owner's other devices.
std::map<DeviceId, RootId> devices_with_it(Vault& vault, const Intent& intent) {
  std::map<DeviceId, RootId> devices;
  const auto add_all = [&](const RootId& root) {
    const auto card = known_card(vault, root);
    if (!card) return;
    for (const auto& [device, record] : card->devices) devices.emplace(device, root);
  };
  add_all(intent.owner);
  for (const ShownShare& share : shares(vault, intent.space.space)) {
    if (!share.given) continue;
    if (share.state != ShareState::stopped) add_all(share.contact);
    for (const DeviceId& device : share.unconfirmed) devices.emplace(device, share.contact);
  }
  devices.erase(vault.device().id());
  return devices;
}

// All that was ever shared, by whom it was shared with.
using Told = std::map<RootId, std::vector<StopNotice>>;

Told notices_for_all(Vault& vault, const Intent& intent) {
  std::map<RootId, std::map<std::uint64_t, StopNotice>> by_section;
  for (const SectionRow& section : sections_of(vault.db(), intent.space.id)) {
    for (const SignedEpoch& epoch : epochs_of(vault, section.id)) {
      for (const Share& share : epoch.record.shares) {
        StopNotice& notice = by_section[share.grantee][section.number];
        notice.space = section.space;
        notice.section = section.number;
        notice.stopped.insert(share.admission);
        notice.gone.insert(share.admission);
      }
    }
  }
  Told told;
  for (auto& [root, sections] : by_section) {
    for (auto& [number, notice] : sections) told[root].push_back(std::move(notice));
  }
  return told;
}

// The card first: it says more than the notices, which older apps understand, too.
void tell_everybody(Vault& vault, const RootId& owner, const Told& told) {
  if (PLANT(erasures_of_records_are_not_told)) return;
  const auto card = known_records(vault, owner);
  MUST(card);
  for (const auto& [root, notices] : told) {
    const auto sent = send_message(vault, {root, owner, MessageKind::card, encode_card(*card)});
    if (!sent) continue;  // there is no card of theirs here any more
    for (const StopNotice& notice : notices) {
      MUST(send_message(vault, {root, owner, MessageKind::stop_notice, encode_notice(notice)}));
    }
  }
}

// Where the owner's other devices look.
void put_on_card_stream(Vault& vault, std::int64_t author, const RootId& owner) {
  auto& query =
      vault.db().statement("SELECT card_stream FROM identity WHERE author = ?1").bind(1, author);
  const auto row = first_row(query, [](Statement& at) { return at.integer(0); });
  const auto records = known_records(vault, owner);
  MUST(row && records);
  if (PLANT(own_devices_do_not_hear_of_an_erasure)) return;
  const auto stream = stream_row(vault.db(), *row);
  MUST(stream);
  const Bytes control = encode_control(ControlType::card, encode_card(*records));
  seal_into(vault, *stream, {static_cast<std::uint8_t>(PayloadKind::control), control},
            control_name(control).view());
}

// Who has wiped it says so here.
void keep_inbox(Vault& vault, std::int64_t author, const OwnInbox& inbox) {
  StreamRow stream = own_stream(inbox.stream, StreamPurpose::my_inbox);
  stream.author = author;
  vault.db()
      .statement("INSERT OR IGNORE INTO earlier_inbox (stream, author, seed) VALUES (?1, ?2, ?3)")
      .bind(1, put_stream(vault.db(), stream))
      .bind(2, author)
      .bind(3, inbox.box_seed.view())
      .run();
}

void write_down(Vault& vault, const Intent& intent, const std::map<DeviceId, RootId>& devices) {
  vault.db()
      .statement("UPDATE erased_record SET asked_here = 1, to_say = 0 WHERE space = ?1")
      .bind(1, intent.space.space)
      .run();
  for (const auto& [device, root] : devices) {
    vault.db()
        .statement("INSERT OR IGNORE INTO unconfirmed (space, device, author) VALUES (?1, ?2, ?3)")
        .bind(1, intent.space.space)
        .bind(2, device)
        .bind(3, author_number(vault.db(), root))
        .run();
  }
}

void carry_out(Vault& vault, const Intent& intent) {
  const auto devices = devices_with_it(vault, intent);
  const Told told = notices_for_all(vault, intent);
  if (!learn_card(vault, intent.records)) {
    report(vault, "a record that could not be erased: a card is full", intent.space.space.view());
    return;
  }
  write_down(vault, intent, devices);
  tell_everybody(vault, intent.owner, told);
  put_on_card_stream(vault, intent.space.owner, intent.owner);
  wipe_erased(vault);
  if (intent.inbox) keep_inbox(vault, intent.space.owner, *intent.inbox);
}

// What the root says of it.
struct Signed {
  CardRecords records;
  std::optional<OwnInbox> inbox;
};

Signed sign_all(Vault& vault, const RootId& owner, const SpaceId& space, const IdentityKey& root) {
  Signed said{{owner, {sign_erased(root, space)}}, {}};
  if (owner != vault.me()) {
    said.inbox = OwnInbox{Key::random(vault.random()), StreamSecrets::random(vault.random())};
    said.records.records.push_back(sign_inbox(root, kLastTurn, inbox_record(*said.inbox)));
    std::sort(said.records.records.begin(), said.records.records.end());
  }
  return said;
}

Result<SpaceRow> may_ask(Vault& vault, const SpaceId& space) {
  const auto row = find_space(vault.db(), space);
  if (!row) return error(ErrorCode::not_found, "There is no such record here.");
  if (is_erased(vault.db(), space)) return erased_for_good();
  if (!row->is_person || !is_kept_here(vault.db(), row->owner)) {
    return error(ErrorCode::refused,
                 "Only the person, or the coach who keeps the record for them, can erase it.");
  }
  const RootId owner = root_of_author(vault.db(), row->owner);
  if (was_removed(vault, owner)) {
    return error(ErrorCode::refused, "This device was removed itself; it can erase nothing.");
  }
  for (const Intent& intent : intents(vault)) {
    if (intent.space.id == row->id) {
      return error(ErrorCode::refused, "This record is to be erased already.");
    }
  }
  const auto card = known_records(vault, owner);
  MUST(card);
  constexpr std::size_t kRoom = 16;  // for what else comes onto it during the wait
  if (card->records.size() + kRoom > kMaxCardRecords) {
    return error(ErrorCode::too_large, "The person's card is full; nothing was begun.");
  }
  return *row;
}

}  // namespace

std::vector<RecordToErase> records_to_erase(Vault& vault) {
  std::vector<RecordToErase> list;
  for (const Intent& intent : intents(vault)) {
    list.push_back({intent.space.space, intent.asked, end_of_wait(vault, intent)});
  }
  return list;
}

Result<RecordToErase> ask_to_erase(Vault& vault, const SpaceId& space, const Key& roots_key) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  TRY(const SpaceRow row, may_ask(vault, space));
  const RootId owner = root_of_author(vault.db(), row.owner);
  TRY(const IdentityKey root, open_root(vault, owner, roots_key));
  const Signed said = sign_all(vault, owner, space, root);
  vault.db()
      .statement("INSERT INTO to_erase (space, records, inbox, asked_ms) VALUES (?1, ?2, ?3, ?4)")
      .bind(1, row.id)
      .bind(2, encode_card(said.records))
      .bind(3, said.inbox ? std::optional(encode_own_inbox(*said.inbox)) : std::nullopt)
      .bind(4, vault.now_ms())
      .run();
  vault.touch();
  const auto all = records_to_erase(vault);
  const auto asked = std::find_if(all.begin(), all.end(),
                                  [&](const RecordToErase& one) { return one.space == space; });
  MUST(asked != all.end());
  transaction.commit();
  return *asked;
}

Result<bool> call_off_erasing(Vault& vault, const SpaceId& space) {
  Transaction transaction(vault.db());
  const std::vector<Intent> all = intents(vault);
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Intent& intent) { return intent.space.space == space; });
  if (found == all.end()) {
    return error(ErrorCode::not_found,
                 "On this device nobody has asked for that record to be erased.");
  }
  forget_intent(vault, found->space.id);
  transaction.commit();
  finish_leaving(vault);
  return true;
}

void begin_waits(Vault& vault, TimeMs signed_time) {
  auto& query = vault.db().statement("SELECT 1 FROM to_erase WHERE due_ms IS NULL LIMIT 1");
  if (!first_row(query, [](Statement&) { return true; })) return;
  vault.db()
      .statement("UPDATE to_erase SET due_ms = ?1 WHERE due_ms IS NULL")
      .bind(1, signed_time + kEraseWaitMs)
      .run();
  vault.touch();
}

void erase_what_is_due(Vault& vault) {
  for (const Intent& intent : intents(vault)) {
    if (was_removed(vault, intent.owner) || !still_counts(vault, intent)) {
      forget_intent(vault, intent.space.id);
    } else if (is_over(vault, intent)) {
      carry_out(vault, intent);
    }
  }
}

void go_on_erasing(Vault& vault) {
  auto& query = vault.db().statement(
      "SELECT 1 FROM to_erase UNION ALL SELECT 1 FROM erased_record WHERE wiped = 0 LIMIT 1");
  if (first_row(query, [](Statement&) { return true; })) {
    Transaction transaction(vault.db());
    vault.cards().clear();
    erase_what_is_due(vault);
    wipe_erased(vault);
    transaction.commit();
  }
  finish_leaving(vault);
}

}  // namespace alongside
