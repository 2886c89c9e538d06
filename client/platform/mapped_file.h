#pragma once

#include <filesystem>

#include "shared/base/bytes.h"

namespace alongside {

// A whole file, read as memory: only the pages that are used are ever loaded.
class MappedFile {
 public:
  // Errors: not_found (also: an empty file).
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();

  // The bytes; they live as long as this object.
  View bytes() const { return bytes_; }

 private:
  explicit MappedFile(View bytes) : bytes_(bytes) {}
  View bytes_;
};

}  // namespace alongside
