#include "shared/base/plant.h"
#include "shared/protocol/exchange_parts.h"

namespace alongside {
namespace {

constexpr std::size_t kClose = 2;  // in a stream's four hashes
constexpr std::size_t kDrop = 3;

Error untrue(const char* what) { return error(ErrorCode::refused, what); }

bool proves(const std::optional<Four>& four, StreamState state, const Capability& proof) {
  if (!four) return true;
  return hash_of(proof) == (*four)[state == StreamState::dropped ? kDrop : kClose];
}

// One judgement of one answer; `judged` grows step by step.
class Judge {
 public:
  Judge(const Exchange::Parts& parts, const SyncAnswer& answer)
      : parts_(parts), answer_(answer), heads_(parts.followed.size()) {
    judged_.pending = parts.pending;
    judged_.more = answer.more;
    judged_.applied.is_whole = !answer.more;
    judged_.applied.server_time = answer.time;
    judged_.applied.boot = answer.boot;
    for (std::size_t i = 0; i < parts.followed.size(); ++i) {
      heads_[i] = parts.followed[i].head;
      places_.emplace(parts.followed[i].address, i);
    }
  }

  Result<Exchange::Parts::Judged> judge() {
    TRY_DO(read_results());
    TRY_DO(read_ends());
    TRY_DO(read_behind());
    TRY_DO(read_deliveries());
    TRY_DO(compare_digest());
    if (shows_again_ && judged_.digest_fits)
      return untrue("The server has one blob at two places.");
    hand_over_placed();
    return std::move(judged_);
  }

 private:
  const Followed* followed_at(const Address& address) const {
    const auto found = places_.find(address);
    return found == places_.end() ? nullptr : &parts_.followed[found->second];
  }

  Result<bool> read_results() {
    if (answer_.pushed.size() != parts_.pushes.size()) {
      return untrue("The server did not answer each blob it was sent.");
    }
    for (std::size_t i = 0; i < answer_.pushed.size(); ++i) {
      TRY_DO(read_result(parts_.pushes[i], answer_.pushed[i]));
    }
    return true;
  }

  Result<bool> read_result(const Outgoing& sent, const PushResult& result) {
    judged_.settled.push_back(sent.number);
    if (result.status != PushStatus::stored) return read_refusal(sent, result);
    const Hash hash = hash_of_blob(sent.push.blob);
    const bool holds =
        result.receipt && check_receipt(parts_.pin, sent.push.address, hash, *result.receipt);
    if (!holds && !PLANT(exchange_skips_receipt_check)) {
      return untrue("The server gave no valid receipt for what it was sent.");
    }
    const Signature receipt = result.receipt.value_or(Signature{});
    const bool has_place = followed_at(sent.push.address) != nullptr;
    if (has_place && !PLANT(exchange_counts_a_receipt_without_its_place)) {
      judged_.pending[{sent.push.address, hash}] = {sent.number, receipt};
    } else {
      judged_.applied.receipts.push_back({sent.number, receipt});
    }
    return true;
  }

  Result<bool> read_refusal(const Outgoing& sent, const PushResult& result) {
    const bool is_end = result.status == PushStatus::closed || result.status == PushStatus::dropped;
    if (result.receipt || result.proof.has_value() != is_end) {
      return untrue("The server did not keep something and did not say why.");
    }
    if (is_end) {
      const Followed* stream = followed_at(sent.push.address);
      const auto state =
          result.status == PushStatus::closed ? StreamState::closed : StreamState::dropped;
      if (!proves(sent.push.four, state, *result.proof) ||
          (stream != nullptr && !proves(stream->four, state, *result.proof))) {
        return untrue("The server says that something was ended, and cannot prove it.");
      }
    }
    judged_.applied.refused.push_back({sent.number, result.status, result.proof});
    return true;
  }

  // Indexes of followed streams ascend, each at most once.
  Result<const Followed*> stream_at(std::uint64_t index, std::optional<std::uint64_t>& last) {
    if (index >= parts_.followed.size() || (last && index <= *last)) {
      return untrue("The server spoke of a stream that was not asked for.");
    }
    last = index;
    return &parts_.followed[index];
  }

  Result<bool> read_ends() {
    std::optional<std::uint64_t> last;
    for (const StreamEnd& end : answer_.states) {
      TRY(const Followed* stream, stream_at(end.index, last));
      if (!proves(stream->four, end.state, end.proof)) {
        return untrue("The server says that something was ended, and cannot prove it.");
      }
      judged_.applied.ended.push_back({stream->number, end.state, end.proof});
      if (end.state == StreamState::dropped) {
        heads_[end.index] = dropped_head(end.proof);
        shut_.insert(end.index);
      }
    }
    return true;
  }

