#include "client/viewmodel/write_screen.h"

#include <utility>

#include "client/store/edits.h"
#include "client/store/joined.h"
#include "client/store/erasing.h"
#include "client/store/people.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/share_words.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

// The caret wakes the window every 400 ms, so words are durable within 900 ms of being typed.
constexpr std::int64_t kDraftEveryMs = 500;

constexpr std::string_view kNote = "note:";
constexpr std::string_view kGoal = "goal:";
constexpr std::string_view kChangeNote = "edit:";
constexpr std::string_view kChangeGoal = "edit-goal:";
constexpr std::string_view kNoOne = "loose";

bool starts_with(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

std::uint64_t field_of(Writing what) { return what == Writing::note ? kNoteBody : kGoalWording; }

std::uint64_t kind_of(Writing what) { return what == Writing::note ? kKindNote : kKindGoal; }

SectionPlace place_of(Vault& vault, const std::optional<SpaceId>& space, Writing what) {
  if (!space) return loose_notes(vault);
  return {*space, what == Writing::goal ? kSectionGoals : kSectionNotes};
}

// The entry that a draft changes: its id ends the draft's place. Nothing: it is not here any more.
std::optional<EntryName> changed_by(Vault& vault, const Draft& draft, Writing what) {
  const auto digits = from_hex(draft.place.substr(draft.place.rfind(':') + 1));
  const auto id = digits ? EntityId::from(*digits) : Result<EntityId>(digits.error());
  if (!id) return std::nullopt;
  const SectionPlace place = place_of(vault, draft.space, what);
  const EntryName name{place.space, place.section, kind_of(what), *id};
  return find_item(vault, name) ? std::optional(name) : std::nullopt;
}

// Of a joined person, who keeps the record that the words go into.
std::optional<Phrase> into_which(Vault& vault, const SpaceId& space) {
  const std::size_t count = records_with(vault, space).size();
  const auto person = person_of(vault, space);
  if (count == 1 || !person) return std::nullopt;
  return phrase("write.into_one", static_cast<std::int64_t>(count))
      .with("which", kept_by(vault, *person));
}

}  // namespace

bool WriteScreen::takes_focus() { return std::exchange(wants_focus_, false); }

void WriteScreen::begin(Writing what, bool of_no_one) {
  set_up(what, of_no_one ? std::nullopt : session_.person, std::nullopt);
  session_.later([this] {
    const std::optional<Draft> draft = draft_at(session_.vault(), draft_place());
    if (draft && !draft->body.empty()) go_on_from(*draft);
  });
}

void WriteScreen::begin_change(Writing what, const EntryCard& row) {
  const std::optional<SpaceId> space =
      session_.place() == Place::loose ? std::nullopt : std::optional(row.entry.space);
  set_up(what, space, row.entry);
  const Wording& now = row.wordings.front();
  shown_ = {now.version};
  session_.later([this, now] {
    if (!now.said_by.empty()) said_by_ = now.said_by;
    if (const std::optional<Draft> draft = draft_at(session_.vault(), draft_place())) {
      go_on_from(*draft);
    } else {
      show(now.words);
    }
  });
}

void WriteScreen::resume(const Draft& draft) {
  const bool change = starts_with(draft.place, "edit");
  const bool goal = starts_with(draft.place, kGoal) || starts_with(draft.place, kChangeGoal);
  session_.later([this, draft, change, goal] {
    const Writing what = goal ? Writing::goal : Writing::note;
    std::optional<EntryName> entry;
    if (change) entry = changed_by(session_.vault(), draft, what);
    if (draft.space) session_.person = draft.space;
    set_up(what, draft.space, entry);
    session_.later([this, draft] {
      go_on_from(draft);
      if (entry_ && draft.place != draft_place()) move_draft_from(draft.place);
    });
  });
}

// An earlier version named the drafts of edits by the entry's id alone.
void WriteScreen::move_draft_from(const std::string& place) {
  saved_.clear();
  save_draft();
  drop_draft(session_.vault(), place);
}

// An edit goes on from what was on the screen when it began, whatever has come since.
void WriteScreen::go_on_from(const Draft& draft) {
  show(draft.body);
  if (!draft.said_by.empty()) said_by_ = draft.said_by;
  if (entry_) shown_ = draft.shown;
  is_from_before_ = true;
}

