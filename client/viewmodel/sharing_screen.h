#pragma once

#include "client/store/tray.h"
#include "client/viewmodel/session.h"
#include "client/viewmodel/share_words.h"

namespace alongside {

// Somebody a part is, or was, shared with.
struct Reader {
  RootId contact;
  Phrase name;
  std::string role;           // they read it as "coach at Lantern"; may be empty
  std::vector<Phrase> terms;  // what they may do, and until when; empty once it has ended
  std::string why;            // in the words that were agreed to; empty once it has ended
  std::vector<Phrase> state;  // where the share, or the stop, is
  bool can_stop = false;
  bool is_unconfirmed = false;  // it has ended, and not all of their devices have said so
};

// One part of a record, and who can see it.
struct SharedPart {
  std::uint64_t section = 0;
  Phrase name;
  std::vector<Reader> readers;  // who reads now first, then who has read
  bool can_share = false;
  // In somebody else's record: what I may do there. Nothing: it is not shared with me now.
  std::vector<Phrase> mine;

  bool is_read() const;   // by anybody now
  bool is_clear() const;  // nobody reads it, and every stop has been confirmed
};

// Who can see which part of a record, why, until when, and where each share is. In a record kept
// here parts are shared and stopped from here; in any other it says who keeps it and what I may do.
class SharingScreen {
 public:
  explicit SharingScreen(Session& session) : session_(session) {}

  Phrase title() const { return phrase(is_kept_here_ ? "sharing.title" : "person.who_keeps"); }
  const Phrase& name() const { return name_; }
  const Phrase& kept_by() const { return kept_by_; }
  bool is_kept_here() const { return is_kept_here_; }
  // Who else keeps it, and so sees all of it.
  const std::vector<Phrase>& other_holders() const { return other_holders_; }
  // Nothing has left this device, and nothing can.
  bool has_no_server() const { return has_no_server_; }
  const std::vector<SharedPart>& parts() const { return parts_; }
  // Whether anything of it was erased.
  bool has_erased() const { return has_erased_; }
  // What I wrote in somebody else's record and they have not decided about.
  const std::vector<LateNote>& mine_waiting() const { return mine_waiting_; }

  void open();
  // One tap asks; another one on the screen that follows stops.
  void ask_to_stop(const SharedPart& part, const Reader& reader);
  void stop();
  const Phrase& stop_name() const { return stop_name_; }
  const Phrase& stop_part() const { return stop_part_; }

  void refresh();

 private:
  void read_given(const Person& person);
  void read_received(const Person& person);

  Session& session_;
  Phrase name_, kept_by_;
  std::vector<Phrase> other_holders_;
  bool is_kept_here_ = false;
  bool has_no_server_ = false;
  bool has_erased_ = false;
  std::vector<SharedPart> parts_;
  std::vector<LateNote> mine_waiting_;
  StopRequest stop_;
  Phrase stop_name_, stop_part_;
};

}  // namespace alongside
