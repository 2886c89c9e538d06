#pragma once

#include <functional>

#include "client/store/files.h"
#include "client/store/streams.h"
#include "shared/consent/record_file.h"

namespace alongside {

// Files that people carry, on the disk.

// Whether a new file may go there. Errors: refused (there is one, or no such folder).
Result<bool> check_is_free(const std::filesystem::path& path);

// Which kind of file lies there, by how it begins. Errors: not_found, malformed (none of ours),
// unknown_version. Throws std::filesystem::filesystem_error.
Result<FileKind> kind_of_file(const std::filesystem::path& path);

// Opens the file from its beginning. `file` outlives the reader. Errors: those of
// CarriedReader::open().
Result<CarriedReader> open_carried(ReadFile& file, FileKind kind,
                                   const CarriedReader::KeyOf& key_of);

// Reads the file through: it is whole and nothing in it was changed. Errors: as above, and those of
// CarriedReader::next().
Result<bool> check_is_whole(ReadFile& file, FileKind kind, const CarriedReader::KeyOf& key_of);

// The next item, if there is one. Errors: those of CarriedReader::next().
Result<std::optional<CarriedItem>> next_item(CarriedReader& reader);

// Each blob of a stream that a file carries, in order: those that are here, and of batches that
// lost words here what remains, sealed for the file alone. Errors: those of `carry`.
Result<bool> each_blob_to_carry(Vault& vault, const StreamRow& stream,
                                const std::function<Result<bool>(View)>& carry);

}  // namespace alongside
