#include "tests/simulation/lying_server.h"

#include <algorithm>

#include "client/store/replica.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

constexpr TimeMs kDayMs = 24LL * 60 * 60 * 1000;
constexpr std::size_t kMostKept = 20;

// One answer to one request of one device, and what the server makes of it.
class Liar {
 public:
  Liar(World& world, std::size_t device, SyncRequest asked, SyncAnswer answer)
      : world_(world),
        asked_(std::move(asked)),
        answer_(std::move(answer)),
        followed_(VaultReplica(world.device(device).window()).followed()) {}

  SyncAnswer& answer() { return answer_; }

  void lie() {
    switch (world_.random.below(10)) {
      case 0:
        return tell_false_time();
      case 1:
        return withhold();
      case 2:
        return give_anothers_blob();
      case 3:
        return change_order();
      case 4:
        return say_closed();
      case 5:
        return feign_loss();
      case 6:
        return refuse();
      case 7:
        answer_.boot = world_.random.id<BootId>();
        return;
      case 8:
        answer_.more = !answer_.more;
        return;
      default:
        return repeat_old();
    }
  }

  // What was pushed is thrown away, with a receipt and, where the device can look, a place.
  void throw_away(const std::vector<Push>& pushes) {
    const SigningKey key = world_.server.signing_key();
    answer_.pushed.clear();
    for (std::size_t number = 0; number < pushes.size(); ++number) {
      const Push& push = pushes[number];
      answer_.pushed.push_back(
          {PushStatus::stored, make_receipt(key, push.address, hash_of_blob(push.blob)), {}});
      for (std::size_t i = 0; i < followed_.size(); ++i) {
        if (followed_[i].address == push.address) delivery_of(i).items.push_back(number);
      }
    }
    fit_digest(pushes);
  }

 private:
  bool fits() const { return asked_.have.size() == followed_.size() && !followed_.empty(); }

  Delivery& delivery_of(std::uint64_t index) {
    auto at = std::find_if(answer_.deliver.begin(), answer_.deliver.end(),
                           [&](const Delivery& one) { return one.index >= index; });
    if (at == answer_.deliver.end() || at->index != index) {
      Delivery fresh;
      fresh.index = index;
      at = answer_.deliver.insert(at, std::move(fresh));
    }
    return *at;
  }

  void tell_false_time() {
    const auto days = static_cast<TimeMs>(world_.random.below(800)) - 400;
    answer_.time += days * kDayMs;
  }

