#include "client/sync/pairing_stream.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/seal/blob.h"

namespace alongside {
namespace {

constexpr std::int64_t kStream = 1;

Capability capability(const Key& key) {
  const auto shown = Capability::from(key.view());
  MUST(shown);
  return *shown;
}

}  // namespace

PairingStream::PairingStream(const PairingSecret& secret, PairingPart part, Random& random)
    : secrets_(pairing_stream(secret)),
      part_(part),
      random_(random),
      address_(address_of(secrets_.hashes())) {}

void PairingStream::say(View message) {
  const Payload payload{static_cast<std::uint8_t>(PayloadKind::pairing), copy_of(message)};
  number_of(seal_blob(secrets_.content_key(), address_, payload, random_));
}

std::optional<Bytes> PairingStream::heard() {
  if (heard_.empty()) return std::nullopt;
  Bytes next = std::move(heard_.front());
  heard_.pop_front();
  return next;
}

bool PairingStream::has_sent_all() const {
  return std::all_of(blobs_.begin(), blobs_.end(),
                     [](const auto& blob) { return blob.second.is_sent; });
}

std::vector<Followed> PairingStream::followed() {
  if (state_ == StreamState::dropped) return {};
  return {{kStream, address_, capability(secrets_.read()), places_.size(), head(), four()}};
}

std::vector<Outgoing> PairingStream::outgoing(std::size_t max_bytes,
                                              const std::vector<std::int64_t>& except) {
  std::vector<Outgoing> list;
  std::size_t bytes = 0;
  if (is_over() || is_refused_) return list;
  for (const auto& [number, blob] : blobs_) {
    if (blob.is_sent || std::binary_search(except.begin(), except.end(), number)) continue;
    if (!list.empty() && bytes + blob.bytes.size() > max_bytes) break;
    bytes += blob.bytes.size();
    Outgoing out{number, kStream, {}};
    out.push.address = address_;
    out.push.append = capability(secrets_.append);
    out.push.blob = blob.bytes;
    if (places_.empty()) {
      out.push.four = four();
      out.push.pairing = part_ == PairingPart::host;
    }
    list.push_back(std::move(out));
  }
  return list;
}

void PairingStream::apply(const Applied& answer) {
  for (const Receipt& receipt : answer.receipts) blobs_.at(receipt.blob).is_sent = true;
  is_refused_ = is_refused_ || !answer.refused.empty();
  for (const Arrived& arrived : answer.arrived) {
    MUST(arrived.first == places_.size() && arrived.own.size() == arrived.blobs.size());
    for (std::size_t i = 0; i < arrived.blobs.size(); ++i) {
      const bool is_own = arrived.own[i] != 0;
      const std::size_t before = blobs_.size();
      const std::int64_t number = is_own ? arrived.own[i] : number_of(arrived.blobs[i]);
      const bool is_new = blobs_.size() > before;
      Blob& blob = blobs_.at(number);
      blob.is_sent = true;
      places_.push_back(number);
      if (is_new) take_in(blob.bytes);
    }
  }
  for (const Applied::Ended& ended : answer.ended) state_ = ended.state;
}

std::vector<Hash> PairingStream::hashes(std::int64_t) {
  std::vector<Hash> list;
  for (const std::int64_t number : places_) list.push_back(blobs_.at(number).hash);
  return list;
}

void PairingStream::reorder(std::int64_t, std::uint64_t keep) {
  for (std::size_t i = keep; i < places_.size(); ++i) {
    Blob& blob = blobs_.at(places_[i]);
    blob.is_sent = false;
  }
  places_.resize(keep);
}

Endings PairingStream::endings() {
  Endings endings;
  if (to_drop_ && state_ != StreamState::dropped) {
    endings.drop.push_back({address_, head(), capability(secrets_.drop), four()});
  }
  return endings;
}

// A blob that is here already keeps its number.
std::int64_t PairingStream::number_of(View bytes) {
  const Hash hash = blob_hash(bytes);
  for (const auto& [number, blob] : blobs_) {
    if (blob.hash == hash) return number;
  }
  const auto number = static_cast<std::int64_t>(blobs_.size()) + 1;
  blobs_[number] = {copy_of(bytes), hash, false};
  return number;
}

// What does not open is somebody else's: it says nothing.
void PairingStream::take_in(View bytes) {
  auto payload = open_blob(secrets_.content_key(), address_, bytes);
  if (payload && payload->kind == static_cast<std::uint8_t>(PayloadKind::pairing)) {
    heard_.push_back(std::move(payload->bytes));
  }
}

Hash PairingStream::head() const {
  Hash head;
  for (const std::int64_t number : places_) head = next_head(head, blobs_.at(number).hash);
  return head;
}

Four PairingStream::four() const {
  const FourHashes four = secrets_.hashes();
  return {Hash{four.read.bytes}, Hash{four.append.bytes}, Hash{four.close.bytes},
          Hash{four.drop.bytes}};
}

}  // namespace alongside
