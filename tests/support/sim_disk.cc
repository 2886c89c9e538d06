#include "tests/support/sim_disk.h"

#include <algorithm>

#include "shared/base/check.h"

namespace alongside {
namespace {

std::map<std::string, SimDisk*>& all_disks() {
  static std::map<std::string, SimDisk*> disks;
  return disks;
}

void write_into(Bytes& file, std::size_t offset, View bytes) {
  if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
  std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
}

// Carries pending changes over to an image, each as far as it is kept. What is written into a new
// file goes with the file where its making is not kept: an older one of that name stays as it was.
class Carrier {
 public:
  explicit Carrier(DiskImage& files) : files_(files) {}

  void carry(const SimDisk::Pending& change, std::size_t kept) {
    using Kind = SimDisk::Pending::Kind;
    if (change.kind == Kind::create) {
      is_never_made_[change.name] = kept == 0;
      if (kept > 0) files_[change.name].clear();
      return;
    }
    const auto found = files_.find(change.name);
    if (kept == 0 || found == files_.end() || is_never_made_[change.name]) return;
    if (change.kind == Kind::remove) {
      files_.erase(found);
    } else if (change.kind == Kind::truncate) {
      found->second.resize(change.size);
    } else {
      write_into(found->second, change.offset,
                 View(change.bytes).first(std::min(kept, change.bytes.size())));
    }
  }

 private:
  DiskImage& files_;
  std::map<std::string, bool> is_never_made_;
};

}  // namespace

SimDisk* sim_disk_of(const std::string& path) {
  const std::size_t end = path.find('/', std::string_view("/sim/").size());
  const auto found = all_disks().find(path.substr(0, end));
  return found == all_disks().end() ? nullptr : found->second;
}

SimDisk::SimDisk() {
  static std::uint64_t made = 0;
  folder_ = "/sim/" + std::to_string(++made);
  all_disks().emplace(folder_, this);
  register_sim_vfs();
}

SimDisk::~SimDisk() { all_disks().erase(folder_); }

DiskImage SimDisk::image() const {
  DiskImage files;
  for (const auto& [name, file] : files_) files.emplace(name, file->bytes);
  return files;
}

DiskImage SimDisk::durable_image() const { return durable_; }

DiskImage SimDisk::image_after_power_cut(const Kept& kept) const {
  DiskImage files = durable_;
  Carrier carrier(files);
  for (std::size_t i = 0; i < pending_.size(); ++i) carrier.carry(pending_[i], kept(i));
  return files;
}

void SimDisk::install(const DiskImage& files) {
  files_.clear();
  pending_.clear();
  durable_ = files;
  for (const auto& [name, bytes] : files) {
    auto file = std::make_shared<File>();
    file->name = name;
    file->bytes = bytes;
    files_.emplace(name, std::move(file));
  }
  is_unplugged_ = false;
  unplug_at_.reset();
}

void SimDisk::unplug_at(std::optional<std::uint64_t> change) {
  unplug_at_ = change ? std::optional(changes_ + *change) : std::nullopt;
}

bool SimDisk::is_allowed_change() {
  ++changes_;
  if (unplug_at_ && changes_ >= *unplug_at_) is_unplugged_ = true;
  return !is_unplugged_;
}

bool SimDisk::is_current(const File& file) const {
  const auto found = files_.find(file.name);
  return found != files_.end() && found->second.get() == &file;
}

std::shared_ptr<SimDisk::File> SimDisk::find(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<SimDisk::File> SimDisk::create(const std::string& name) {
  auto file = std::make_shared<File>();
  file->name = name;
  file->syncs_folder = name.ends_with("-wal") || name.ends_with("-journal");
  files_[name] = file;
  pending_.push_back({Pending::Kind::create, name, 0, {}, 0});
  return file;
}

SimDisk::Answer SimDisk::write(File& file, std::size_t offset, View bytes) {
  if (!is_allowed_change()) return Answer::unplugged;
  if (is_full_ && offset + bytes.size() > file.bytes.size()) return Answer::full;
  write_into(file.bytes, offset, bytes);
  if (is_current(file)) {
    pending_.push_back({Pending::Kind::write, file.name, offset, copy_of(bytes), 0});
  }
  return Answer::ok;
}

SimDisk::Answer SimDisk::truncate(File& file, std::size_t size) {
  if (!is_allowed_change()) return Answer::unplugged;
  file.bytes.resize(size);
  if (is_current(file)) pending_.push_back({Pending::Kind::truncate, file.name, 0, {}, size});
  return Answer::ok;
}

SimDisk::Answer SimDisk::sync(File& file) {
  if (!is_unplugged_ && before_sync) before_sync();
  if (!is_allowed_change()) return Answer::unplugged;
  if (file.syncs_folder) sync_folder();
  file.syncs_folder = false;
  if (is_current(file)) make_durable(file.name);
  return Answer::ok;
}

SimDisk::Answer SimDisk::remove(const std::string& name, bool durably) {
  if (!is_allowed_change()) return Answer::unplugged;
  files_.erase(name);
  pending_.push_back({Pending::Kind::remove, name, 0, {}, 0});
  if (durably) sync_folder();
  return Answer::ok;
}

// Which files there are becomes durable; what was written into them does not.
void SimDisk::sync_folder() {
  std::vector<Pending> writes;
  for (Pending& change : pending_) {
    if (change.kind == Pending::Kind::write || change.kind == Pending::Kind::truncate) {
      writes.push_back(std::move(change));
      continue;
    }
    std::erase_if(writes, [&](const Pending& earlier) { return earlier.name == change.name; });
    durable_.erase(change.name);
    if (change.kind == Pending::Kind::create) durable_.emplace(change.name, Bytes());
  }
  pending_ = std::move(writes);
}

void SimDisk::make_durable(const std::string& name) {
  std::vector<Pending> others;
  Carrier carrier(durable_);
  for (Pending& change : pending_) {
    if (change.name == name) {
      carrier.carry(change, SIZE_MAX);
    } else {
      others.push_back(std::move(change));
    }
  }
  pending_ = std::move(others);
}

}  // namespace alongside
