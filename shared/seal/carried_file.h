#pragma once

#include <functional>
#include <optional>

#include "shared/base/random.h"
#include "shared/seal/passphrase.h"

namespace alongside {

// The frame of files that people carry (docs/spec/record-file.md): items in sealed pieces. Writer
// and reader hold one piece and one item at a time, and do no I/O of their own.

inline constexpr std::size_t kMaxItemBytes = 2 * 1024 * 1024;
inline constexpr std::size_t kPieceBytes = 256 * 1024;  // of items, in every piece but the last
inline constexpr std::uint32_t kMaxPieces = 65536;

enum class FileKind : std::uint8_t { record = 0, exchange = 2 };
using FileId = Id<struct FileIdTag, 32>;

// What opens a record file, and what opens an exchange file: its own id.
Key record_file_key(const RecoverySecret& code);
Key exchange_file_key(const FileId& id);

class CarriedWriter {
 public:
  using Put = std::function<void(View)>;

  // `put` takes the bytes of the file in order; `random` and it outlive the writer.
  CarriedWriter(FileKind kind, const FileId& id, const Key& key, Random& random, Put put);

  // Requires: bytes.size() <= kMaxItemBytes.
  // Errors: too_large (the file has as many pieces as one may have).
  Result<bool> item(std::uint8_t type, View bytes);
  // The same of bytes in which items stand one after another.
  Result<bool> items(View bytes);
  // Without it, what was written is a file that was cut.
  Result<bool> finish();

 private:
  Result<bool> write_piece(View items, bool is_last);

  FileId id_;
  Key key_;
  Random& random_;
  Put put_;
  Bytes waiting_;
  std::uint32_t pieces_ = 0;
};

struct CarriedItem {
  std::uint8_t type = 0;
  Bytes bytes;
};

// What kind of file begins with these bytes. Errors: malformed (none of ours), unknown_version.
inline constexpr std::size_t kFileHeadBytes = 56;
Result<FileKind> kind_of_head(View head);

class CarriedReader {
 public:
  // Gives the next bytes of the file: as many as asked for, fewer only at its end.
  using Get = std::function<Bytes(std::size_t)>;
  using KeyOf = std::function<Key(const FileId&)>;

  // Errors: malformed (no such file, or it was cut), unknown_version (made by a newer app), refused
  // (the key is another, or the head was changed).
  static Result<CarriedReader> open(FileKind kind, const KeyOf& key_of, Get get);

  // The next item of a known type; nothing at the end. `knows` says which types are known.
  // Errors: malformed (cut or changed), unknown_version (a type that must be understood).
  using Knows = std::function<bool(std::uint8_t)>;
  Result<std::optional<CarriedItem>> next(const Knows& knows);

  const FileId& id() const { return id_; }

 private:
  CarriedReader(const FileId& id, const Key& key, Get get);
  Result<bool> fill(std::size_t size);
  Result<Bytes> open_piece(View blob, bool is_last) const;
  Result<bool> read_piece();

  FileId id_;
  Key key_;
  Get get_;
  Bytes ahead_;  // the size of the next piece: read early, to know whether this one is the last
  Bytes items_;
  std::size_t read_ = 0;
  std::uint32_t pieces_ = 0;
};

}  // namespace alongside
