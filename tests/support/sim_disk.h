#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/bytes.h"

namespace alongside {

// What a disk holds: whole files by name.
using DiskImage = std::map<std::string, Bytes>;

// A disk of a simulated machine: files in memory that SQLite opens through the VFS `kSimVfs`, at
// paths that begin with folder(). It knows which writes are durable and which a power cut may lose.
//
// The model of durability: what was written to a file is durable once that file was synced. Before
// that any subset of the writes may be there after a power cut, each torn at 512 bytes; writes do
// not touch bytes outside their range (as SQLite assumes of disks). A new file is durable with its
// first sync; a removal with a sync of the folder. As SQLite's own VFS for Unix does, the first
// sync of a new journal or WAL syncs the folder, and a removal does where SQLite asks for it.
class SimDisk {
 public:
  static constexpr std::size_t kSector = 512;

  SimDisk();
  ~SimDisk();
  SimDisk(const SimDisk&) = delete;
  SimDisk& operator=(const SimDisk&) = delete;

  // "/sim/<number>": what paths on this disk begin with.
  const std::string& folder() const { return folder_; }

  // All files as a program that is alive sees them: what a copy (a backup) or kill -9 leaves.
  DiskImage image() const;
  // Only what is durable: the most that a power cut may take.
  DiskImage durable_image() const;

  // One change that is not durable yet.
  struct Pending {
    enum class Kind { write, truncate, create, remove };
    Kind kind = Kind::write;
    std::string name;
    std::size_t offset = 0;  // of a write
    Bytes bytes;             // of a write
    std::size_t size = 0;    // after a truncation
  };
  const std::vector<Pending>& pending() const { return pending_; }

  // What a power cut leaves if of the pending change `i` the first `kept(i)` bytes reached the
  // disk: all of them, none (0), or a part of a write. A creation or removal is kept by any number
  // but 0.
  using Kept = std::function<std::size_t(std::size_t i)>;
  DiskImage image_after_power_cut(const Kept& kept) const;

  // Puts other files in place of all. Whoever has files open goes on in the old ones, unseen; so
  // close databases first, with the disk unplugged.
  void install(const DiskImage& files);

  // From the n-th change on (a write, truncation, sync or removal; 1: the next one) everything
  // fails, as if the power went: the program gets errors until install(). Nothing: never.
  void unplug_at(std::optional<std::uint64_t> change);
  void unplug() { is_unplugged_ = true; }
  bool is_unplugged() const { return is_unplugged_; }

  // Writes that make a file longer fail with "disk full" while this is on.
  void set_full(bool is_full) { is_full_ = is_full; }

  // Changes so far: writes, truncations, syncs and removals.
  std::uint64_t changes() const { return changes_; }

  // Called before a sync makes anything durable: at these moments the most is at stake.
  std::function<void()> before_sync;

  // What the VFS calls (sim_vfs.cc).
  struct Shared;
  struct File {
    std::string name;
    Bytes bytes;
    std::shared_ptr<Shared> shared;  // locks and shared memory
    bool syncs_folder = false;       // a new journal or WAL
  };
  enum class Answer { ok, unplugged, full };
  std::shared_ptr<File> find(const std::string& name) const;
  std::shared_ptr<File> create(const std::string& name);
  Answer write(File& file, std::size_t offset, View bytes);
  Answer truncate(File& file, std::size_t size);
  Answer sync(File& file);
  Answer remove(const std::string& name, bool durably);

 private:
  bool is_allowed_change();
  bool is_current(const File& file) const;
  void make_durable(const std::string& name);
  void sync_folder();

  std::string folder_;
  std::map<std::string, std::shared_ptr<File>> files_;
  DiskImage durable_;
  std::vector<Pending> pending_;
  std::uint64_t changes_ = 0;
  std::optional<std::uint64_t> unplug_at_;
  bool is_unplugged_ = false;
  bool is_full_ = false;
};

// The name of the VFS; registered when the first SimDisk is made.
inline constexpr const char* kSimVfs = "sim";

// The disk that a path lies on; nothing: none. For the VFS.
SimDisk* sim_disk_of(const std::string& path);

// Registers the VFS once (sim_vfs.cc).
void register_sim_vfs();

}  // namespace alongside
