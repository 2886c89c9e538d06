#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/log.h"
#include "client/store/strip.h"
#include "client/store/words.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

// The share was taken back before it came: nothing of it is here, and the owner is told so.
void say_nothing_is_here(Vault& vault, const Message& message, const StopNotice& notice) {
  SectionWord word;
  word.space = notice.space;
  word.section = notice.section;
  word.admissions.insert(notice.stopped.begin(), notice.stopped.end());
  say(vault, {message.sender, message.recipient, MessageKind::wiped}, word);
}

}  // namespace

// Its root has signed each record on it. Only somebody who is known here brings news of themself:
// nobody becomes known by a message.
ActedOn accept_card(Vault& vault, const Message& message) {
  TRY(const CardRecords records, decode_card(message.content));
  const bool is_known = records.root == message.sender && known_card(vault, message.sender);
  if (!is_known && !PLANT(cards_of_strangers_are_taken_in)) {
    return error(ErrorCode::refused, "A card waits until the one who sent it is known here.");
  }
  learn_card(vault, records);
  return 0;
}

// A stop counts whoever of the owner's devices signed it, also one that was removed since. It is
// kept even if nothing of the section is here: the share it ends may come later.
ActedOn accept_notice(Vault& vault, const Message& message) {
  TRY(const StopNotice notice, decode_notice(message.content));
  const auto owner = known_card(vault, message.sender);
  const bool is_owners = owner && owner->certified.contains(message.sender_device);
  if (!is_owners && !PLANT(stops_of_anyone_count)) {
    return error(ErrorCode::refused, "A stop waits for the card of the one who sent it.");
  }
  vault.db()
      .statement(
          "INSERT OR IGNORE INTO notice (hash, space, number, sender, record, at_ms) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(1, notice_id(message.content))
      .bind(2, notice.space)
      .bind(3, notice.section)
      .bind(4, author_number(vault.db(), message.sender))
      .bind(5, message.content)
      .bind(6, message.at)
      .run();
  const auto section = find_section(vault.db(), notice.space, notice.section);
  if (!section) {
    say_nothing_is_here(vault, message, notice);
    return 0;
  }
  // Where the record was kept for its owner until now, it says what of this device still counts.
  if (section->is_owner() && PLANT(who_held_is_not_judged_anew)) return 0;
  close_open_batch(vault, section->id);
  if (!section->is_owner()) note_erased(vault, *section, notice.erased);
  return section->id;
}

}  // namespace alongside
