#pragma once

#include "shared/base/clock.h"
#include "shared/consent/card.h"
#include "shared/consent/space_name.h"
#include "shared/seal/carried_file.h"

namespace alongside {

// What lies in files that people carry (docs/spec/record-file.md).

enum class FileItem : std::uint8_t {
  about = 0,
  kit = 2,
  card = 4,
  own_keys = 6,
  address = 8,  // of the stream that the next blobs are of
  blob = 10,
  stream_name = 12,  // the same in an exchange file
  taker = 14,        // the card, as text, of who hands the record over
};

// What a record file is about.
struct AboutRecord {
  SpaceId space;
  RootId taken_by;
  TimeMs taken_ms = 0;      // by the clock of who took it
  bool hands_over = false;  // whoever makes it their own vault takes the record over
};
Bytes encode_about(const AboutRecord& about);
// Errors: malformed, unknown_version.
Result<AboutRecord> decode_about(View bytes);

// The name of a stream in an exchange file, for those who may show `capability`: A of an inbox, R
// of any other stream.
Hash exchange_name(const FileId& id, const Key& capability);

}  // namespace alongside
