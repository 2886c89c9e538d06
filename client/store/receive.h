#pragma once

#include <set>

#include "client/store/inbox.h"
#include "client/store/judge.h"
#include "client/store/streams.h"

namespace alongside {

// What one answer of the server brings, opened and stored; settle_all() then judges it, section by
// section. Inside the caller's transaction. Nothing foreign can throw or be lost: what does not
// open or fit is kept or reported.
class Receiver {
 public:
  explicit Receiver(Vault& vault) : vault_(vault) {}

  // A blob of a stream, at any place: kept in the row `blob`, which will say what is inside.
  void take_in(std::int64_t blob, const StreamRow& stream, View bytes);

  // Judges all that came, and acts on messages that waited for it.
  void settle_all();

 private:
  // What a blob turned out to be. `name`: of what is inside, if it has one (a batch, a control
  // record). `opens` is false for a known seal version that does not open here: only its hash is
  // kept; so also where it is tainted: it holds something that was erased.
  struct Opened {
    std::optional<Hash> name;
    bool opens = true;
    bool is_tainted = false;
  };
  Opened open(const StreamRow& stream, View blob);
  Opened open_in_section(const StreamRow& stream, View blob);
  Opened receive_batch(const StreamRow& stream, Bytes bytes);
  std::optional<Hash> receive_control(const StreamRow& stream, View bytes);
  bool is_named_by_epoch(const SectionRow& section, const StreamRow& stream);
  bool is_of_erased(const StreamRow& stream);
  bool has_several_streams(std::int64_t section);
  void receive_card(const CardRecords& records);
  void receive_epoch(const StreamRow& stream, View bytes);

  Vault& vault_;
  std::map<std::int64_t, std::vector<NewBatch>> fresh_;  // by section
  Learned learned_;
};

// `{ 0: type, 2: bytes }` of docs/spec/consent.md.
enum class ControlType : std::uint8_t { card = 0, epoch = 2, kit = 4, own_inbox = 5 };
Bytes encode_control(ControlType type, View bytes);
struct Control {
  std::uint64_t type = 0;
  View bytes;  // of what it was read from
};
// Errors: malformed.
Result<Control> decode_control(View bytes);

}  // namespace alongside
