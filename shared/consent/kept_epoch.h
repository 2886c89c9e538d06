#pragma once

#include "shared/consent/epoch.h"

namespace alongside {

// An EPOCH out of one's own vault, into which it went when its signature had been verified
// (decode_epoch): that is not done again at every look. Errors: malformed, unknown_version,
// too_large.
Result<SignedEpoch> decode_kept_epoch(View bytes);

}  // namespace alongside
