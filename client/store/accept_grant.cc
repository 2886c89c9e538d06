#include <algorithm>
#include <array>

#include "client/store/epochs.h"
#include "client/store/erased_records.h"
#include "client/store/facts.h"
#include "client/store/history_streams.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/log.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// Whether something of theirs is read here: they were vouched for then, and their root has signed
// for every device since.
bool has_shared_before(Vault& vault, const RootId& owner) {
  auto& query = vault.db()
                    .statement(
                        "SELECT 1 FROM share JOIN section ON section.id = share.section JOIN space "
                        "ON space.id = section.space JOIN author ON author.id = space.owner WHERE "
                        "share.given = 0 AND author.root = ?1 LIMIT 1")
                    .bind(1, owner);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

// Whether somebody known in person stands behind the sending device: the owner; the coach whose
// device it is, who holds the record for them; or, behind the owner's own device, a coach who held
// it: from that coach's hands the root came that signs for the device.
bool is_vouched_for(Vault& vault, const Card& owner, const DeviceId& device) {
  const auto record = owner.devices.find(device);
  if (record == owner.devices.end()) return false;
  if (is_contact(vault, owner.root) || has_shared_before(vault, owner.root)) return true;
  const auto is_known_holders = [&](const auto& known) {
    const auto holder = known.second.holder;
    return holder && is_contact(vault, *holder) && speaks_for(vault, *holder, known.first);
  };
  if (record->second.holder && !PLANT(any_device_of_a_holder_vouches)) {
    return is_known_holders(*record);
  }
  return std::any_of(owner.certified.begin(), owner.certified.end(), is_known_holders);
}

// Everything inside a grant belongs together (docs/spec/consent.md).
Result<bool> check_inside(const Grant& grant, const Card& owner) {
  const SignedEpoch* admitting = nullptr;
  for (const SignedEpoch& epoch : grant.epochs) {
    const EpochRecord& record = epoch.record;
    const bool signed_by_owner = !record.signer || owner.certified.count(*record.signer) != 0;
    if (record.space != grant.space || record.section != grant.section || !signed_by_owner) {
      return error(ErrorCode::malformed, "A share does not check out; it was put aside.");
    }
    if (epoch.id == grant.epoch) admitting = &epoch;
  }
  const auto names_me = [&](const Member& member) {
    return member.root == grant.grantee && member.admissions.count(grant.admission) != 0 &&
           (!grant.write || member.writers.count(grant.admission) != 0);
  };
  if (admitting == nullptr ||
      !std::any_of(admitting->record.members.begin(), admitting->record.members.end(), names_me)) {
    return error(ErrorCode::malformed, "A share does not check out; it was put aside.");
  }
  for (const GrantedStream& stream : grant.streams) {
    const bool key_fits = cap_hash(read_cap_of(stream.epoch_key)) == stream.four.read;
    const bool append_fits = !stream.append || cap_hash(*stream.append) == stream.four.append;
    if (!key_fits || !append_fits) {
      return error(ErrorCode::malformed, "A share does not check out; it was put aside.");
    }
  }
  return true;
}

Error two_roots() {
  return error(ErrorCode::refused,
               "A share waits: two say that they took that record over. Take in the person's card "
               "from their own hand.");
}

// What the sender shows of the owner's card, and what is known of it here: a removal counts whoever
// leaves it out.
Result<Card> card_with_what_is_known(Vault& vault, const CardRecords& shown) {
  TRY_DO(read_card(shown));
  const auto known = known_records(vault, shown.root);
  if (!known) return read_card(shown);
  if (is_contested(vault, shown.root)) return two_roots();
  CardRecords all = shown;
  merge_into(all, *known);
  auto card = read_card(all);
  if (card || card.error().code != ErrorCode::refused) return card;
  learn_card(vault, shown);  // writes down that there are two
  return two_roots();
}

SpaceRow space_of(Vault& vault, const Grant& grant) {
  if (const auto known = find_space(vault.db(), grant.space)) return *known;
  SpaceRow row;
  row.space = grant.space;
  row.owner = author_number(vault.db(), grant.owner.root);
  const SectionSpec* spec = find_section(grant.section);
  row.is_person = spec == nullptr || spec->space == SpaceOf::person;
  row.made_ms = vault.now_ms();
  return add_space(vault.db(), row);
}

// Whether the owner has ended this share already: its stop was here first.
bool has_ended(Vault& vault, const Grant& grant) {
  auto& rows = vault.db()
                   .statement(
                       "SELECT notice.record FROM notice JOIN author ON author.id = notice.sender "
                       "WHERE notice.space = ?1 AND notice.number = ?2 AND author.root = ?3")
                   .bind(1, grant.space)
                   .bind(2, grant.section)
                   .bind(3, grant.owner.root);
  bool is_over = false;
  while (rows.step()) {
    const auto notice = decode_notice(rows.blob(0));
    MUST(notice);
    is_over = is_over || notice->stopped.contains(grant.admission);
  }
  return is_over;
}

// Whether a stream is not its EPOCH's own, but one beside it.
bool is_beside(Vault& vault, const Grant& grant, const GrantedStream& granted) {
  const Address address = address_of(granted.four);
  const auto names_it = [&](const SignedEpoch& epoch) { return epoch.record.stream == address; };
  if (std::any_of(grant.epochs.begin(), grant.epochs.end(), names_it)) return false;
  const auto section = find_section(vault.db(), grant.space, grant.section);
  const auto known = section ? epochs_of(vault, section->id) : std::vector<SignedEpoch>();
  return std::none_of(known.begin(), known.end(), names_it);
}

// A share that ended before it came leaves no key behind, not even in the message that brought it.
void forget_keys_of(Vault& vault, const Message& grant) {
  forget_messages(vault, [&](const Message& held) {
    return held.kind == grant.kind && held.content == grant.content;
  });
  const std::array<std::byte, 1> yes{std::byte{1}};
  set_fact(vault.db(), kFactToClear, yes);
}

// Says to the owner that the share has arrived: once for each device.
void confirm(Vault& vault, const Grant& grant) {
  SectionWord word;
  word.space = grant.space;
  word.section = grant.section;
  word.admissions = {grant.admission};
  say(vault, {grant.owner.root, grant.grantee, MessageKind::got}, word);
}

void keep_streams_and_epochs(Vault& vault, const SectionRow& section, const Grant& grant) {
  for (const GrantedStream& granted : grant.streams) {
    StreamRow stream;
    stream.four = granted.four;
    stream.address = address_of(granted.four);
    stream.section = section.id;
    stream.epoch_key = granted.epoch_key;
    stream.append_cap = granted.append;
    const std::int64_t row = put_stream(vault.db(), stream);
    if (is_beside(vault, grant, granted)) {
      keep_history_stream(vault.db(), section.id, row, granted.epoch);
    }
  }
  EpochMap known = section_epochs(vault, section.id).records;
  for (const SignedEpoch& epoch : grant.epochs) {
    if (follows(known, epoch.record)) {
      keep_epoch(vault, section, epoch);
      known.emplace(epoch.id, epoch.record);
    } else {
      report(vault, "an EPOCH that does not follow from earlier ones", epoch.id.view());
    }
  }
}

}  // namespace

