#include <algorithm>

#include "shared/base/plant.h"
#include "shared/protocol/exchange_parts.h"

namespace alongside {
namespace {

// The head over the first `count` of `blobs`.
Hash head_over(const std::vector<Hash>& blobs, std::size_t count) {
  Hash head;
  for (std::size_t i = 0; i < count; ++i) head = next_head(head, blobs[i]);
  return head;
}

std::uint64_t common_prefix(const std::vector<Hash>& a, const std::vector<Hash>& b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t same = 0;
  while (same < most && a[same] == b[same]) ++same;
  return same;
}

}  // namespace

// Where the digest fits, only the streams that the server names as behind can differ.
void Exchange::Parts::start_heal(const Judged& judged) {
  if (heals == kMaxHeals) {
    return fail("The server's record does not fit what this device holds; not sent yet.");
  }
  ++heals;
  compared = judged.digest_fits ? judged.behind : followed;
  suspects.clear();
  next_pushes.clear();
  pending.clear();
  settled.clear();
  phase = Phase::comparing;
}

// Streams that ended are left out: the next sync answer proves their end. Where the server has a
// prefix of our order its head alone shows it; for the others the hashes must be listed.
void Exchange::Parts::take_counts(const HaveAnswer& answer) {
  if (answer.streams.size() != compared.size() || !answer.hashes.empty()) {
    return fail("The server did not answer what it was asked; not sent yet.");
  }
  for (std::size_t i = 0; i < compared.size(); ++i) {
    const HaveStream& there = answer.streams[i];
    const Followed& here = compared[i];
    const bool is_same = there.count == here.count && there.head == here.head;
    if (is_same || there.state == StreamState::dropped) continue;
    const std::vector<Hash> own = replica.hashes(here.number);
    if (own.size() != here.count) {  // a server once put one blob at two places: begin again
      replica.reorder(here.number, 0);
      counts.healed = true;
      continue;
    }
    if (there.count <= here.count && head_over(own, there.count) == there.head) {
      Suspect shorter{here, own, true};
      shorter.server.resize(there.count);
      suspects.push_back(std::move(shorter));
    } else if (there.count > 0) {
      suspects.push_back({here, {}, false});
    } else {
      return fail("The server contradicts itself; not sent yet.");
    }
  }
  phase = Phase::listing;
  finish_heal();
}

void Exchange::Parts::take_hashes(const HaveAnswer& answer) {
  std::vector<Suspect*> asked;
  for (Suspect& suspect : suspects) {
    if (!suspect.is_complete) asked.push_back(&suspect);
  }
  if (answer.streams.size() != asked.size() || answer.hashes.size() != asked.size()) {
    return fail("The server did not answer what it was asked; not sent yet.");
  }
  bool is_progress = false;
  std::size_t listed = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    std::vector<Hash>& server = asked[i]->server;
    const std::vector<Hash>& more = answer.hashes[i];
    server.insert(server.end(), more.begin(), more.end());
    asked[i]->is_complete = server.size() == answer.streams[i].count;
    is_progress = is_progress || !more.empty() || asked[i]->is_complete;
    listed += server.size();
    const bool is_true =
        !asked[i]->is_complete || head_over(server, server.size()) == answer.streams[i].head;
    if (!is_true || server.size() > answer.streams[i].count) {
      return fail("The server contradicts itself; not sent yet.");
    }
  }
  if (!is_progress || listed > kMaxHashesCompared) {
    return fail("The server does not say what it has; not sent yet.");
  }
  finish_heal();
}

// Once all is listed: keeps the places where both orders agree and pulls from there on. What then
// has no place any more is offered to the server again after the pull.
void Exchange::Parts::finish_heal() {
  for (const Suspect& suspect : suspects) {
    if (!suspect.is_complete) return;
  }
  for (const Suspect& suspect : suspects) {
    const std::uint64_t keep = common_prefix(replica.hashes(suspect.stream.number), suspect.server);
    if (keep == suspect.stream.count || PLANT(exchange_heals_nothing)) continue;
    replica.reorder(suspect.stream.number, keep);
    counts.healed = true;
  }
  suspects.clear();
  hold_pushes = true;
  phase = Phase::syncing;
}

}  // namespace alongside
