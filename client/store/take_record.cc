#include "client/store/take_record.h"

#include <set>

#include "client/store/carried.h"
#include "client/store/erased_records.h"
#include "client/store/identities.h"
#include "client/store/own_section.h"
#include "client/store/people.h"
#include "client/store/recovery.h"
#include "client/store/replica.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/change/batch.h"
#include "shared/model/kinds.h"
#include "shared/protocol/exchange.h"

namespace alongside {
namespace {

// What of an inbox goes along with one record: words on it, and what was written for it after a
// share had ended.
bool belongs_to(const Message& message, const SpaceId& space) {
  const auto kind = static_cast<MessageKind>(message.kind);
  if (kind == MessageKind::late_batch || kind == MessageKind::late_change) {
    const auto batch = decode_batch(message.content);
    return batch && batch->header.space == space;
  }
  const auto word = is_word(kind) ? decode_section_word(message.content)
                                  : Result<SectionWord>(error(ErrorCode::not_found, ""));
  return word && word->space == space;
}

Address where(const OwnedStream& stream) { return address_of(stream.secrets.hashes()); }

// Writes one record's items.
class RecordWriter {
 public:
  RecordWriter(Vault& vault, const SpaceRow& space, CarriedWriter& writer)
      : vault_(vault), db_(vault.db()), space_(space), writer_(writer) {}

  Result<bool> write(const IdentityKit& kit, FileFor what) {
    const bool hands_over = what == FileFor::taking_over;
    const AboutRecord about{space_.space, vault_.me(), vault_.now_ms(), hands_over};
    TRY_DO(put(FileItem::about, encode_about(about)));
    TRY_DO(put(FileItem::kit, encode_kit(kit)));
    for (const RootId& root : people_of_the_record()) {
      const auto card = known_records(vault_, root);
      if (card) TRY_DO(put(FileItem::card, encode_card(*card)));
    }
    std::set<Address> streams;
    for (const SectionRow& section : sections_of(db_, space_.id)) {
      for (const OwnKeys& keys : own_keys_of(vault_, section)) {
        TRY_DO(put(FileItem::own_keys, encode_own_keys(keys)));
        for (const OwnedStream& stream : keys.streams) streams.insert(where(stream));
        for (const OwnKeys::Beside& beside : keys.beside) streams.insert(where(beside.stream));
      }
    }
    TRY_DO(write_stream(address_of(kit.card_stream.hashes()), std::nullopt));
    for (const Address& address : streams) TRY_DO(write_stream(address, std::nullopt));
    TRY_DO(write_stream(address_of(kit.inbox.hashes()), BoxKey(kit.inbox_seed)));
    return hands_over ? put(FileItem::taker, view_of(my_card(vault_))) : true;
  }

 private:
  Result<bool> put(FileItem type, View bytes) {
    return writer_.item(static_cast<std::uint8_t>(type), bytes);
  }

  // Who wrote in it, may read it or once might, and who takes it.
  std::vector<RootId> people_of_the_record() {
    std::vector<RootId> roots;
    auto& rows = db_.statement(
                        "SELECT root FROM author WHERE root = ?2 OR id IN (SELECT batch.author "
                        "FROM batch JOIN section ON section.id = batch.section WHERE "
                        "section.space = ?1) OR id IN (SELECT share.grantee FROM share JOIN "
                        "section ON section.id = share.section WHERE section.space = ?1) ORDER BY "
                        "id")
                     .bind(1, space_.id)
                     .bind(2, vault_.me());
    while (rows.step()) roots.push_back(rows.id<RootId>(0));
    return roots;
  }

  // All blobs of a stream; of an inbox those that belong to the record.
  Result<bool> write_stream(const Address& address, const std::optional<BoxKey>& inbox) {
    const auto stream = find_stream(db_, address);
    MUST(stream);
    if (stream->state == static_cast<std::uint8_t>(StreamState::dropped)) return true;
    TRY_DO(put(FileItem::address, address.view()));
    return each_blob_to_carry(vault_, *stream, [&](View blob) -> Result<bool> {
      if (inbox && !goes_along(*inbox, blob)) return true;
      return put(FileItem::blob, blob);
    });
  }

