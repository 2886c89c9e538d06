#pragma once

#include "client/store/vault.h"
#include "shared/consent/merge_keys.h"
#include "shared/seal/blob.h"

namespace alongside {

// What a stream is for, from this vault's side.
enum class StreamPurpose : std::uint8_t {
  section = 0,
  my_inbox = 1,
  contact_inbox = 2,  // only A is known: written to, never read
  my_card = 3,
  contact_card = 4,
  role_inbox = 5,  // of a role at a charity whose key is here
  recovery = 6,    // what the recovery code gives back
  erased = 7,      // of a record that was erased whole: its key is gone, it is to be dropped
};

struct StreamRow {
  std::int64_t id = 0;
  Address address;
  FourHashes four;
  StreamPurpose purpose = StreamPurpose::section;
  std::optional<std::int64_t> section;
  std::optional<std::int64_t> author;  // whose inbox or card
  std::optional<Key> epoch_key;
  std::optional<Key> append_cap, close_cap, drop_cap;
  std::uint8_t state = 0;
  std::optional<Key> merge_secret;  // owner's devices only
  bool was_closed = false;          // once proven closed: nothing new goes in
  std::optional<Key> read_cap;      // of an erased record's stream, where the key is gone

  // R. Nothing: only A is known.
  std::optional<Key> read() const;

  // All secrets of it, where this is an owner's device of a section.
  std::optional<OwnedStream> owned() const;
};

// Adds a stream, or what is newly known of one that is there (keys are never taken away here).
// Gives its row number.
std::int64_t put_stream(Database& db, const StreamRow& stream);
// All of a stream that this vault makes itself.
StreamRow own_stream(const StreamSecrets& secrets, StreamPurpose purpose);

// A section's stream with all its secrets.
StreamRow section_stream(const OwnedStream& owned, std::int64_t section);

std::optional<StreamRow> stream_row(Database& db, std::int64_t id);
std::optional<StreamRow> find_stream(Database& db, const Address& address);

// Seals a payload into a stream this vault has the key of, to be sent at the next sync, and gives
// the blob's row. `content` names what is inside; a payload of that name is not sealed twice into
// one stream (then that blob's row is given).
std::int64_t seal_into(Vault& vault, const StreamRow& stream, const Payload& payload, View content);

// Seals a payload to an inbox, to be sent at the next sync.
std::int64_t seal_into_inbox(Vault& vault, const StreamRow& stream, const BoxPublic& box,
                             const Payload& payload);

// The name of a control record inside a stream, for seal_into.
Hash control_name(View control);

}  // namespace alongside
