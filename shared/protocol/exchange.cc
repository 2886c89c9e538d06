#include "shared/protocol/exchange.h"

#include <algorithm>
#include <exception>

#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/protocol/exchange_parts.h"
#include "shared/protocol/limits.h"

namespace alongside {
namespace {

constexpr const char* kForeign = "Something other than your server answered; not sent yet.";
constexpr const char* kNoConnection = "The server could not be reached; not sent yet.";
constexpr const char* kLater = "The server asks this device to try again later; not sent yet.";
constexpr const char* kBroken = "The server could not take this request; not sent yet.";
constexpr const char* kUnknown = "The server does not know this device.";
constexpr const char* kDisabled = "The server does not let this device in any more.";
constexpr const char* kTooManyStreams = "This device follows more than a server keeps apart.";
constexpr const char* kTooLong = "The server kept on sending; the rest comes next time.";
constexpr const char* kForgetful = "The server keeps forgetting what it was asked; not sent yet.";
constexpr const char* kNothingNew = "The server promised more and sent nothing; not sent yet.";
constexpr const char* kNotPlaced = "The server gave a receipt for what it does not show.";
constexpr const char* kOwnDisk = "This device could not store what arrived.";

Result<Bytes> open(const SigningPublic& pin, const Nonce& nonce, View answer) {
  if (PLANT(exchange_trusts_unsigned_answer)) {
    CborReader in(answer);
    TRY(CborMap map, CborMap::open(in));
    TRY_DO(map.need(0));
    TRY(const View body, in.bytes());
    return copy_of(body);
  }
  return open_answer(pin, nonce, answer);
}

}  // namespace

Exchange::Exchange(Replica& replica, Random& random, Start start)
    : parts_(std::make_shared<Parts>(replica, random, start)) {
  if (replica.followed().size() > kMaxFollowed) parts_->fail(kTooManyStreams);
}

ExchangeState Exchange::state() const { return parts_->state; }
const ExchangeCounts& Exchange::counts() const { return parts_->counts; }
std::optional<Hash> Exchange::follow_hash() const { return parts_->follow_known; }
const std::string& Exchange::reason() const { return parts_->reason; }

HttpRequest Exchange::next() {
  Parts& parts = *parts_;
  MUST(parts.state == ExchangeState::asking && !parts.is_waiting);
  parts.nonce = parts.random.id<Nonce>();
  HttpRequest request = parts.phase == Parts::Phase::syncing ? parts.ask_sync() : parts.ask_have();
  parts.is_waiting = true;
  parts.counts.requests += 1;
  parts.counts.bytes_up += request.body.size();
  return request;
}

namespace {

// Should the replica's disk throw while an answer is taken in, the exchange is over.
class EndsOnThrow {
 public:
  explicit EndsOnThrow(Exchange::Parts& parts) : parts_(parts) {}
  ~EndsOnThrow() {
    if (std::uncaught_exceptions() > before_) parts_.fail(kOwnDisk);
  }
  EndsOnThrow(const EndsOnThrow&) = delete;

 private:
  Exchange::Parts& parts_;
  int before_ = std::uncaught_exceptions();
};

}  // namespace

void Exchange::answer(int status, View body) {
  Parts& parts = *parts_;
  MUST(parts.is_waiting);
  parts.is_waiting = false;
  parts.counts.bytes_down += body.size();
  if (status == 401) return parts.turn_away(kUnknown);
  if (status == 403) return parts.turn_away(kDisabled);
  if (status == 429 || status == 503) return parts.fail(kLater);
  if (status == 400 || status == 413 || status == 500) return parts.fail(kBroken);
  if (status != 200) return parts.fail(kForeign);
  const Result<Bytes> opened = open(parts.pin, parts.nonce, body);
  if (!opened) return parts.fail(kForeign);
  const EndsOnThrow ends_on_throw(parts);
  if (parts.phase == Parts::Phase::syncing) {
    const Result<SyncAnswer> message = decode_sync_answer(*opened);
    if (!message) return parts.fail(message.error().message);
    return parts.take_sync(*message);
  }
  const Result<HaveAnswer> message = decode_have_answer(*opened);
  if (!message) return parts.fail(message.error().message);
  return parts.phase == Parts::Phase::comparing ? parts.take_counts(*message)
                                                : parts.take_hashes(*message);
}

void Exchange::no_answer() {
  MUST(parts_->is_waiting);
  parts_->is_waiting = false;
  parts_->fail(kNoConnection);
}

void Exchange::Parts::fail(std::string why) {
  state = ExchangeState::failed;
  reason = std::move(why);
}

void Exchange::Parts::turn_away(std::string why) {
  state = ExchangeState::turned_away;
  reason = std::move(why);
}

void Exchange::Parts::take_sync(const SyncAnswer& answer) {
  if (answer.need_list) {
    if (sent_list || ++lists_asked > kMaxListsAsked) return fail(kForgetful);
    follow_known.reset();
    next_pushes.insert(next_pushes.begin(), pushes.begin(), pushes.end());
    ended.clear();
    return;
  }
  Result<Judged> judged = judge(answer);
  if (!judged) return fail(judged.error().message);
  follow_known = followed.empty() ? std::nullopt : std::optional<Hash>(follow_hash);
  if (!judged->digest_fits || !judged->behind.empty()) return start_heal(*judged);
  replica.apply(judged->applied);
  next_pushes.clear();  // what the answer brought may have taken some of it back
  pending = std::move(judged->pending);
  settled.insert(judged->settled.begin(), judged->settled.end());
  counts.sent += judged->applied.receipts.size();
  counts.refused += judged->applied.refused.size();
  counts.received += judged->received;
  go_on(*judged);
}

void Exchange::Parts::go_on(const Judged& judged) {
  if (judged.more) {
    const bool is_progress = !judged.applied.arrived.empty() || !judged.settled.empty();
    idle_answers = is_progress ? 0 : idle_answers + 1;
    if (idle_answers > kMaxIdleAnswers) return fail(kNothingNew);
    hold_pushes = true;
  } else {
    if (!pending.empty()) return fail(kNotPlaced);
    hold_pushes = false;
    if (!anything_left()) {
      state = ExchangeState::done;
      return;
    }
  }
  if (counts.requests >= kMaxRequests) return fail(kTooLong);
}

// Whether another request would send or receive something: unsent blobs, streams that what arrived
// gave access to, streams to end.
bool Exchange::Parts::anything_left() {
  std::set<Address> asked;
  for (const Followed& stream : followed) asked.insert(stream.address);
  for (const Followed& stream : replica.followed()) {
    if (!asked.contains(stream.address)) return true;
  }
  const Endings endings = replica.endings();
  const auto is_unasked = [this](const auto& end) { return !ended.contains(end.address); };
  if (std::any_of(endings.close.begin(), endings.close.end(), is_unasked) ||
      std::any_of(endings.drop.begin(), endings.drop.end(), is_unasked)) {
    return true;
  }
  refill();
  return !next_pushes.empty();
}

}  // namespace alongside
