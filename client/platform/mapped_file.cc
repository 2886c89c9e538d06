#include "client/platform/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace alongside {

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return error(ErrorCode::not_found, "A file of the program is not there.");
  struct stat facts {};
  void* memory = MAP_FAILED;
  if (::fstat(file, &facts) == 0 && facts.st_size > 0) {
    memory =
        ::mmap(nullptr, static_cast<std::size_t>(facts.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  }
  ::close(file);
  if (memory == MAP_FAILED) return error(ErrorCode::not_found, "A file of the program is empty.");
  return MappedFile(
      View(static_cast<const std::byte*>(memory), static_cast<std::size_t>(facts.st_size)));
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace alongside
