#pragma once

#include "client/store/drafts.h"
#include "client/viewmodel/entry_cards.h"
#include "client/viewmodel/session.h"
#include "client/viewmodel/text_edit.h"

namespace alongside {

// What is being written: a note or a wish, new or to be changed.
enum class Writing { note, goal };

// The editor. What is typed is durable as a draft within a second, whatever happens.
class WriteScreen {
 public:
  explicit WriteScreen(Session& session) : session_(session) {}

  TextEdit words;
  // Whether typing should go to the editor from the next frame on; asked once.
  bool takes_focus();
  Phrase title() const { return title_; }
  bool is_goal() const { return what_ == Writing::goal; }
  // Whom the words are about, if that is known.
  const std::optional<Phrase>& about() const { return about_; }
  // Of a joined person, which of their records new words go into.
  const std::optional<Phrase>& into() const { return into_; }
  // Whether whose words these are is to be asked: not in one's own record.
  bool asks_whose() const { return asks_whose_; }
  bool are_their_words() const { return said_by_ == kSaidByPerson; }
  void set_their_words(bool theirs) { said_by_ = theirs ? kSaidByPerson : kSaidByCoach; }

  // True if these words are from before: "Here's what you were writing".
  bool is_from_before() const { return is_from_before_; }

  // Begins a new entry: of the person of the session, or of no one if `of_no_one`.
  void begin(Writing what, bool of_no_one = false);
  // Changes an entry's words.
  void begin_change(Writing what, const EntryCard& row);
  // Goes on with what was being written.
  void resume(const Draft& draft);

  // The entry that is being changed, where it can be erased from here for good.
  const std::optional<EntryName>& can_erase() const { return can_erase_; }
  // Forgets all words of an entry that was erased.
  void forget(const EntryName& entry);
  // The same where the whole record is not here any more. Gives whether it was so.
  bool forget_what_is_gone();

  void keep();
  // Away with the words; notice() then offers to bring them back.
  void let_go();
  void bring_back();
  // Leaves the editor; the words stay as a draft.
  void leave();
  // One step of undo or redo by button.
  void undo();
  void redo();

  // Keeps the draft if it has changed and `monotonic_ms` says it is due. Gives in how many ms it
  // will be due, or -1 if nothing is.
  int save_draft_if_due(std::int64_t monotonic_ms);
  // Keeps the draft now.
  void save_draft();
  // Whether words were typed that the draft does not have.
  bool has_unsaved() const { return words.text() != saved_; }

 private:
  void set_up(Writing what, std::optional<SpaceId> space, std::optional<EntryName> entry);
  void show(std::string text);
  void go_on_from(const Draft& draft);
  void move_draft_from(const std::string& place);
  std::string draft_place() const;
  Result<bool> write();
  void after_keeping();

  Session& session_;
  Writing what_ = Writing::note;
  std::optional<SpaceId> space_;    // nothing: of no one yet
  std::optional<EntryName> entry_;  // nothing: a new one
  std::vector<VersionId> shown_;    // the versions that were on the screen
  std::optional<EntryName> can_erase_;
  bool asks_whose_ = true;
  std::string said_by_;  // as in the entry
  Phrase title_;
  std::optional<Phrase> about_, into_;
  std::string saved_;  // what the draft says
  std::int64_t draft_saved_at_ = 0;
  bool is_from_before_ = false;
  bool wants_focus_ = false;
  bool has_kept_ = false;  // something, in this sitting
  std::string let_go_;
};

}  // namespace alongside
