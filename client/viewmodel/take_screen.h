#pragma once

#include "client/store/take_record.h"
#include "client/viewmodel/save_place.h"

namespace alongside {

// "Take my record with me": the record of the session's person as a sealed file, whose code is
// shown once. Or the same for its person alone, to whom it is handed over.
class TakeScreen {
 public:
  explicit TakeScreen(Session& session);
  ~TakeScreen();
  TakeScreen(const TakeScreen&) = delete;

  const Phrase& name() const { return name_; }
  bool is_mine() const { return is_mine_; }
  bool hands_over() const { return what_ == FileFor::taking_over; }
  SavePlace place;
  std::string passphrase;  // of the open vault: the file can speak for the person
  // Why it was not made; shown until the next try.
  const std::optional<Phrase>& trouble() const { return trouble_; }

  void open(FileFor what = FileFor::keeping);
  // Makes the file. Done after a frame that says so.
  void make();
  bool is_working() const { return is_working_; }

  // The file's code in groups apart, from when it was made until done(); else empty.
  const std::string& code() const { return code_; }
  Phrase saved_in() const { return phrase("take.saved").with("where", place.in_words()); }
  // As the ledger will say it.
  Phrase in_the_ledger() const { return phrase("ledger.taken").with("who", phrase("by.me")); }
  // The code was written down: it is forgotten here.
  void done();
  // Leaves without a file, or forgets the code of the one that was made.
  void leave();

 private:
  void take();
  void forget_all();

  Session& session_;
  Phrase name_;
  bool is_mine_ = false;
  FileFor what_ = FileFor::keeping;
  bool is_working_ = false;
  std::string code_;
  std::optional<Phrase> trouble_;
};

}  // namespace alongside
