#pragma once

#include "client/viewmodel/add_device_screen.h"
#include "client/viewmodel/devices_screen.h"
#include "client/viewmodel/erase_record_screen.h"
#include "client/viewmodel/erase_screen.h"
#include "client/viewmodel/hand_over_screen.h"
#include "client/viewmodel/join_screen.h"
#include "client/viewmodel/leave_screen.h"
#include "client/viewmodel/ledger_screen.h"
#include "client/viewmodel/locking.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/person_screen.h"
#include "client/viewmodel/receive_screen.h"
#include "client/viewmodel/records_screen.h"
#include "client/viewmodel/recover_screen.h"
#include "client/viewmodel/recovery_screen.h"
#include "client/viewmodel/relationship_screen.h"
#include "client/viewmodel/same_person_screen.h"
#include "client/viewmodel/session.h"
#include "client/viewmodel/settings_screen.h"
#include "client/viewmodel/share_screen.h"
#include "client/viewmodel/sharing_screen.h"
#include "client/viewmodel/start_screen.h"
#include "client/viewmodel/state_line.h"
#include "client/viewmodel/take_over_screen.h"
#include "client/viewmodel/take_screen.h"
#include "client/viewmodel/tray_screen.h"
#include "client/viewmodel/versions_screen.h"
#include "client/viewmodel/write_screen.h"

namespace alongside {

// All screens of the window over one session. A frame is: draw the screen of place(), then tick().
class App {
 public:
  App(WindowMeans means, Settings settings);
  App(const App&) = delete;

  Session session;
  StartScreen start;
  PeopleScreen people;
  AddPersonScreen add_person;
  PersonScreen person;
  RecordsScreen records;
  SamePersonScreen same_person;
  RelationshipScreen relationship;
  LooseScreen loose;
  WriteScreen write;
  VersionsScreen versions;
  SharingScreen sharing;
  ShareScreen share;
  TrayScreen tray;
  LedgerScreen ledger;
  RecoveryScreen recovery;
  SettingsScreen settings;
  LeaveScreen leave;
  TakeScreen take;
  ReceiveScreen receive;
  EraseScreen erase;
  DevicesScreen devices;
  AddDeviceScreen add_device;
  JoinScreen join;
  RecoverScreen recover;
  HandOverScreen hand_over;
  TakeOverScreen take_over;
  EraseRecordScreen erase_record;
  Locking locking;

  Place place() const { return session.place(); }
  // Back one screen; words that are being written stay as a draft.
  void go_back();
  // True once part of the recovery code was typed back, and while no vault is open.
  bool is_backed_up() const { return is_backed_up_; }
  // The one honest line; nothing while no vault is open.
  const std::optional<Phrase>& state() const { return state_; }
  void set_reach(Reach reach);
  // Asks whoever syncs to do so now.
  void send_now();

  // Does what was pressed, keeps the draft if it is due, and reads the vault again where it has
  // moved. `monotonic_ms` never goes back. Gives in how many ms it wants to be called again at the
  // latest; -1: when something happens.
  int tick(std::int64_t monotonic_ms);
  // Called for whoever syncs, when a vault has been opened, and when syncing may go on; the vault
  // lives until the end.
  std::function<void(Vault&)> on_open;
  // Called before the vault is wiped, or talks with another device, so that nothing else syncs and
  // no connection but the session's is open.
  std::function<void()> on_closing;
  // Begins after an earlier sitting that was left so.
  void begin_after(Leaving leaving);
  // The sitting is over: the program is to begin anew, which it is told the reason of. What was
  // being written is kept.
  const std::optional<Leaving>& left() const { return left_; }
  // Called when something new is to be sent: what was written, shared, stopped or answered.
  std::function<void()> on_saved;

 private:
  void refresh();
  void refresh_screen();
  void refresh_own_screen();
  void leave_what_is_gone();
  void wire();
  bool look_at_talks();
  void end_sitting();
  bool is_something_open() const {
    return session.is_open() || start.has_typed() || receive.has_typed() || join.has_typed() ||
           recover.has_typed();
  }

  std::optional<Leaving> left_;
  Reach reach_ = Reach::not_tried;
  bool was_open_ = false;
  bool is_backed_up_ = true;
  std::optional<Phrase> state_;
  std::int64_t revision_ = -1;
  std::int64_t to_send_ = -1;  // how much has ever been saved, and the messages that wait to go
  // Which screen the view-models were read for, and of whom.
  std::optional<std::pair<Place, std::optional<SpaceId>>> refreshed_for_;
};

}  // namespace alongside