  void withhold() {
    if (answer_.deliver.empty()) return;
    const std::size_t at = world_.random.below(answer_.deliver.size());
    auto& items = answer_.deliver[at].items;
    if (world_.one_in(2)) {
      answer_.deliver.erase(answer_.deliver.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
      items.resize(world_.random.below(items.size() + 1));
    }
    fit_digest(asked_.push);
  }

  void give_anothers_blob() {
    if (!fits()) return;
    const auto all = world_.server.all_blobs();
    if (all.empty()) return;
    auto from = all.begin();
    std::advance(from, static_cast<std::ptrdiff_t>(world_.random.below(all.size())));
    Delivery& to = delivery_of(world_.random.below(followed_.size()));
    if (world_.one_in(2)) to.items.clear();
    to.items.emplace_back(from->second[world_.random.below(from->second.size())]);
    fit_digest(asked_.push);
  }

  void change_order() {
    for (Delivery& delivery : answer_.deliver) {
      std::reverse(delivery.items.begin(), delivery.items.end());
    }
    fit_digest(asked_.push);
  }

  void say_closed() {
    const auto proof = world_.random.id<Capability>();
    if (!answer_.pushed.empty() && world_.one_in(2)) {
      for (PushResult& result : answer_.pushed) result = {PushStatus::closed, {}, proof};
      return;
    }
    if (!fits()) return;
    const std::uint64_t index = world_.random.below(followed_.size());
    const auto state = world_.one_in(2) ? StreamState::closed : StreamState::dropped;
    answer_.states = {{index, state, proof}};
    fit_digest(asked_.push);
  }

  void feign_loss() {
    if (!fits()) return;
    const std::uint64_t index = world_.random.below(followed_.size());
    answer_.behind = {index};
    std::erase_if(answer_.deliver, [&](const Delivery& one) { return one.index == index; });
    fit_digest(asked_.push);
  }

  void refuse() {
    for (PushResult& result : answer_.pushed) {
      result = {world_.one_in(2) ? PushStatus::denied : PushStatus::too_large, {}, {}};
    }
  }

  void repeat_old() {
    auto& told = world_.told_before;
    if (!told.empty()) answer_ = told[world_.random.below(told.size())];
    if (world_.one_in(2)) fit_digest(asked_.push);
  }

  // The digest that the device will work out of what it has and is given now.
  void fit_digest(const std::vector<Push>& pushes) {
    if (!fits()) return;
    std::vector<Hash> heads;
    for (const Followed& stream : followed_) heads.push_back(stream.head);
    for (const Delivery& delivery : answer_.deliver) {
      if (delivery.index >= heads.size()) return;
      for (const DeliveredItem& item : delivery.items) {
        const auto* number = std::get_if<std::uint64_t>(&item);
        if (number != nullptr && *number >= pushes.size()) return;
        const Bytes& blob = number != nullptr ? pushes[*number].blob : std::get<Bytes>(item);
        heads[delivery.index] = next_head(heads[delivery.index], hash_of_blob(blob));
      }
    }
    for (const StreamEnd& end : answer_.states) {
      if (end.state == StreamState::dropped) heads[end.index] = dropped_head(end.proof);
    }
    for (const std::uint64_t index : answer_.behind) heads[index] = behind_head();
    answer_.digest = digest_of(heads);
  }

  World& world_;
  SyncRequest asked_;
  SyncAnswer answer_;
  std::vector<Followed> followed_;
};

HttpAnswer sealed(World& world, const Nonce& nonce, SyncAnswer answer) {
  world.latest_told = std::max(world.latest_told, answer.time);
  std::erase_if(answer.deliver, [](const Delivery& one) { return one.items.empty(); });
  return {200, seal_answer(world.server.signing_key(), nonce, encode(answer))};
}

std::optional<SyncAnswer> read_answer(World& world, const Nonce& nonce, const HttpAnswer& answer) {
  if (answer.status != 200) return std::nullopt;
  const auto body = open_answer(world.server.key(), nonce, answer.body);
  MUST(body);
  auto told = decode_sync_answer(*body);
  MUST(told);
  return std::move(*told);
}

}  // namespace

std::optional<HttpAnswer> answer_with_lies(World& world, std::size_t device,
                                           const HttpRequest& request, const Token& token) {
  const auto asked = decode_sync_request(request.body);
  if (request.path != "/v1/sync" || !asked || world.one_in(2)) {
    return world.server.post(request, token);
  }
  if (world.one_in(12)) return HttpAnswer{world.one_in(2) ? 401 : 403, {}};
  SyncRequest passed_on = *asked;
  const bool throws_away = !asked->push.empty() && world.one_in(4);
  if (throws_away) passed_on.push.clear();
  auto honest = world.server.post({request.path, encode(passed_on)}, token);
  if (!honest) return std::nullopt;
  auto answer = read_answer(world, asked->nonce, *honest);
  if (!answer) return honest;
  if (world.told_before.size() < kMostKept) world.told_before.push_back(*answer);
  Liar liar(world, device, *asked, std::move(*answer));
  if (throws_away) {
    liar.throw_away(asked->push);
  } else {
    liar.lie();
  }
  ++world.counts.lies;
  return sealed(world, asked->nonce, liar.answer());
}

void let_it_lie(World& world, bool lies) {
  if (world.is_lying == lies) return;
  world.is_lying = lies;
  world.has_lied = true;
  if (!lies) restart_server(world, Crash::kill);
}

}  // namespace alongside