  Result<bool> read_behind() {
    std::optional<std::uint64_t> last;
    for (const std::uint64_t index : answer_.behind) {
      TRY(const Followed* stream, stream_at(index, last));
      if (!shut_.insert(index).second) return untrue("The server contradicts itself.");
      heads_[index] = behind_head();
      if (!PLANT(exchange_ignores_what_the_server_lost)) judged_.behind.push_back(*stream);
    }
    return true;
  }

  Result<bool> read_deliveries() {
    std::optional<std::uint64_t> last;
    for (const Delivery& part : answer_.deliver) {
      TRY(const Followed* stream, stream_at(part.index, last));
      const bool fits = !part.first || *part.first == stream->count;
      if (!fits || shut_.contains(part.index)) {
        return untrue("The server delivered what was not asked for.");
      }
      Arrived arrived{stream->number, stream->count, {}, {}};
      here_ = placed_before(*stream);
      delivered_.clear();
      for (const DeliveredItem& item : part.items) {
        TRY_DO(read_item(*stream, item, arrived, heads_[part.index]));
      }
      judged_.applied.arrived.push_back(std::move(arrived));
    }
    return true;
  }

  Result<bool> read_item(const Followed& stream, const DeliveredItem& item, Arrived& arrived,
                         Hash& head) {
    if (const auto* number = std::get_if<std::uint64_t>(&item)) {
      if (*number >= parts_.pushes.size() ||
          parts_.pushes[*number].push.address != stream.address ||
          answer_.pushed[*number].status != PushStatus::stored) {
        return untrue("The server delivered what was not sent.");
      }
      const Hash sent = hash_of_blob(parts_.pushes[*number].push.blob);
      TRY_DO(once(sent));
      place(stream, sent, parts_.pushes[*number].number, {}, arrived, head);
      return true;
    }
    const Bytes& blob = std::get<Bytes>(item);
    const Hash hash = hash_of_blob(blob);
    TRY_DO(once(hash));
    const auto own = judged_.pending.find({stream.address, hash});
    if (own != judged_.pending.end()) {
      place(stream, hash, own->second.number, {}, arrived, head);
    } else {
      place(stream, hash, 0, blob, arrived, head);
      ++judged_.received;
    }
    return true;
  }

  std::set<Hash> placed_before(const Followed& stream) const {
    const std::vector<Hash> hashes = parts_.replica.hashes(stream.number);
    return {hashes.begin(), hashes.end()};
  }

  // No stream has a blob twice. One that is here at another place is no lie if the server's order
  // has changed, which the digest then says.
  Result<bool> once(const Hash& hash) {
    if (!delivered_.insert(hash).second) return untrue("The server delivered one blob twice.");
    shows_again_ = shows_again_ || here_.contains(hash);
    return true;
  }

  void place(const Followed& stream, const Hash& hash, std::int64_t own, Bytes blob,
             Arrived& arrived, Hash& head) {
    head = next_head(head, hash);
    arrived.blobs.push_back(std::move(blob));
    arrived.own.push_back(own);
    if (own != 0) placed_.push_back({stream.address, hash});
  }

  Result<bool> compare_digest() {
    if (answer_.digest.has_value() != !parts_.followed.empty()) {
      return untrue("The server did not vouch for what it has.");
    }
    if (answer_.digest && *answer_.digest != digest_of(heads_) && !PLANT(exchange_skips_digest)) {
      judged_.digest_fits = false;
    }
    return true;
  }

  void hand_over_placed() {
    for (const auto& key : placed_) {
      const auto found = judged_.pending.find(key);
      if (found == judged_.pending.end()) continue;
      judged_.applied.receipts.push_back({found->second.number, found->second.receipt});
      judged_.pending.erase(found);
    }
  }

  const Exchange::Parts& parts_;
  const SyncAnswer& answer_;
  std::vector<Hash> heads_;
  std::map<Address, std::size_t> places_;
  std::set<std::uint64_t> shut_;  // streams of which nothing can be delivered
  std::set<Hash> here_;           // what the stream that is being delivered had at places
  std::set<Hash> delivered_;      // and what this answer has brought of it
  bool shows_again_ = false;      // something was in both
  std::vector<Exchange::Parts::BlobKey> placed_;
  Exchange::Parts::Judged judged_;
};

}  // namespace

Result<Exchange::Parts::Judged> Exchange::Parts::judge(const SyncAnswer& answer) const {
  return Judge(*this, answer).judge();
}

}  // namespace alongside