ActedOn accept_grant(Vault& vault, const Message& message, View signed_bytes) {
  TRY(const Grant grant, decode_grant(message.content));
  TRY(const Card owner, card_with_what_is_known(vault, grant.owner));
  if (grant.grantee != message.recipient || owner.root != message.sender) {
    return error(ErrorCode::malformed, "A share is not for this inbox; it was put aside.");
  }
  // Whoever sent it: one that was removed since will never be vouched for.
  if (has_ended(vault, grant)) {
    report(vault, "a share that had ended before it came", message_id(signed_bytes).view());
    forget_keys_of(vault, message);
    return 0;
  }
  if (!is_vouched_for(vault, owner, message.sender_device)) {
    return error(ErrorCode::refused,
                 "A share waits: take in the card of the one who sent it, then sync.");
  }
  TRY_DO(check_inside(grant, owner));
  if (grant.grantee != vault.me()) {
    return error(ErrorCode::refused, "A share waits until the person takes their own record.");
  }
  if (grant.space != space_of_section(owner.root, grant.section)) {
    return error(ErrorCode::malformed,
                 "A share names a record of somebody else; it was put aside.");
  }
  const SpaceRow space = space_of(vault, grant);
  learn_card(vault, grant.owner);
  if (is_erased(vault.db(), grant.space)) {  // as the card in it says, or one before
    forget_keys_of(vault, message);
    return 0;
  }
  const auto known = find_section(vault.db(), grant.space, grant.section);
  if (known && known->is_owner()) {
    return error(ErrorCode::refused, "A share waits: this device keeps that record itself.");
  }
  if (known) close_open_batch(vault, known->id);
  const SectionRow section =
      known ? *known
            : put_section(vault.db(), space.id, grant.section, grant.admission, grant.write);
  keep_streams_and_epochs(vault, section, grant);
  vault.db()
      .statement(
          "INSERT OR IGNORE INTO share (admission, section, grantee, given, message) "
          "VALUES (?1, ?2, ?3, 0, ?4)")
      .bind(1, grant.admission)
      .bind(2, section.id)
      .bind(3, author_number(vault.db(), grant.grantee))
      .bind(4, signed_bytes)
      .run();
  if (vault.db().changes() > 0) confirm(vault, grant);
  vault.touch();
  return section.id;
}

}  // namespace alongside
