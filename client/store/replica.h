#pragma once

#include "client/store/vault.h"
#include "shared/protocol/exchange.h"

namespace alongside {

// The vault as the exchange sees it: blobs at places of streams. Every call is one transaction.
class VaultReplica final : public Replica {
 public:
  explicit VaultReplica(Vault& vault) : vault_(vault) {}

  std::vector<Followed> followed() override;
  std::vector<Outgoing> outgoing(std::size_t max_bytes,
                                 const std::vector<std::int64_t>& except) override;
  void apply(const Applied& answer) override;
  std::vector<Hash> hashes(std::int64_t stream) override;
  void reorder(std::int64_t stream, std::uint64_t keep) override;
  Endings endings() override;

 private:
  Vault& vault_;
};

// Before a sync: closes the open batches and seals whatever is in no stream yet, so that it can be
// sent. Also called when an answer brought something that must be answered (a new card, a seen
// mark). Gives whether anything waits to be sent.
bool prepare_to_send(Vault& vault);

// What the server turned down for want of room or for another reason that may have passed is
// offered again. Called once before a sync.
void offer_again(Vault& vault);

// Takes away what shares that have ended had brought here, whether the sync went well or not.
void leave_what_ended(Vault& vault);

// How many blobs wait to be sent: without a receipt, without a place, not turned down.
std::int64_t blobs_to_send(Database& db);

// The hash of the follow list at the last finished sync, so that the list need not be sent again.
std::optional<Hash> follow_known(Vault& vault);
void set_follow_known(Vault& vault, const std::optional<Hash>& hash);

}  // namespace alongside
