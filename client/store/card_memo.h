#pragma once

#include <functional>
#include <map>

#include "shared/consent/card.h"

namespace alongside {

// Cards already checked, so that their signatures are verified once for each Vault object.
// Forgotten when a card grows, and all of them at the beginning of a transaction that may be rolled
// back and when another connection has written (Vault::cards).
class CardMemo {
 public:
  std::optional<Card> find(const RootId& root,
                           const std::function<std::optional<CardRecords>()>& load) {
    const auto known = cards_.find(root);
    if (known != cards_.end()) return known->second;
    const auto records = load();
    if (!records) return std::nullopt;
    const auto card = read_card(*records);
    if (!card) return std::nullopt;
    cards_.emplace(root, *card);
    return *card;
  }
  void forget(const RootId& root) { cards_.erase(root); }
  void clear() { cards_.clear(); }

 private:
  std::map<RootId, Card> cards_;
};

}  // namespace alongside
