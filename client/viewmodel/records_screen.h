#pragma once

#include "client/store/people.h"
#include "client/viewmodel/session.h"

namespace alongside {

// "Kept as two records"; of more how many.
Phrase kept_as_records(std::size_t count);

// The records to be shown for the person of the session: one where one is looked at by itself, else
// all that were joined, the first one first.
std::vector<SpaceId> shown_records(Session& session);

// One record of a joined person, to be opened by itself.
struct RecordCard {
  SpaceId record;
  Phrase which;    // "1 of 2"
  Phrase name;     // as it stands in this record
  Phrase kept_by;  // who keeps it
  Phrase readers;  // who can see it; of somebody else's record that it is theirs to say
  std::optional<Phrase> to_erase;  // when all of it goes
};

// The records that a joined person is kept as: each leads to what is done with a record and not
// with the person, and any of them can be taken out again.
class RecordsScreen {
 public:
  explicit RecordsScreen(Session& session) : session_(session) {}

  const Phrase& name() const { return name_; }
  Phrase title() const { return kept_as_records(cards_.size()); }
  // The one that new words go into comes first.
  const std::vector<RecordCard>& cards() const { return cards_; }

  void open();
  void open_record(const RecordCard& card);
  // Shows this one as somebody else from now on. Of two it does not matter which.
  void take_out(const SpaceId& record);

  void refresh();

 private:
  Session& session_;
  Phrase name_;
  std::vector<RecordCard> cards_;
};

}  // namespace alongside