  bool goes_along(const BoxKey& inbox, View blob) {
    const auto payload = open_sealed(inbox, blob);
    if (!payload) return false;
    const auto message = decode_message(payload->bytes);
    return message && belongs_to(*message, space_.space);
  }

  Vault& vault_;
  Database& db_;
  const SpaceRow& space_;
  CarriedWriter& writer_;
};

// The ledger says so before there is a file: never a file that it does not know of.
Result<bool> note_taken(Vault& vault, const SpaceId& space, const RootId& owner) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  SectionWord word;
  word.space = space;
  word.section = kSectionPerson;
  if (!say(vault, {owner, vault.me(), MessageKind::taken}, word)) {
    return error(ErrorCode::not_found, "The person's card is not here, so nothing was taken.");
  }
  vault.touch();
  transaction.commit();
  return true;
}

void count_entries(Vault& vault, const SpaceRow& space, TakenRecord& taken) {
  auto& row = vault.db()
                  .statement(
                      "SELECT count(*), max(first_ms) FROM entry JOIN section ON section.id = "
                      "entry.section WHERE section.space = ?1 AND is_present = 1 AND kind <> ?2")
                  .bind(1, space.id)
                  .bind(2, kKindPerson);
  if (row.step()) {
    taken.entries = row.integer(0);
    if (!row.is_null(1)) taken.newest = row.integer(1);
  }
  row.reset();
}

}  // namespace

Result<bool> check_may_hand_over(Vault& vault, const SpaceId& space) {
  const auto row = find_space(vault.db(), space);
  MUST(row);
  if (root_of_author(vault.db(), row->owner) == vault.me()) {
    return error(ErrorCode::refused, "This is your own record; you keep it yourself already.");
  }
  auto& query = vault.db().statement("SELECT 1 FROM to_erase WHERE space = ?1").bind(1, row->id);
  if (first_row(query, [](Statement&) { return true; })) {
    return error(ErrorCode::refused,
                 "This record is to be erased. Call that off first, or wait until it is done.");
  }
  if (row->is_person && is_kept_here(vault.db(), row->owner)) return true;
  return error(ErrorCode::refused, "Only the coach who keeps the record can hand it over.");
}

Result<TakenRecord> take_record(Vault& vault, const SpaceId& space, const Key& roots_key,
                                const std::filesystem::path& path, FileFor what) {
  const auto row = find_space(vault.db(), space);
  MUST(row);
  if (!row->is_person || !is_kept_here(vault.db(), row->owner)) {
    return error(ErrorCode::refused,
                 "Only the person, or the coach who keeps the record, can take it along.");
  }
  if (is_erased(vault.db(), space)) return erased_for_good();
  const RootId owner = root_of_author(vault.db(), row->owner);
  if (what == FileFor::taking_over) TRY_DO(check_may_hand_over(vault, space));
  TRY(const Key seed, root_seed(vault, owner, roots_key));
  TRY_DO(check_is_free(path));
  TRY_DO(note_taken(vault, space, owner));
  prepare_to_send(vault);
  const Transaction snapshot(vault.db());
  IdentityKit kit = kit_of(vault, owner, seed);
  kit.is_me = false;
  kit.kind = SpaceKind::person;
  const RecoverySecret code = RecoverySecret::random(vault.random());
  TakenRecord taken;
  NewFile file(path);
  CarriedWriter writer(FileKind::record, vault.random().id<FileId>(), record_file_key(code),
                       vault.random(), [&](View bytes) {
                         file.write(bytes);
                         taken.bytes += bytes.size();
                       });
  TRY_DO(RecordWriter(vault, *row, writer).write(kit, what));
  TRY_DO(writer.finish());
  count_entries(vault, *row, taken);
  file.keep();
  taken.code = recovery_code(code);
  return taken;
}

}  // namespace alongside
