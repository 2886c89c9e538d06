#pragma once

#include "client/store/receive.h"

namespace alongside {

// Blobs that came in a file, taken in as if a server had sent them, but without a place in its
// order (docs/spec/record-file.md). Inside the caller's transaction.
class FileIntake {
 public:
  // Closes the open batches first: their deps say what was here before the file.
  explicit FileIntake(Vault& vault);

  // One that is here already stays as it is.
  void take_in(const StreamRow& stream, View blob);
  // Judges what came.
  void settle() { receiver_.settle_all(); }

  std::uint64_t fresh_blobs() const { return fresh_; }

 private:
  Vault& vault_;
  Receiver receiver_;
  std::uint64_t fresh_ = 0;
};

}  // namespace alongside
