#include "shared/base/result.h"

namespace alongside {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::malformed:
      return "malformed";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::unknown_version:
      return "unknown_version";
    case ErrorCode::bad_signature:
      return "bad_signature";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::refused:
      return "not_allowed";
    case ErrorCode::wrong_passphrase:
      return "wrong_passphrase";
    case ErrorCode::busy:
      return "busy";
    case ErrorCode::unavailable:
      return "unavailable";
    case ErrorCode::usage:
      return "usage";
  }
  return "unknown";
}

}  // namespace alongside
