#pragma once

#include <algorithm>

#include "client/store/people.h"
#include "client/viewmodel/entry_cards.h"
#include "client/viewmodel/records_screen.h"
#include "client/viewmodel/relationship_words.h"
#include "client/viewmodel/session.h"
#include "client/viewmodel/whole_record.h"

namespace alongside {

// How many notes a page shows before the person asks for earlier ones.
inline constexpr std::size_t kNotesAtOnce = 30;

// What is held about one person: what they want, and the notes, newest first.
class PersonScreen {
 public:
  explicit PersonScreen(Session& session) : session_(session) {}

  const Phrase& name() const { return name_; }
  const std::vector<EntryCard>& goals() const { return goals_; }
  const std::vector<EntryCard>& notes() const { return notes_; }
  // How many of notes() are to be drawn now.
  std::size_t notes_shown() const { return std::min(notes_shown_, notes_.size()); }
  void show_earlier() { notes_shown_ += kNotesAtOnce; }

  // How it is between the person and those who walk alongside them: "Paused since 3 May".
  const std::vector<Phrase>& relationship() const { return relationship_; }
  // What the quiet button below that says; nothing where I may not record anything.
  const std::optional<Phrase>& next_step() const { return next_step_; }

  // How many records this is: more than one of a joined person, each of which is shared by itself.
  std::size_t record_count() const { return records_.size(); }
  // Where one record is looked at by itself: of how many, and whose.
  const Phrase& which_record() const { return which_record_; }
  // Whether there is anybody who could be the same person.
  bool can_be_joined() const { return can_be_joined_; }

  // Who reads anything of this record; of somebody else's record who keeps it.
  const Phrase& who_can_see() const { return who_can_see_; }
  // The same as a line of its own.
  Phrase sharing_line() const {
    return is_kept_here_ ? phrase("person.who_can_see").with("who", who_can_see_) : who_can_see_;
  }
  bool is_mine() const { return is_mine_; }
  // What can be done with all of it: nothing where there are several records, each of which is
  // opened by itself for that.
  const WholeRecord& whole() const { return whole_; }
  // In a record kept here: how many late notes, and how many questions, wait for a decision.
  std::int64_t late_notes() const { return late_notes_; }
  std::int64_t questions() const { return questions_; }
  // That a part is not shared with me now, in words; nothing where it is.
  const std::optional<Phrase>& goals_not_shared() const { return goals_not_shared_; }
  const std::optional<Phrase>& notes_not_shared() const { return notes_not_shared_; }

  void refresh();

 private:
  void read_relationship(const Person& person, bool is_new);
  void read_sharing(const Person& person);
  void read_waiting(const Person& person);
  void read_records();

  Session& session_;
  Phrase name_;
  std::vector<Phrase> relationship_;
  std::optional<Phrase> next_step_;
  Phrase who_can_see_;
  bool is_kept_here_ = true;
  bool is_mine_ = false;
  WholeRecord whole_;
  std::int64_t late_notes_ = 0;
  std::int64_t questions_ = 0;
  std::optional<Phrase> goals_not_shared_, notes_not_shared_;
  std::vector<SpaceId> records_;
  Phrase which_record_;
  bool can_be_joined_ = false;
  std::vector<EntryCard> goals_;
  std::vector<EntryCard> notes_;
  std::size_t notes_shown_ = kNotesAtOnce;
};

// Notes that have no person yet.
class LooseScreen {
 public:
  explicit LooseScreen(Session& session) : session_(session) {}
  const std::vector<EntryCard>& notes() const { return notes_; }
  void refresh();

 private:
  Session& session_;
  std::vector<EntryCard> notes_;
};

}  // namespace alongside