void WriteScreen::set_up(Writing what, std::optional<SpaceId> space,
                         std::optional<EntryName> entry) {
  what_ = what;
  space_ = space;
  entry_ = entry;
  shown_.clear();
  title_ = phrase(what == Writing::goal ? "write.goal" : "write.note");
  about_.reset();
  into_.reset();
  can_erase_.reset();
  session_.later([this] {
    if (entry_ && may_erase(session_.vault(), *entry_)) can_erase_ = entry_;
    if (space_) about_ = name_of_space(session_.vault(), *space_);
    if (space_) into_ = into_which(session_.vault(), *space_);
    said_by_ = space_ ? usual_said_by(session_.vault(), *space_) : kSaidByCoach;
    asks_whose_ = said_by_ != kSaidByPerson;
  });
  is_from_before_ = false;
  session_.clear_notice();
  show("");
  session_.go(Place::write);
}

void WriteScreen::show(std::string text) {
  words.set_text(std::move(text));
  saved_ = words.text();
  wants_focus_ = true;
}

std::string WriteScreen::draft_place() const {
  const std::string of = space_ ? space_->hex() : std::string(kNoOne);
  if (entry_) {
    const std::string_view kind = what_ == Writing::note ? kChangeNote : kChangeGoal;
    return std::string(kind) + of + ":" + entry_->id.hex();
  }
  return std::string(what_ == Writing::note ? kNote : kGoal) + of;
}

void WriteScreen::forget(const EntryName& entry) {
  if (entry_ != entry) return;
  words.set_text("");
  saved_.clear();
  let_go_.clear();
  wants_focus_ = false;
  entry_.reset();
  can_erase_.reset();
}

bool WriteScreen::forget_what_is_gone() {
  if (!space_ || person_of(session_.vault(), *space_)) return false;
  if (PLANT(the_editor_keeps_an_erased_record)) return false;
  words.set_text("");
  saved_.clear();
  let_go_.clear();
  wants_focus_ = false;
  space_.reset();
  entry_.reset();
  can_erase_.reset();
  return true;
}

void WriteScreen::keep() {
  session_.later([this] {
    const auto written = write();
    if (!written) {
      session_.tell(phrase(written.error().code == ErrorCode::too_large ? "trouble.too_long"
                                                                        : "trouble.not_kept"));
      return;
    }
    show("");
    wants_focus_ = false;
    after_keeping();
  });
}

Result<bool> WriteScreen::write() {
  Vault& vault = session_.vault();
  const SectionPlace place = place_of(vault, space_, what_);
  const Text text{words.text(), said_by_, session_.settings().language.substr(0, 2)};
  FieldEdit edit{field_of(what_), text, std::nullopt};
  if (entry_) {
    edit.shown = shown_;
    return set_entry(vault, *entry_, {edit}, draft_place());
  }
  std::vector<FieldEdit> fields;
  if (!text.text.empty()) fields.push_back(edit);
  TRY_DO(add_entry(vault, place, kind_of(what_), fields, draft_place()));
  return true;
}

// The recovery code is shown by itself once, after the first words that would be missed.
void WriteScreen::after_keeping() {
  session_.go_back();
  session_.tell(phrase("write.kept"));
  const bool is_first = !std::exchange(has_kept_, true);
  if (is_first && !session_.recovery_code().empty() && !is_backed_up(session_.vault())) {
    session_.go(Place::recovery);
  }
}

void WriteScreen::let_go() {
  session_.later([this] {
    drop_draft(session_.vault(), draft_place());
    let_go_ = words.text();
    show("");
    wants_focus_ = false;
    session_.go_back();
    session_.tell(phrase("write.let_go_done"), true);
  });
}

void WriteScreen::bring_back() {
  session_.later([this] {
    session_.clear_notice();
    session_.go(Place::write);
    show(std::move(let_go_));
    saved_.clear();
    save_draft();
  });
}

void WriteScreen::leave() {
  session_.later([this] {
    save_draft();
    session_.go_back();
  });
}

void WriteScreen::undo() {
  if (words.can_undo()) words.undo();
  wants_focus_ = true;
}

void WriteScreen::redo() {
  if (words.can_redo()) words.redo();
  wants_focus_ = true;
}

void WriteScreen::save_draft() {
  if (words.text() == saved_) return;
  if (words.text().empty())
    drop_draft(session_.vault(), draft_place());
  else
    alongside::save_draft(session_.vault(), {draft_place(), space_, words.text(), session_.now_ms(),
                                             said_by_, shown_});
  saved_ = words.text();
}

int WriteScreen::save_draft_if_due(std::int64_t monotonic_ms) {
  if (!session_.is_open() || words.text() == saved_) return -1;
  const std::int64_t waited = monotonic_ms - draft_saved_at_;
  if (waited < kDraftEveryMs) return static_cast<int>(kDraftEveryMs - waited);
  save_draft();
  draft_saved_at_ = monotonic_ms;
  return -1;
}

}  // namespace alongside
