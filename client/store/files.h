#pragma once

#include <filesystem>

#include "shared/base/bytes.h"

namespace alongside {

// Puts `bytes` at `path` so that after any crash either the old file or the new one is there in
// full (written beside it, fsync, rename, fsync of the folder). Readable by the owner only. Throws
// std::filesystem::filesystem_error.
void write_durably(const std::filesystem::path& path, View bytes);

// Replaces what stands in a file by zeros of the same length, durably, where it lies. Throws
// std::filesystem::filesystem_error.
void overwrite(const std::filesystem::path& path);

// Errors: not_found, too_large (beyond `limit`). Throws std::filesystem::filesystem_error.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t limit);

// Makes a folder for the owner only, its parents too. Throws std::filesystem::filesystem_error.
void make_private_folder(const std::filesystem::path& path);

// Makes the entries of a folder durable. Throws std::filesystem::filesystem_error.
void sync_folder(const std::filesystem::path& path);

// A lock that one program at a time holds on a file; it goes when the program ends, however it
// ends.
class FileLock {
 public:
  // Errors: busy.
  static Result<FileLock> take(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int file) : file_(file) {}
  int file_;
};

}  // namespace alongside
