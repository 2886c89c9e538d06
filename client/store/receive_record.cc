#include "client/store/receive_record.h"

#include "client/store/carried.h"
#include "client/store/erased_records.h"
#include "client/store/file_intake.h"
#include "client/store/identities.h"
#include "client/store/items.h"
#include "client/store/own_contacts.h"
#include "client/store/own_section.h"
#include "client/store/recovery.h"
#include "client/store/replica.h"
#include "client/store/standing.h"
#include "client/store/traffic.h"
#include "client/store/words.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

Error does_not_check_out() {
  return error(ErrorCode::malformed,
               "What is in this file does not check out; nothing of it was taken in.");
}

// One record file, item by item, into one vault. Inside the caller's transaction.
class RecordReading {
 public:
  // With `become` the record's identity becomes the vault's own.
  RecordReading(Vault& vault, const Become& become)
      : vault_(vault), db_(vault.db()), become_(become), intake_(vault) {}

  Result<ReceivedRecord> run(CarriedReader& reader) {
    for (;;) {
      TRY(const auto item, next_item(reader));
      if (!item) break;
      TRY_DO(take_in(static_cast<FileItem>(item->type), item->bytes));
    }
    if (!kit_) return does_not_check_out();
    intake_.settle();
    sections_.merge(retry_waiting_messages(vault_));
    judge_anew(vault_, sections_);
    if (!told_.was_here) TRY_DO(note_received());
    leave_kit(vault_, kit_->card.root, kit_->root_seed);
    vault_.touch();
    return told_;
  }

 private:
  // The order of items is that of the page.
  Result<bool> take_in(FileItem type, View bytes) {
    const bool is_in_order =
        type >= last_ || (last_ == FileItem::blob && type == FileItem::address);
    const bool is_first = type == FileItem::about;
    if (!is_in_order || (type > FileItem::kit && !kit_) || is_first != !about_) {
      return does_not_check_out();
    }
    last_ = type;
    switch (type) {
      case FileItem::about:
        return take_in_about(bytes);
      case FileItem::kit:
        return take_in_kit(bytes);
      case FileItem::card:
        return take_in_card(bytes);
      case FileItem::own_keys:
        return take_in_keys(bytes);
      case FileItem::address:
        return go_to(bytes);
      case FileItem::blob:
        if (!stream_) return does_not_check_out();
        intake_.take_in(*stream_, bytes);
        return true;
      case FileItem::taker:
        return take_in_taker(bytes);
      case FileItem::stream_name:
        break;
    }
    return does_not_check_out();
  }

  Result<bool> take_in_about(View bytes) {
    TRY(about_, decode_about(bytes));
    if (is_erased(db_, about_->space)) return erased_for_good();
    told_.space = about_->space;
    told_.taken_by = about_->taken_by;
    told_.taken_ms = about_->taken_ms;
    told_.hands_over = about_->hands_over;
    return true;
  }

  Result<bool> take_in_kit(View bytes) {
    if (kit_) return does_not_check_out();
    TRY(IdentityKit kit, decode_kit(bytes));
    const RootId root = kit.card.root;
    const bool owns_it = space_name(root, SpaceKind::person) == about_->space;
    TRY_DO(check_is_newest_root(kit));
    if (kit.is_me || kit.kind != SpaceKind::person ||
        (!owns_it && !PLANT(a_kit_of_anybody_opens_a_record))) {
      return does_not_check_out();
    }
    TRY(const Card card, read_card(kit.card));
    if (card.erased.contains(about_->space)) return erased_for_good();
    const bool is_me = static_cast<bool>(become_);
    kit.is_me = is_me;
    const std::int64_t author = author_number(db_, root);
    told_.was_here = is_kept_here(db_, author);
    if (told_.was_here) {
      TRY_DO(read_card(kit.card));
      learn_card(vault_, kit.card);
    } else {
      TRY_DO(check_may_keep(kit));
      keep_identity(vault_, kit, is_me ? DeviceMark::own : DeviceMark::holding,
                    is_me ? std::nullopt : std::optional(vault_.me()));
      if (is_me) become_(root);
    }
    add_record(author);
    kit_ = std::move(kit);
    return true;
  }

  // A file that was made before the person took the record over speaks for nobody any more.
  Result<bool> check_is_newest_root(const IdentityKit& kit) {
    CardRecords card = kit.card;
    if (const auto known = known_records(vault_, card.root)) merge_into(card, *known);
    TRY(const Card read, read_card(card));
    if (read.signer == SigningKey(kit.root_seed).as<RootId>()) return true;
    return error(ErrorCode::refused,
                 "The person has taken this record over since the file was made; it opens nothing "
                 "any more.");
  }

  void add_record(std::int64_t owner) {
    if (find_space(db_, about_->space)) return;
    SpaceRow row;
    row.space = about_->space;
    row.owner = owner;
    row.is_person = true;
    row.made_ms = vault_.now_ms();
    add_space(db_, row);
  }

