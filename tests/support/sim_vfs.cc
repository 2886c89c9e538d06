#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include <sqlite3.h>

#include "shared/base/check.h"
#include "tests/support/sim_disk.h"

namespace alongside {

// What connections to one file share: SQLite's five lock levels, and the shared memory of a WAL.
// (Source: sqlite.org/c3ref/io_methods.html and sqlite.org/walformat.html.)
struct SimDisk::Shared {
  int readers = 0;  // connections at SHARED or above
  const void* reserved = nullptr;
  const void* pending = nullptr;
  std::vector<std::unique_ptr<Bytes>> regions;
  std::array<int, SQLITE_SHM_NLOCK> shared_slots{};
  std::array<const void*, SQLITE_SHM_NLOCK> exclusive_slots{};
  int mapped = 0;  // connections that use the shared memory
};

namespace {

struct SimFile {
  sqlite3_file base;
  SimDisk* disk;
  std::shared_ptr<SimDisk::File> file;
  int level;
  bool is_mapped;
  std::array<bool, SQLITE_SHM_NLOCK> holds_shared;
};

SimFile& sim(sqlite3_file* file) { return *reinterpret_cast<SimFile*>(file); }

SimDisk::Shared& shared(SimFile& file) { return *file.file->shared; }

int code_of(SimDisk::Answer answer, int unplugged) {
  switch (answer) {
    case SimDisk::Answer::ok:
      return SQLITE_OK;
    case SimDisk::Answer::full:
      return SQLITE_FULL;
    case SimDisk::Answer::unplugged:
      return unplugged;
  }
  return unplugged;
}

int unlock(sqlite3_file* raw, int level) {
  SimFile& file = sim(raw);
  SimDisk::Shared& locks = shared(file);
  if (level >= file.level) return SQLITE_OK;
  if (locks.pending == &file) locks.pending = nullptr;
  if (locks.reserved == &file) locks.reserved = nullptr;
  if (level == SQLITE_LOCK_NONE && file.level >= SQLITE_LOCK_SHARED) --locks.readers;
  file.level = level;
  return SQLITE_OK;
}

int lock(sqlite3_file* raw, int level) {
  SimFile& file = sim(raw);
  SimDisk::Shared& locks = shared(file);
  if (file.level >= level) return SQLITE_OK;
  if (file.level == SQLITE_LOCK_NONE) {
    if (locks.pending != nullptr) return SQLITE_BUSY;
    ++locks.readers;
    file.level = SQLITE_LOCK_SHARED;
  }
  if (level >= SQLITE_LOCK_RESERVED) {
    if (locks.reserved != nullptr && locks.reserved != &file) return SQLITE_BUSY;
    locks.reserved = &file;
    file.level = SQLITE_LOCK_RESERVED;
  }
  if (level == SQLITE_LOCK_EXCLUSIVE) {
    locks.pending = &file;
    file.level = SQLITE_LOCK_PENDING;
    if (locks.readers > 1) return SQLITE_BUSY;
    file.level = SQLITE_LOCK_EXCLUSIVE;
  }
  return SQLITE_OK;
}

int check_reserved(sqlite3_file* raw, int* answer) {
  *answer = shared(sim(raw)).reserved != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int shm_lock(sqlite3_file* raw, int first, int count, int flags) {
  SimFile& file = sim(raw);
  SimDisk::Shared& locks = shared(file);
  const bool is_exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if ((flags & SQLITE_SHM_LOCK) != 0) {
    for (int i = first; i < first + count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const bool is_other =
          locks.exclusive_slots[at] != nullptr && locks.exclusive_slots[at] != &file;
      const int others = locks.shared_slots[at] - (file.holds_shared[at] ? 1 : 0);
      if (is_other || (is_exclusive && others > 0)) return SQLITE_BUSY;
    }
  }
  for (int i = first; i < first + count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const bool takes = (flags & SQLITE_SHM_LOCK) != 0;
    if (is_exclusive) {
      locks.exclusive_slots[at] = takes ? &file : nullptr;
    } else if (file.holds_shared[at] != takes) {
      file.holds_shared[at] = takes;
      locks.shared_slots[at] += takes ? 1 : -1;
    }
  }
  return SQLITE_OK;
}

int shm_map(sqlite3_file* raw, int region, int size, int extend, void volatile** out) {
  SimFile& file = sim(raw);
  SimDisk::Shared& memory = shared(file);
  if (!file.is_mapped) ++memory.mapped;
  file.is_mapped = true;
  const auto at = static_cast<std::size_t>(region);
  if (memory.regions.size() <= at && extend == 0) {
    *out = nullptr;
    return SQLITE_OK;
  }
  while (memory.regions.size() <= at) {
    memory.regions.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
  }
  *out = memory.regions[at]->data();
  return SQLITE_OK;
}

int shm_unmap(sqlite3_file* raw, int) {
  SimFile& file = sim(raw);
  if (!file.is_mapped) return SQLITE_OK;
  SimDisk::Shared& memory = shared(file);
  for (std::size_t at = 0; at < file.holds_shared.size(); ++at) {
    if (file.holds_shared[at]) --memory.shared_slots[at];
    file.holds_shared[at] = false;
    if (memory.exclusive_slots[at] == &file) memory.exclusive_slots[at] = nullptr;
  }
  file.is_mapped = false;
  if (--memory.mapped == 0) memory.regions.clear();
  return SQLITE_OK;
}

int close_file(sqlite3_file* raw) {
  SimFile& file = sim(raw);
  unlock(raw, SQLITE_LOCK_NONE);
  shm_unmap(raw, 0);
  file.file.~shared_ptr();
  return SQLITE_OK;
}

int read_file(sqlite3_file* raw, void* out, int size, sqlite3_int64 offset) {
  const SimFile& file = sim(raw);
  if (file.disk->is_unplugged()) return SQLITE_IOERR_READ;
  const Bytes& bytes = file.file->bytes;
  const std::size_t from = std::min(static_cast<std::size_t>(offset), bytes.size());
  const std::size_t got = std::min(static_cast<std::size_t>(size), bytes.size() - from);
  std::memset(out, 0, static_cast<std::size_t>(size));
  if (got > 0) std::memcpy(out, bytes.data() + from, got);
  return got == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* raw, const void* from, int size, sqlite3_int64 offset) {
  const SimFile& file = sim(raw);
  const View bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(size));
  return code_of(file.disk->write(*file.file, static_cast<std::size_t>(offset), bytes),
                 SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* raw, sqlite3_int64 size) {
  const SimFile& file = sim(raw);
  return code_of(file.disk->truncate(*file.file, static_cast<std::size_t>(size)),
                 SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* raw, int) {
  const SimFile& file = sim(raw);
  return code_of(file.disk->sync(*file.file), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* raw, sqlite3_int64* size) {
  const SimFile& file = sim(raw);
  if (file.disk->is_unplugged()) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(file.file->bytes.size());
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

// As SQLite's own VFS for Unix says of disks.
int sector_size(sqlite3_file*) { return 4096; }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

void shm_barrier(sqlite3_file*) {}

const sqlite3_io_methods& methods() {
  static const sqlite3_io_methods table = [] {
    sqlite3_io_methods all{};
    all.iVersion = 2;
    all.xClose = close_file;
    all.xRead = read_file;
    all.xWrite = write_file;
    all.xTruncate = truncate_file;
    all.xSync = sync_file;
    all.xFileSize = file_size;
    all.xLock = lock;
    all.xUnlock = unlock;
    all.xCheckReservedLock = check_reserved;
    all.xFileControl = file_control;
    all.xSectorSize = sector_size;
    all.xDeviceCharacteristics = characteristics;
    all.xShmMap = shm_map;
    all.xShmLock = shm_lock;
    all.xShmBarrier = shm_barrier;
    all.xShmUnmap = shm_unmap;
    return all;
  }();
  return table;
}

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* raw, int flags, int* out_flags) {
  SimFile& file = sim(raw);
  file.base.pMethods = nullptr;
  SimDisk* const disk = name == nullptr ? nullptr : sim_disk_of(name);
  if (disk == nullptr || disk->is_unplugged()) return SQLITE_CANTOPEN;
  auto found = disk->find(name);
  if (!found && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  if (!found) found = disk->create(name);
  if (!found->shared) found->shared = std::make_shared<SimDisk::Shared>();
  new (&file.file) std::shared_ptr<SimDisk::File>(std::move(found));
  file.disk = disk;
  file.level = SQLITE_LOCK_NONE;
  file.is_mapped = false;
  file.holds_shared.fill(false);
  file.base.pMethods = &methods();
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  SimDisk* const disk = sim_disk_of(name);
  if (disk == nullptr || !disk->find(name)) return SQLITE_IOERR_DELETE_NOENT;
  return code_of(disk->remove(name, sync_folder != 0), SQLITE_IOERR_DELETE);
}

int access_file(sqlite3_vfs*, const char* name, int flags, int* answer) {
  SimDisk* const disk = sim_disk_of(name);
  if (disk != nullptr && disk->is_unplugged()) return SQLITE_IOERR_ACCESS;
  const auto file = disk == nullptr ? nullptr : disk->find(name);
  // An empty file does not count as there where SQLite looks for a journal.
  *answer = file && (flags != SQLITE_ACCESS_EXISTS || !file->bytes.empty()) ? 1 : 0;
  return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int size, char* out) {
  const std::size_t length = std::strlen(name) + 1;
  if (length > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, name, length);
  return SQLITE_OK;
}

// Nobody waits in a simulation: whoever is busy is busy in this same thread.
int do_not_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

}  // namespace

void register_sim_vfs() {
  static sqlite3_vfs vfs;
  if (vfs.zName != nullptr) return;
  sqlite3_vfs* const real = sqlite3_vfs_find("unix");
  MUST(real != nullptr);
  vfs = *real;  // randomness and time stay the machine's
  vfs.iVersion = 2;
  vfs.zName = kSimVfs;
  vfs.szOsFile = sizeof(SimFile);
  vfs.pNext = nullptr;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_name;
  vfs.xSleep = do_not_sleep;
  MUST(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

}  // namespace alongside
