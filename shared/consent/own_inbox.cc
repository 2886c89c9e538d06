#include "shared/consent/own_inbox.h"

#include <algorithm>

#include "shared/consent/secrets_codec.h"
#include "shared/consent/succession.h"

namespace alongside {
namespace {

constexpr std::uint64_t kFormat = 1;

}  // namespace

Bytes encode_own_inbox(const OwnInbox& inbox) {
  CborWriter out;
  out.map(3).key(0).uint(kFormat).key(2).bytes(inbox.box_seed.view());
  write_secrets(out.key(4), inbox.stream);
  return std::move(out).take();
}

Result<OwnInbox> decode_own_inbox(View bytes) {
  CborReader in(bytes);
  TRY(auto map, CborMap::open(in));
  TRY_DO(map.need(0));
  TRY(const std::uint64_t format, in.uint());
  if (format != kFormat) return error(ErrorCode::unknown_version, "An inbox needs a newer app.");
  OwnInbox inbox;
  TRY_DO(map.need(2));
  TRY(inbox.box_seed, read_key(in));
  TRY_DO(map.need(4));
  TRY(inbox.stream, read_secrets(in));
  TRY_DO(map.finish());
  TRY_DO(in.finish());
  return inbox;
}

InboxRecord inbox_record(const OwnInbox& inbox) {
  const FourHashes four = inbox.stream.hashes();
  return {four.read, inbox.stream.append, four.close, four.drop,
          BoxKey(inbox.box_seed).public_key()};
}

bool names_inbox(const CardRecords& card, const OwnInbox& inbox) {
  const auto counted = counted_facts(card);
  if (!counted) return false;
  const InboxRecord mine = inbox_record(inbox);
  return std::any_of(counted->facts.begin(), counted->facts.end(), [&](const CountedFact& one) {
    const auto* said = std::get_if<Turned<InboxRecord>>(&one.fact);
    return said != nullptr && said->record.hashes() == mine.hashes() &&
           said->record.box == mine.box;
  });
}

}  // namespace alongside
