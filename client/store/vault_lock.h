#pragma once

#include "client/store/files.h"

namespace alongside {

// Held by every Vault of one program: one writer program at a time.
class VaultLock {
 public:
  explicit VaultLock(FileLock lock) : lock_(std::move(lock)) {}

 private:
  FileLock lock_;
};

}  // namespace alongside
