#include "client/store/carried.h"

namespace alongside {
namespace {

bool is_known(std::uint8_t type) {
  return type % 2 == 0 && type <= static_cast<std::uint8_t>(FileItem::stream_name);
}

}  // namespace

Result<bool> check_is_free(const std::filesystem::path& path) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder)) {
    return error(ErrorCode::refused, "There is no such folder to put the file into.");
  }
  if (std::filesystem::exists(path)) {
    return error(ErrorCode::refused, "There is a file of that name already; choose another name.");
  }
  return true;
}

Result<CarriedReader> open_carried(ReadFile& file, FileKind kind,
                                   const CarriedReader::KeyOf& key_of) {
  file.rewind();
  return CarriedReader::open(kind, key_of, [&file](std::size_t size) { return file.read(size); });
}

Result<bool> check_is_whole(ReadFile& file, FileKind kind, const CarriedReader::KeyOf& key_of) {
  TRY(CarriedReader reader, open_carried(file, kind, key_of));
  for (;;) {
    TRY(const auto item, next_item(reader));
    if (!item) return true;
  }
}

Result<std::optional<CarriedItem>> next_item(CarriedReader& reader) {
  return reader.next(is_known);
}

}  // namespace alongside
