#include "client/store/files.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace alongside {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what, const fs::path& path) {
  throw fs::filesystem_error(what, path, std::error_code(errno, std::generic_category()));
}

// A file descriptor that closes itself.
class OpenFile {
 public:
  OpenFile(const fs::path& path, int flags, mode_t mode = 0)
      : path_(path), file_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~OpenFile() {
    if (file_ >= 0) ::close(file_);
  }
  OpenFile(const OpenFile&) = delete;
  bool is_open() const { return file_ >= 0; }
  int number() const { return file_; }
  int release() {
    const int file = file_;
    file_ = -1;
    return file;
  }
  void sync() const {
    if (::fsync(file_) != 0) fail("could not make a file durable", path_);
  }

 private:
  fs::path path_;
  int file_;
};

void write_all(int file, const fs::path& path, View bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("could not write a file", path);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

}  // namespace

void sync_folder(const fs::path& path) {
  const OpenFile folder(path, O_RDONLY | O_DIRECTORY);
  if (!folder.is_open()) fail("could not open a folder", path);
  folder.sync();
}

void write_durably(const fs::path& path, View bytes) {
  const fs::path beside = path.string() + ".new";
  {
    const OpenFile file(beside, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
    if (!file.is_open()) fail("could not make a file", beside);
    write_all(file.number(), beside, bytes);
    file.sync();
  }
  fs::rename(beside, path);
  sync_folder(path.parent_path());
}

NewFile::NewFile(const fs::path& path) : path_(path), beside_(path.string() + ".alongside-part") {
  OpenFile file(beside_, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
  if (!file.is_open()) fail("could not make a file", beside_);
  file_ = file.release();
}

NewFile::~NewFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(beside_.c_str());
}

void NewFile::write(View bytes) { write_all(file_, beside_, bytes); }

void NewFile::keep() {
  if (::fsync(file_) != 0) fail("could not make a file durable", beside_);
  fs::rename(beside_, path_);
  ::close(file_);
  file_ = -1;
  sync_folder(path_.has_parent_path() ? path_.parent_path() : fs::path("."));
}

Result<ReadFile> ReadFile::open(const fs::path& path) {
  OpenFile file(path, O_RDONLY);
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) {
    return error(ErrorCode::not_found, "There is no such file.");
  }
  if (!file.is_open()) fail("could not open a file", path);
  return ReadFile(path, file.release());
}

ReadFile::ReadFile(ReadFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

ReadFile::~ReadFile() {
  if (file_ >= 0) ::close(file_);
}

Bytes ReadFile::read(std::size_t size) {
  Bytes bytes(size);
  std::size_t got = 0;
  while (got < size) {
    const ssize_t now = ::read(file_, bytes.data() + got, size - got);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) fail("could not read a file", path_);
    if (now == 0) break;
    got += static_cast<std::size_t>(now);
  }
  bytes.resize(got);
  return bytes;
}

void ReadFile::rewind() {
  if (::lseek(file_, 0, SEEK_SET) != 0) fail("could not read a file", path_);
}

void overwrite(const fs::path& path) {
  const OpenFile file(path, O_WRONLY);
  if (!file.is_open()) fail("could not open a file", path);
  write_all(file.number(), path, Bytes(fs::file_size(path)));
  file.sync();
}

Result<Bytes> read_file(const fs::path& path, std::size_t limit) {
  const OpenFile file(path, O_RDONLY);
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) {
    return error(ErrorCode::not_found, "There is no such file.");
  }
  if (!file.is_open()) fail("could not open a file", path);
  Bytes bytes;
  std::array<std::byte, 4096> chunk;
  for (;;) {
    const ssize_t got = ::read(file.number(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("could not read a file", path);
    if (got == 0) return bytes;
    append(bytes, View(chunk).first(static_cast<std::size_t>(got)));
    if (bytes.size() > limit) return error(ErrorCode::too_large, "That file is too large.");
  }
}

void make_private_folder(const fs::path& path) {
  if (fs::is_directory(path)) return;
  if (path.has_parent_path()) make_private_folder(path.parent_path());
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) fail("could not make a folder", path);
}

Result<FileLock> FileLock::take(const fs::path& path) {
  OpenFile file(path, O_RDWR | O_CREAT, S_IRUSR | S_IWUSR);
  if (!file.is_open()) fail("could not open a lock", path);
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      return error(ErrorCode::busy,
                   "Another window or program has this vault open. Close it first.");
    }
    fail("could not lock a file", path);
  }
  return FileLock(file.release());
}

FileLock::FileLock(FileLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }

FileLock::~FileLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace alongside
