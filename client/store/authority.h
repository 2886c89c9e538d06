#pragma once

#include "client/store/epochs.h"
#include "shared/change/header.h"
#include "shared/consent/visibility.h"

namespace alongside {

// Whether a batch's author is who the header says, by the cards and EPOCHs known here. What the
// author may do is for visibility to say.
enum class Authority : std::uint8_t {
  fine,
  no_card,  // no card known here lists the device: it waits
  foreign,  // the device or the admission belongs to somebody else
};

// The standing facts of a section for judging many batches.
class SectionAuthority {
 public:
  SectionAuthority(Vault& vault, const SectionRow& section);

  Authority of(const BatchHeader& header) const;
  const std::vector<SignedEpoch>& epochs() const { return epochs_; }

  // True if, without looking at any other batch, the only EPOCH head lets this chain write: the
  // common case, where nothing needs judging.
  bool plainly_may_write(const BatchHeader& header) const;

 private:
  Vault& vault_;
  DeviceId writer_;
  bool is_owner_;
  RootId owner_;
  std::vector<SignedEpoch> epochs_;
  std::vector<EpochId> heads_;
};

}  // namespace alongside
