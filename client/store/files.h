#pragma once

#include <filesystem>

#include "shared/base/bytes.h"

namespace alongside {

// Puts `bytes` at `path` so that after any crash either the old file or the new one is there in
// full (written beside it, fsync, rename, fsync of the folder). Readable by the owner only. Throws
// std::filesystem::filesystem_error.
void write_durably(const std::filesystem::path& path, View bytes);

// A file that is written piece by piece beside its place and put there whole, for files too large
// to hold. Readable by the owner only; nothing is left if it is not kept. Throws
// std::filesystem::filesystem_error.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path);
  NewFile(const NewFile&) = delete;
  ~NewFile();

  void write(View bytes);
  // fsync, rename, fsync of the folder.
  void keep();

 private:
  std::filesystem::path path_, beside_;
  int file_;
};

// A file that is read piece by piece.
class ReadFile {
 public:
  // Errors: not_found. Throws std::filesystem::filesystem_error.
  static Result<ReadFile> open(const std::filesystem::path& path);
  ReadFile(ReadFile&& other) noexcept;
  ReadFile& operator=(ReadFile&&) = delete;
  ~ReadFile();

  // The next bytes: as many as asked for, fewer only at the end. Throws
  // std::filesystem::filesystem_error.
  Bytes read(std::size_t size);
  // From the beginning again. Throws std::filesystem::filesystem_error.
  void rewind();

 private:
  ReadFile(const std::filesystem::path& path, int file) : path_(path), file_(file) {}
  std::filesystem::path path_;
  int file_;
};

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
