#pragma once

#include <vector>

#include "shared/seal/keys.h"
#include "tests/support/sim_disk.h"

namespace alongside {

// One page of an encrypted database as it was before it was sealed.
struct OpenedPage {
  std::string file;  // the database, or its write-ahead log
  std::uint32_t number = 0;
  Bytes bytes;
};

// Opens every page that lies in the files of an encrypted database, without SQLite: those in use,
// free ones, and every frame of the write-ahead log, also of transactions that are over. What a
// thief reads who has the key and the disk.
// Source: SQLite3 Multiple Ciphers, sqleet's ChaCha20-Poly1305, pages of 4,096 bytes.
// Requires: every page that is not all zero was sealed under `key`.
std::vector<OpenedPage> opened_pages(const DiskImage& files, const Key& key);

}  // namespace alongside
