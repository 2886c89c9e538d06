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
  std::optional<Push> resend(std::int64_t stream, std::uint64_t index) override;
  void reorder(std::int64_t stream, std::uint64_t keep) override;

 private:
  Vault& vault_;
};

// Before a sync: closes the open batches and seals whatever is in no stream yet, so that it can be
// sent. Also called when an answer brought something that must be answered (a new card, a seen mark).
// Gives whether anything new waits to be sent.
bool prepare_to_send(Vault& vault);

}  // namespace alongside
