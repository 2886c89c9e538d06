#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/store/items.h"
#include "client/sync/transport.h"
#include "client/viewmodel/phrase.h"
#include "client/viewmodel/settings.h"

namespace alongside {

// Where files that people carry can be put and found.
struct Folders {
  std::vector<std::filesystem::path> drives;  // sticks and cards that are plugged in
  std::filesystem::path home;
};

// How the names of such files end.
inline constexpr std::string_view kCarriedEnding = ".alongside";

// What the window takes from outside.
struct WindowMeans {
  std::filesystem::path data_folder;
  const Clock& clock;
  Random& random;
  std::function<void(const Settings&)> keep_settings;
  std::function<Folders()> folders;
  Connect connect;                // to a server
  std::function<void()> wake_up;  // from any thread: there is something new to be drawn
  // How a talk with another device waits until it looks again; nothing: by the clock.
  std::function<void(std::int64_t ms)> pause;
  KdfCost cost = KdfCost::moderate();
};

enum class Place {
  hidden,
  start,
  people,
  add_person,
  person,
  records,
  same_person,
  relationship,
  loose,
  write,
  versions,
  sharing,
  share,
  share_check,
  stop,
  tray,
  ledger,
  recovery,
  settings,
  leave_device,
  save_unsent,
  arrive,
  take,
  receive,
  erase,
  erased,
  devices,
  remove_device,
  add_device,
  join,
  recover,
  hand_over,
  take_over,
  erase_record
};

// A few words across the top of a screen about what has just happened, until the next step.
struct Notice {
  Phrase words;
  bool can_bring_back = false;  // what was let go can be brought back
};

// One sitting at the device: the vault that is open, which screen is on, and what is to be done
// once the frame is drawn. Screens never touch the vault while they are drawn: what a press means
// goes through later(), and run() does it, so that a slow or failing disk meets one place only.
class Session {
 public:
  Session(WindowMeans means, Settings settings);

  const WindowMeans& means() const { return means_; }
  TimeMs now_ms() const { return means_.clock.now_ms(); }

  // The open vault. Requires: is_open().
  Vault& vault();
  bool is_open() const { return vault_ != nullptr; }
  const VaultName& vault_name() const { return name_; }
  // Gives the open vault away; none is open from then on.
  std::unique_ptr<Vault> close();
  // Takes an open vault; `recovery_code` is empty unless it was made just now.
  void open(std::unique_ptr<Vault> vault, VaultName name, std::string recovery_code);
  // The code if it was made in this sitting, else empty.
  const std::string& recovery_code() const { return recovery_code_; }
  void set_recovery_code(std::string code) { recovery_code_ = std::move(code); }
  void forget_recovery_code();

  // Said when a typed secret has done its work, so that what draws the fields forgets it too.
  void typed_secret_is_done() { typed_secret_is_done_ = true; }
  bool take_typed_secret_is_done() { return std::exchange(typed_secret_is_done_, false); }

  Place place() const { return trail_.back().place; }
  // Whether it is on, or going back leads there.
  bool has_gone_to(Place place) const;
  bool can_go_back() const { return trail_.size() > 1; }
  void go(Place place);        // a step further
  void go_back();              // one step back
  void start_at(Place place);  // nothing to go back to

  // One record of a joined person by itself, a step further; going back leads to the person again.
  void go_to_record(const SpaceId& record);
  bool is_one_record() const;

  // Whose record, and which entry, the screens that need one show. Of a joined person the first
  // record stands for all, unless is_one_record().
  std::optional<SpaceId> person;
  std::optional<EntryName> entry;

  const Settings& settings() const { return settings_; }
  void change(const Settings& settings);

  const std::optional<Notice>& notice() const { return notice_; }
  void tell(Phrase words, bool can_bring_back = false);
  // The same where the page is to be read from its beginning: what has happened changes all of it.
  void tell_at_top(Phrase words);
  bool take_wants_top() { return std::exchange(wants_top_, false); }
  void clear_notice() { notice_.reset(); }

  void later(std::function<void()> command) { commands_.push_back(std::move(command)); }
  bool has_work() const { return !commands_.empty(); }
  // Does what later() was given until now; what that gives rise to waits for the next frame. Gives
  // whether there was anything to do.
  bool run();
  // Does something with the vault; if the disk fails, says so, and nothing more is tried.
  void attempt(const std::function<void()>& command);

 private:
  WindowMeans means_;
  Settings settings_;
  std::unique_ptr<Vault> vault_;
  VaultName name_;
  std::string recovery_code_;
  bool typed_secret_is_done_ = false;
  struct Step {
    Place place = Place::start;
    std::optional<SpaceId> person_before = {};  // where a record by itself was gone to
  };
  std::vector<Step> trail_ = {{Place::start}};
  std::optional<Notice> notice_;
  bool wants_top_ = false;
  std::deque<std::function<void()>> commands_;
};

}  // namespace alongside
