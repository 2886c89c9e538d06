#include "client/store/authority.h"

#include <algorithm>

#include "client/store/identities.h"
#include "client/store/writer.h"
#include "shared/consent/ended.h"

namespace alongside {

SectionAuthority::SectionAuthority(Vault& vault, const SectionRow& section)
    : vault_(vault),
      writer_(writer_id(vault)),
      is_owner_(section.is_owner()),
      owner_(root_of_author(vault.db(), section.owner)) {
  SectionEpochs found = section_epochs(vault, section.id);
  epochs_ = std::move(found.all);
  heads_ = std::move(found.heads);
}

Authority SectionAuthority::of(const BatchHeader& header) const {
  const bool is_own = header.admission.is_zero();
  if (!is_own) {
    for (const SignedEpoch& epoch : epochs_) {
      for (const Member& member : epoch.record.members) {
        const bool theirs = member.admissions.count(header.admission) != 0;
        if (theirs && member.root != header.author) return Authority::foreign;
      }
    }
  }
  // Fresh keys of mine are on no card yet.
  const bool is_mine = header.device == writer_ && header.author == vault_.me();
  if (is_mine && is_own == is_owner_) return Authority::fine;
  const auto card = known_card(vault_, is_own ? owner_ : header.author);
  const auto device =
      card ? card->certified.find(header.device) : decltype(card->certified.end()){};
  if (!card || device == card->certified.end()) return Authority::no_card;
  const auto holder = device->second.holder;
  if (holder.value_or(card->root) != header.author) return Authority::foreign;
  if (!holder) return Authority::fine;
  // Only the holder's own card says that a device is theirs.
  const auto theirs = known_card(vault_, *holder);
  if (!theirs) return Authority::no_card;
  return theirs->certified.contains(header.device) ? Authority::fine : Authority::no_card;
}

bool SectionAuthority::plainly_may_write(const BatchHeader& header) const {
  if (heads_.size() != 1) return false;
  const auto known = [&](const EpochId& id) {
    return std::any_of(epochs_.begin(), epochs_.end(),
                       [&](const SignedEpoch& epoch) { return epoch.id == id; });
  };
  if (header.heads.empty() || !std::all_of(header.heads.begin(), header.heads.end(), known)) {
    return false;
  }
  const auto may = [&](const SignedEpoch& epoch) {
    const EpochRecord& record = epoch.record;
    const Chain chain{header.device, header.admission};
    if (ends_chain(record.ended, chain) || record.gone.contains(header.admission)) return false;
    return header.admission.is_zero() ||
           std::any_of(record.members.begin(), record.members.end(), [&](const Member& member) {
             return member.root == header.author && member.writers.count(header.admission) != 0;
           });
  };
  return std::all_of(epochs_.begin(), epochs_.end(), [&](const SignedEpoch& epoch) {
    const bool is_named = std::count(header.heads.begin(), header.heads.end(), epoch.id) != 0;
    return (epoch.id != heads_.front() && !is_named) || may(epoch);
  });
}

}  // namespace alongside
