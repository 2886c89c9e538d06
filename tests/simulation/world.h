#pragma once

#include "client/store/sharing.h"
#include "client/sync/sync_once.h"
#include "tests/simulation/consent_model.h"
#include "tests/simulation/edit_ledger.h"
#include "tests/simulation/sim_server.h"

namespace alongside {

// What happened in a run, for figures and to see that a run does something.
struct RunCounts {
  std::uint64_t edits = 0, shares = 0, stops = 0, kept = 0, syncs = 0, requests = 0, lost = 0,
                crashes = 0;
  std::uint64_t server_crashes = 0, restores = 0, versions_apart = 0, newer_blobs = 0, lies = 0,
                forgeries = 0, recovered = 0, erased = 0;
  std::uint64_t added = 0, removed = 0, handed_over = 0, erased_whole = 0, joined = 0;

  RunCounts& operator+=(const RunCounts& more);
};

// Everything of one run: devices, server, what lies between them, and what the oracles remember.
struct World {
  explicit World(std::uint64_t seed);

  struct Person {
    SpaceId space;
    std::size_t holder = 0;  // the device that keeps the record
    bool is_own = false;     // its own, or for somebody else
  };
  // What somebody asked a device of an owner for: a share, a stop (no share), devices of the
  // owner's own to be ended, or entries to be erased.
  struct Decision {
    SectionKey section;
    RootId whom;
    std::optional<ConsentModel::Terms> share;
    std::set<DeviceId> ends = {};
    std::set<EntityId> erases = {};
    bool said_done = false;
    bool is_found = false;  // the EPOCH that says so
  };
  // A request that was held up on the way and arrives when its sender has long given up.
  struct LateRequest {
    HttpRequest request;
    Token token;
  };
  // A blob that only a newer app can read, in a section's stream.
  struct NewerBlob {
    std::size_t device = 0;  // where it was made
    SectionKey section;
    Address address;
    Bytes bytes;
    std::optional<Bytes> inside;  // the payload, where the seal is one that is known here
  };

  bool one_in(std::size_t odds) { return random.below(odds) == 0; }
  void fail(const std::string& what) { failures.push_back(what); }
  SimDevice& device(std::size_t number) { return *devices[number]; }
  std::vector<std::size_t> present() const;                 // devices that were not lost for good
  std::vector<std::size_t> devices_of(const RootId& root);  // all of one identity
  std::vector<std::size_t> owners_devices();  // of those who keep, or kept, somebody's record
  bool is_owner(std::size_t number, const SpaceId& space);  // whether a device keeps that record
  bool is_or_was_owner(std::size_t number, const SpaceId& space);

  SeededRandom random;
  SimServer server;
  std::vector<std::unique_ptr<SimDevice>> devices;
  std::set<std::size_t> lost;  // devices that never come back
  std::vector<Person> people;
  bool all_may_write = false;       // whoever reads a part may write in it
  bool has_stops = false;           // shares are stopped, given anew, and given from now on
  bool has_ends = false;            // and given until a time
  bool records_move = false;        // devices come and go, records go to their people or are erased
  std::set<std::size_t> ended;      // devices that were removed by another of the same person's
  std::set<DeviceId> may_be_ended;  // by EPOCHs: those, and as holders those who handed over
  // The devices of those who held a record until its person took it over.
  std::map<SpaceId, std::set<std::size_t>> held_before;
  std::set<SpaceId> asked_to_go;  // records that somebody asked to erase whole

  // What people were told.
  EditLedger ledger;
  ScreenRecord screens;
  std::map<SectionKey, std::vector<EntityId>> entries;
  // What owners' devices decided, and what they were asked for and is not found yet.
  std::map<SectionKey, ConsentModel> consent;
  std::map<std::size_t, std::vector<Decision>> undecided;
  TimeMs latest_told = 0;  // the latest time that the server has ever told
  std::map<SectionKey, std::set<std::size_t>> readers, writers;  // by saved shares; the holder too
  std::map<SectionKey, std::set<std::size_t>> later_readers;     // of them, those from now on
  std::map<SectionKey, std::set<std::size_t>> ever_full;         // who once had all of it
  // Whose share was stopped, narrowed or given from now on at some time: their screens may have
  // shown what was held later, and theirs may not show all.
  std::set<std::size_t> ever_stopped;
  std::map<std::size_t, std::set<Bytes>> known_keys;  // that ever stood in a device's vault
  std::map<std::pair<std::size_t, std::string>, std::string> drafts;
  std::map<std::pair<std::size_t, EntityId>, Item> open_screens;
  std::map<std::size_t, std::size_t>
      unread_saves;  // saved, but the disk went before one could look
  std::vector<NewerBlob> newer_blobs;

  // What lies between devices and server.
  std::vector<LateRequest> late;
  std::map<std::size_t, std::size_t> cut_off;  // device: how many more requests do not get through
  std::optional<SimServer::Backup> backup;
  bool is_calm = false;   // no faults any more
  bool has_liar = false;  // the server lies for a part of the run
  bool is_lying = false;  // now
  bool has_lied = false;
  bool was_recovered = false;           // a device was lost and recovered
  std::vector<SyncAnswer> told_before;  // what a liar could say again
  // A member that forges, where it may or once might add something, and the batches it made up.
  struct ForgersStream {
    SectionKey section;
    Address address;
    Key key, append;
    AdmissionId admission;
    std::vector<EpochId> heads;
  };
  std::optional<std::size_t> forger;
  std::vector<ForgersStream> forgers_streams;
  std::set<BatchHash> forged;
  std::set<EntityId> asked_to_erase;  // by an owner, or by moving a note of one's own
  int nested = 0;                     // devices acting while another's request is under way

  RunCounts counts;
  std::vector<std::string> failures;
};

// Runs code of a device. Gives whether its disk failed on the way; if its power went, the device is
// restarted as soon as no code of its own is under way, and what it had promised is looked for.
bool run_on(World& world, std::size_t number, const std::function<void()>& code);

// Restarts a device and looks for everything that was saved there.
void restart_device(World& world, std::size_t number, Crash crash);

// Restarts the server and looks for everything it gave receipts for.
void restart_server(World& world, Crash crash);

// A device becomes one that the server knows.
void join_server(World& world, std::size_t number);

// One whole sync of a device through the faulty network.
SyncReport sync_device(World& world, std::size_t number);

// One action of somebody, or one fault.
void step(World& world);

}  // namespace alongside
