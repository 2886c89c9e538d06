#include "tests/support/memory_replica.h"

#include <algorithm>

#include "shared/base/check.h"

namespace alongside {

StreamCaps StreamCaps::random(Random& random) {
  StreamCaps caps;
  caps.read = random.id<Capability>();
  caps.append = random.id<Capability>();
  caps.close = random.id<Capability>();
  caps.drop = random.id<Capability>();
  return caps;
}

std::int64_t MemoryReplica::add_stream(const StreamCaps& caps, bool may_append, bool is_followed) {
  const auto number = static_cast<std::int64_t>(streams.size()) + 1;
  streams[number] = {caps, may_append, is_followed, {}, StreamState::open, {}};
  return number;
}

std::int64_t MemoryReplica::write(std::int64_t stream, Bytes bytes) {
  const auto number = static_cast<std::int64_t>(blobs.size()) + 1;
  const Hash hash = hash_of_blob(bytes);
  blobs[number] = {stream, std::move(bytes), hash, {}, false, {}, {}};
  return number;
}

std::vector<Bytes> MemoryReplica::placed(std::int64_t stream) const {
  std::vector<Bytes> all;
  for (const std::int64_t blob : streams.at(stream).places) all.push_back(blobs.at(blob).bytes);
  return all;
}

std::multiset<Bytes> MemoryReplica::held(std::int64_t stream) const {
  std::multiset<Bytes> all;
  for (const auto& [number, blob] : blobs) {
    if (blob.stream == stream) all.insert(blob.bytes);
  }
  return all;
}

std::vector<Followed> MemoryReplica::followed() {
  std::vector<Followed> list;
  for (const auto& [number, stream] : streams) {
    if (!stream.is_followed) continue;
    Followed followed{number, stream.caps.address(), stream.caps.read, stream.places.size(),
                      {},     stream.caps.four()};
    for (const Hash& blob : hashes(number)) followed.head = next_head(followed.head, blob);
    list.push_back(followed);
  }
  return list;
}

// Those that lost a place come first.
std::vector<std::int64_t> MemoryReplica::in_order_of_sending() const {
  std::vector<std::int64_t> lost, others;
  for (const auto& [number, blob] : blobs) (blob.lost_place ? lost : others).push_back(number);
  std::stable_sort(lost.begin(), lost.end(), [this](std::int64_t a, std::int64_t b) {
    return *blobs.at(a).lost_place < *blobs.at(b).lost_place;
  });
  lost.insert(lost.end(), others.begin(), others.end());
  return lost;
}

std::vector<Outgoing> MemoryReplica::outgoing(std::size_t max_bytes,
                                              const std::vector<std::int64_t>& except) {
  MUST(std::is_sorted(except.begin(), except.end()));
  std::vector<Outgoing> list;
  std::size_t size = 0;
  for (const std::int64_t number : in_order_of_sending()) {
    const Blob& blob = blobs.at(number);
    const Stream& stream = streams.at(blob.stream);
    if (blob.receipt || blob.has_place || !stream.may_append) continue;
    if (std::binary_search(except.begin(), except.end(), number)) continue;
    if (!list.empty() && size + blob.bytes.size() > max_bytes) break;
    size += blob.bytes.size();
    Push push{stream.caps.address(), stream.caps.append, {}, blob.bytes, false};
    if (stream.places.empty()) push.four = stream.caps.four();
    list.push_back({number, blob.stream, push});
  }
  return list;
}

void MemoryReplica::begin() {
  if (before_commit) before_commit();
}

void MemoryReplica::end() {
  if (after_commit) after_commit();
}

void MemoryReplica::apply(const Applied& answer) {
  begin();
  for (const Arrived& arrived : answer.arrived) place(arrived);
  for (const Receipt& receipt : answer.receipts) blobs.at(receipt.blob).receipt = receipt.signature;
  for (const Applied::Refused& refused : answer.refused) {
    blobs.at(refused.blob).refused = refused.status;
  }
  for (const Applied::Ended& ended : answer.ended) {
    streams.at(ended.stream).state = ended.state;
    streams.at(ended.stream).proof = ended.proof;
  }
  boot = answer.boot;
  ++applied;
  end();
}

void MemoryReplica::place(const Arrived& arrived) {
  Stream& stream = streams.at(arrived.stream);
  MUST(arrived.first == stream.places.size() && arrived.own.size() == arrived.blobs.size());
  for (std::size_t i = 0; i < arrived.blobs.size(); ++i) {
    std::int64_t number = arrived.own[i];
    MUST((number == 0) != arrived.blobs[i].empty());
    if (number == 0) {
      const Hash hash = hash_of_blob(arrived.blobs[i]);
      const auto known = std::find_if(blobs.begin(), blobs.end(), [&](const auto& one) {
        return one.second.stream == arrived.stream && one.second.hash == hash;
      });
      number = known == blobs.end() ? write(arrived.stream, arrived.blobs[i]) : known->first;
    }
    Blob& blob = blobs.at(number);
    MUST(!blob.has_place && blob.stream == arrived.stream);
    blob.has_place = true;
    stream.places.push_back(number);
  }
}

std::vector<Hash> MemoryReplica::hashes(std::int64_t stream) {
  std::vector<Hash> list;
  for (const std::int64_t blob : streams.at(stream).places) list.push_back(blobs.at(blob).hash);
  return list;
}

void MemoryReplica::reorder(std::int64_t stream, std::uint64_t keep) {
  begin();
  std::vector<std::int64_t>& places = streams.at(stream).places;
  MUST(keep < places.size());
  for (std::size_t i = keep; i < places.size(); ++i) {
    blobs.at(places[i]).has_place = false;
    blobs.at(places[i]).lost_place = i;
    blobs.at(places[i]).receipt.reset();
  }
  places.resize(keep);
  end();
}

}  // namespace alongside