  Result<bool> check_may_keep(const IdentityKit& kit) {
    TRY_DO(check_is_not_shared());
    for (const StreamSecrets* secrets : {&kit.inbox, &kit.card_stream}) {
      const auto known = find_stream(db_, address_of(secrets->hashes()));
      if (known && known->section) return does_not_check_out();
    }
    CardRecords card = kit.card;
    if (const auto known = known_records(vault_, card.root)) merge_into(card, *known);
    TRY(const Card read, read_card(card));
    const bool has_inbox = read.inbox && read.inbox->hashes() == kit.inbox.hashes() &&
                           read.inbox->box == BoxKey(kit.inbox_seed).public_key();
    if (!has_inbox) return does_not_check_out();
    if (card.records.size() >= kMaxCardRecords) {
      return error(ErrorCode::too_large, "That person's card has room for no further device.");
    }
    return true;
  }

  // What a share brought stays apart from what the identity brings.
  Result<bool> check_is_not_shared() {
    const auto space = find_space(db_, about_->space);
    if (!space) return true;
    for (const SectionRow& section : sections_of(db_, space->id)) {
      if (section.is_owner() || section.reading == Reading::wiped) continue;
      return error(ErrorCode::refused,
                   "This record is shared with you here. Receive the file in a vault of its own, "
                   "or when the share has been stopped.");
    }
    return true;
  }

  Result<bool> take_in_card(View bytes) {
    TRY(const CardRecords records, decode_card(bytes));
    TRY_DO(read_card(records));
    learn_card(vault_, records);
    return true;
  }

  Result<bool> take_in_keys(View bytes) {
    TRY(const OwnKeys keys, decode_own_keys(bytes));
    if (keys.space != about_->space) return does_not_check_out();
    TRY(const std::int64_t section, keep_own_keys(vault_, kit_->card.root, keys));
    sections_.insert(section);
    // What a share that has ended had closed here is open to whoever keeps the record.
    db_.statement("UPDATE section SET out = 0 WHERE id = ?1").bind(1, section).run();
    return true;
  }

  // A stream of this record, or the person's card or inbox.
  Result<bool> go_to(View bytes) {
    TRY(const Address address, Address::from(bytes));
    stream_ = find_stream(db_, address);
    const bool is_place = address == address_of(kit_->inbox.hashes()) ||
                          address == address_of(kit_->card_stream.hashes());
    const auto section =
        stream_ && stream_->section ? section_row(db_, *stream_->section) : std::nullopt;
    const bool is_part = section && section->space == about_->space;
    if (!stream_ || (!is_place && !is_part && !PLANT(a_file_fills_other_records)))
      return does_not_check_out();
    return true;
  }

  // The person has the file from this coach's own hand.
  Result<bool> take_in_taker(View bytes) {
    TRY(const CardText card, decode_card_text(text_of(bytes)));
    if (!about_->hands_over || card.records.root != about_->taken_by) return does_not_check_out();
    if (!become_) return true;
    return keep_contact(vault_, card, CardFrom::by_hand);
  }

  Result<bool> note_received() {
    SectionWord word;
    word.space = about_->space;
    word.section = kSectionPerson;
    if (!say(vault_, {kit_->card.root, vault_.me(), MessageKind::received}, word)) {
      return does_not_check_out();
    }
    return true;
  }

  Vault& vault_;
  Database& db_;
  const Become& become_;
  FileIntake intake_;
  FileItem last_ = FileItem::about;
  std::optional<AboutRecord> about_;
  std::optional<IdentityKit> kit_;
  std::optional<StreamRow> stream_;
  std::set<std::int64_t> sections_;
  ReceivedRecord told_;
};

Result<ReceivedRecord> receive(Vault& vault, const RecordFile& from, const Become& become) {
  const Key key = record_file_key(from.code);
  const auto key_of = [&](const FileId&) { return key; };
  TRY(ReadFile file, ReadFile::open(from.path));
  TRY_DO(check_is_whole(file, FileKind::record, key_of));
  TRY(CarriedReader reader, open_carried(file, FileKind::record, key_of));
  const ArrivalMark mark = arrivals_so_far(vault);
  Transaction transaction(vault.db());
  RecordReading reading(vault, become);
  auto received = reading.run(reader);
  if (!received) {
    vault.cards().clear();
    return received.error();
  }
  received->changes = changes_arrived_since(vault, mark);
  transaction.commit();
  return received;
}

}  // namespace

Result<bool> check_record_code(const RecordFile& from) {
  const Key key = record_file_key(from.code);
  TRY(ReadFile file, ReadFile::open(from.path));
  TRY_DO(open_carried(file, FileKind::record, [&](const FileId&) { return key; }));
  return true;
}

Result<ReceivedRecord> receive_record(Vault& vault, const RecordFile& from) {
  if (is_charity(vault)) {
    return error(ErrorCode::refused,
                 "This vault is a charity's, and keeps nobody's record. Open one of your own.");
  }
  TRY(const ReceivedRecord received, receive(vault, from, {}));
  leave_what_ended(vault);
  index_received(vault);
  return received;
}

Result<ReceivedRecord> receive_as_me(Vault& vault, const RecordFile& from, const Become& become) {
  return receive(vault, from, become);
}

}  // namespace alongside
