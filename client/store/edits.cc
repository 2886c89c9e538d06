#include "client/store/edits.h"

#include <algorithm>
#include <set>

#include "client/store/drafts.h"
#include "client/store/entry_rows.h"
#include "client/store/erasing.h"
#include "client/store/identities.h"
#include "client/store/late.h"
#include "client/store/log.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/change/limits.h"

namespace alongside {
namespace {

// How the versions of an entry are named inside the operations of the batch that is open now.
OpRef op_ref(Database& db, const Origin& origin) {
  auto& query = db.statement("SELECT hash FROM batch WHERE id = ?1").bind(1, origin.batch);
  const auto hash = first_row(
      query, [](Statement& row) { return row.is_null(0) ? BatchHash{} : row.id<BatchHash>(0); });
  MUST(hash);
  return {*hash, origin.change, origin.op};
}

// Those of `versions` that were on the screen; all, if nothing is said about it.
std::vector<Origin> on_screen(ItemMaker& maker, const Versions& versions,
                              const std::optional<std::vector<VersionId>>& shown) {
  std::vector<Origin> origins;
  for (const Version& version : versions) {
    const bool was_shown =
        !shown || std::count(shown->begin(), shown->end(), maker.version_id(version.origin)) != 0;
    if (was_shown) origins.push_back(version.origin);
  }
  return origins;
}

// The most versions that one operation lists. What is beyond that stays beside what is written.
constexpr std::size_t kMostListed = 1000;

constexpr std::size_t kTimeBytes = 10;  // of a change's `at`, at the most

// An operation says what it replaces only where that is not everything it follows: when others
// arrived since the screen was drawn, or a removal hides something here and may yet turn out to be
// held.
void say_replaces(Database& db, Op& op, const EntityState& state, std::size_t now,
                  const std::vector<Origin>& shown) {
  if (PLANT(replaces_what_was_not_shown)) return;
  if (shown.size() == now && !state.touched_by_removal) return;
  op.replaces.emplace();
  for (const Origin& origin : shown) op.replaces->push_back(op_ref(db, origin));
  std::sort(op.replaces->begin(), op.replaces->end());
  if (op.replaces->size() > kMostListed) op.replaces->resize(kMostListed);
}

// Adds one change to the log, if it is one that every device can read.
// Errors: too_large.
Result<bool> append_change(Vault& vault, const SectionRow& section, Change change) {
  if (change.ops.size() > kMaxOps) {
    return error(ErrorCode::too_large, "This has too many versions; choose one of them first.");
  }
  if (encode_change(change).size() + kTimeBytes > kMaxChangeBytes) {
    return error(ErrorCode::too_large, "That is too long for one entry.");
  }
  append_changes(vault, section, {std::move(change)});
  return true;
}

Result<Op> put_op(std::uint64_t field, const Value& value) {
  Op op;
  op.field = field;
  TRY(op.value, encode_value(value));
  return op;
}

// The operation that sets a field; nothing if the entry says so already.
Result<std::optional<Op>> edit_op(Vault& vault, const EntityState& state, const FieldEdit& edit) {
  TRY(Op op, put_op(edit.field, edit.value));
  const auto found = state.fields.find(edit.field);
  const Versions none;
  const auto& versions = found == state.fields.end() ? none : found->second;
  const bool is_same = versions.size() == 1 && versions.begin()->value == op.value;
  if (is_same && !PLANT(unchanged_save_writes)) return std::optional<Op>();
  ItemMaker maker(vault);
  say_replaces(vault.db(), op, state, versions.size(), on_screen(maker, versions, edit.shown));
  return std::optional<Op>(std::move(op));
}

// The entry and its section ready to be written in; the entry is read after the section's open
// batch has had its chance to close.
Result<EntryRow> ready_entry(Vault& vault, const EntryName& entry) {
  const auto row = find_entry_row(vault, entry);
  if (!row) return error(ErrorCode::not_found, "There is no such entry here.");
  TRY(const SectionRow section, ready_to_write(vault, row->section.space, row->section.number));
  auto now = find_entry_row(vault, entry);
  MUST(now);
  now->section = section;
  return std::move(*now);
}

Result<bool> check_may_change(const EntryRow& row) {
  if (!rules_of(row.state.kind).append_only) return true;
  return error(ErrorCode::refused,
               "What happened stays as it was written; record what has happened since.");
}

bool may_remove(Vault& vault, const EntryRow& row) {
  if (row.section.is_owner() || rules_of(row.state.kind).anyone_removes) return true;
  const std::int64_t me = author_number(vault.db(), vault.me());
  for (const auto& [field, versions] : row.state.fields) {
    for (const Version& version : versions) {
      if (version.author == me) return true;
    }
  }
  return false;
}

Change removal_of(Vault& vault, const EntryRow& row,
                  const std::optional<std::vector<VersionId>>& shown) {
  ItemMaker maker(vault);
  std::vector<Origin> origins;
  std::size_t now = 0;
  for (const auto& [field, versions] : row.state.fields) {
    const auto some = on_screen(maker, versions, shown);
    origins.insert(origins.end(), some.begin(), some.end());
    now += versions.size();
  }
  Op op;
  op.kind = OpKind::del;
  say_replaces(vault.db(), op, row.state, now, origins);
  Change change{row.state.kind, row.state.id, {}, 0};
  change.ops.push_back(std::move(op));
  return change;
}

// Erases what was moved, or removes it where that cannot be. Gives whether it is erased.
Result<bool> take_away(Vault& vault, const EntryRow& row) {
  if (row.section.is_owner()) {
    const auto erased = erase_in(vault, row.section, row.state.id);
    if (erased) return true;
    const ErrorCode why = erased.error().code;
    if (why != ErrorCode::too_large && why != ErrorCode::refused) return erased.error();
  }
  TRY_DO(append_change(vault, row.section, removal_of(vault, row, std::nullopt)));
  return false;
}

}  // namespace

Result<EntityId> append_entry(Vault& vault, const SectionPlace& place, std::uint64_t kind,
                              const std::vector<FieldEdit>& fields) {
  TRY(const SectionRow section, ready_to_write(vault, place.space, place.section));
  Change change{kind, vault.random().id<EntityId>(), {}, 0};
  for (const FieldEdit& edit : fields) {
    TRY(Op op, put_op(edit.field, edit.value));
    change.ops.push_back(std::move(op));
  }
  if (change.ops.empty()) {
    TRY(Op begun, put_op(kFieldBegun, SaidTime{vault.now_ms()}));
    begun.kind = OpKind::entry;
    change.ops.push_back(std::move(begun));
  }
  TRY_DO(append_change(vault, section, change));
  return change.entity;
}

Result<EntityId> add_entry(Vault& vault, const SectionPlace& place, std::uint64_t kind,
                           const std::vector<FieldEdit>& fields, std::string_view ends_draft) {
  Transaction transaction(vault.db());
  TRY(const EntityId entry, append_entry(vault, place, kind, fields));
  end_draft(vault, ends_draft);
  if (!PLANT(saved_before_commit)) transaction.commit();
  return entry;
}

Result<bool> set_entry(Vault& vault, const EntryName& entry, const std::vector<FieldEdit>& fields,
                       std::string_view ends_draft) {
  Transaction transaction(vault.db());
  TRY(const EntryRow row, ready_entry(vault, entry));
  TRY_DO(check_may_change(row));
  Change change{row.state.kind, row.state.id, {}, 0};
  for (const FieldEdit& edit : fields) {
    TRY(auto op, edit_op(vault, row.state, edit));
    if (op) change.ops.push_back(std::move(*op));
  }
  const bool changes_something = !change.ops.empty();
  if (changes_something) TRY_DO(append_change(vault, row.section, std::move(change)));
  end_draft(vault, ends_draft);
  transaction.commit();
  return changes_something;
}

Result<bool> append_removal(Vault& vault, const EntryName& entry,
                            const std::optional<std::vector<VersionId>>& shown) {
  TRY(const EntryRow row, ready_entry(vault, entry));
  if (!may_remove(vault, row)) {
    return error(ErrorCode::refused,
                 "Only the one who wrote this, or the person it belongs to, can remove it.");
  }
  return append_change(vault, row.section, removal_of(vault, row, shown));
}

Result<bool> remove_entry(Vault& vault, const EntryName& entry,
                          const std::optional<std::vector<VersionId>>& shown) {
  Transaction transaction(vault.db());
  TRY(const bool is_changed, append_removal(vault, entry, shown));
  transaction.commit();
  return is_changed;
}

Result<bool> choose_version(Vault& vault, const EntryName& entry, std::string_view field,
                            const VersionId& version,
                            const std::optional<std::vector<VersionId>>& shown) {
  Transaction transaction(vault.db());
  TRY(const EntryRow row, ready_entry(vault, entry));
  TRY_DO(check_may_change(row));
  const KindSpec* kind = find_kind(row.state.kind);
  const FieldSpec* spec = kind != nullptr ? kind->field(field) : nullptr;
  const auto versions =
      spec != nullptr ? row.state.fields.find(spec->number) : row.state.fields.end();
  if (versions == row.state.fields.end()) {
    return error(ErrorCode::not_found, "This entry has no such field.");
  }
  ItemMaker maker(vault);
  for (const Version& candidate : versions->second) {
    if (!(maker.version_id(candidate.origin) == version)) continue;
    if (versions->second.size() == 1) return false;  // it stands alone already
    Op op;
    op.field = spec->number;
    op.value = candidate.value;
    say_replaces(vault.db(), op, row.state, versions->second.size(),
                 on_screen(maker, versions->second, shown));
    Change change{row.state.kind, row.state.id, {}, 0};
    change.ops.push_back(std::move(op));
    TRY_DO(append_change(vault, row.section, std::move(change)));
    transaction.commit();
    return true;
  }
  return error(ErrorCode::not_found, "This field has no such version.");
}

Result<MovedNote> move_note(Vault& vault, const EntryName& note, const SpaceId& person) {
  Transaction transaction(vault.db());
  TRY(const EntryRow row, ready_entry(vault, note));
  if (row.state.kind != kKindNote) return error(ErrorCode::usage, "Only a note can be moved.");
  if (row.section.space == person) return error(ErrorCode::usage, "That note is there already.");
  if (!may_remove(vault, row)) {
    return error(ErrorCode::refused,
                 "Only the one who wrote this, or the person it belongs to, can move it.");
  }
  TRY(const SectionRow target, ready_to_write(vault, person, kSectionNotes));
  Change written{kKindNote, vault.random().id<EntityId>(), {}, 0};
  for (const auto& [field, versions] : row.state.fields) {
    for (const Version& version : versions) {
      Op op;
      op.kind = version.kind;
      op.field = field;
      op.value = version.value;
      op.replaces.emplace();  // versions made apart stay apart
      written.ops.push_back(std::move(op));
    }
  }
  if (row.state.fields.count(kNoteAt) == 0) {
    TRY(Op at, put_op(kNoteAt, SaidTime{row.first_ms}));
    written.ops.push_back(std::move(at));
  }
  TRY_DO(append_change(vault, target, written));
  TRY(const bool is_erased, take_away(vault, row));
  transaction.commit();
  finish_leaving(vault);
  return MovedNote{written.entity, is_erased, ever_readers(vault, row.section.id)};
}

}  // namespace alongside
