#include "client/sync/sync_once.h"

#include "client/store/ended_devices.h"
#include "client/store/items.h"
#include "client/store/replica.h"
#include "client/store/traffic.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

// What arrives may have to be answered (a card, a receipt of reading), and the answer be answered
// in turn; nothing of ours goes back and forth more often than this.
constexpr int kMaxRounds = 4;

std::uint64_t waiting_to_go(Vault& vault) {
  const VaultStatus now = status(vault);
  const std::int64_t waiting = now.saved - now.sent + now.messages_waiting_to_go;
  return waiting > 0 ? static_cast<std::uint64_t>(waiting) : 0;
}

// How one exchange ended, and why not better.
struct RoundEnd {
  ExchangeState state = ExchangeState::failed;
  std::string reason;
  bool moved_anything = false;
};

class Sync {
 public:
  Sync(Vault& vault, const Home& home, Transport& transport)
      : vault_(vault), replica_(vault), transport_(transport), told_(told_follow_list(vault)) {
    const Result<SigningPublic> pin = SigningPublic::from(home.server_key);
    MUST(pin.has_value());
    pin_ = *pin;
  }

  SyncReport run() {
    const ArrivalMark mark = arrivals_so_far(vault_);
    offer_again(vault_);
    end_removed_devices(vault_);
    prepare_to_send(vault_);
    const std::uint64_t waiting = waiting_to_go(vault_);
    RoundEnd end;
    bool has_more = true;
    bool moved_anything = false;
    for (int round = 0; has_more && round < kMaxRounds; ++round) {
      end = exchange();
      moved_anything = moved_anything || end.moved_anything;
      has_more = end.state == ExchangeState::done && prepare_to_send(vault_);
    }
    keep_follow_list(vault_, told_);
    report_.pending = waiting_to_go(vault_);
    report_.sent = waiting > report_.pending ? waiting - report_.pending : 0;
    report_.received = changes_arrived_since(vault_, mark);
    conclude(end, has_more, moved_anything);
    return report_;
  }

 private:
  RoundEnd exchange() {
    Exchange exchange(replica_, vault_.random(), {pin_, told_});
    std::string reason;
    while (exchange.state() == ExchangeState::asking) {
      const Result<HttpAnswer> answer = transport_.send(exchange.next());
      if (answer) {
        exchange.answer(answer->status, answer->body);
      } else {
        exchange.no_answer();
        reason = answer.error().message;
      }
    }
    const ExchangeCounts& counts = exchange.counts();
    report_.requests += counts.requests;
    report_.bytes_up += counts.bytes_up;
    report_.bytes_down += counts.bytes_down;
    report_.healed = report_.healed || counts.healed;
    told_ = exchange.follow_hash();
    const bool is_done = exchange.state() == ExchangeState::done;
    return {exchange.state(), reason.empty() ? exchange.reason() : reason,
            is_done || counts.sent + counts.received > 0};
  }

  void conclude(const RoundEnd& end, bool has_more, bool moved_anything) {
    report_.reason = end.reason;
    if (end.state == ExchangeState::turned_away) {
      report_.state = SyncState::turned_away;
    } else if (end.state != ExchangeState::done) {
      report_.state = moved_anything ? SyncState::partial : SyncState::offline;
    } else if (has_more || report_.pending > 0) {
      report_.state = SyncState::partial;
      report_.reason = "Not all of it could be sent yet.";
    } else {
      report_.state = SyncState::sent;
    }
  }

  Vault& vault_;
  VaultReplica replica_;
  Transport& transport_;
  SigningPublic pin_;
  std::optional<Hash> told_;
  SyncReport report_;
};

}  // namespace

std::string_view name_of(SyncState state) {
  switch (state) {
    case SyncState::sent:
      return "sent";
    case SyncState::offline:
      return "offline";
    case SyncState::partial:
      return "partial";
    case SyncState::turned_away:
      return "turned_away";
  }
  return "offline";
}

SyncReport sync_once(Vault& vault, const Home& home, Transport& transport) {
  SyncReport report = Sync(vault, home, transport).run();
  leave_what_ended(vault);
  index_received(vault);
  return report;
}

SyncReport sync_without_server(Vault& vault) {
  SyncReport report;
  report.pending = waiting_to_go(vault);
  report.reason = "This vault has not joined a server; everything is saved here.";
  return report;
}

}  // namespace alongside
