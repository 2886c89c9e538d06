#include "client/store/digests.h"
#include "client/store/judge.h"
#include "client/store/log.h"
#include "client/store/status.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/consent/epoch.h"
#include "shared/protocol/messages.h"

namespace alongside {
namespace {

void check_file(Vault& vault, std::vector<std::string>& problems) {
  auto& rows = vault.db().statement("PRAGMA integrity_check(20)");
  while (rows.step()) {
    if (rows.text(0) != "ok")
      problems.push_back("The file is damaged: " + std::string(rows.text(0)));
  }
}

// Every batch opens, checks out, and has the hash under which it is kept.
void check_batches(Vault& vault, std::vector<std::string>& problems) {
  struct Kept {
    std::int64_t row;
    BatchHash hash;
  };
  std::vector<Kept> kept;
  auto& rows =
      vault.db().statement("SELECT id, hash FROM batch WHERE hash IS NOT NULL ORDER BY id");
  while (rows.step()) kept.push_back({rows.integer(0), rows.id<BatchHash>(1)});
  std::int64_t bad = 0;
  for (const Kept& batch : kept) {
    const auto bytes = batch_bytes(vault, batch.row);
    const auto decoded = bytes ? decode_batch(*bytes) : Result<Batch>(Error{});
    if (!decoded || decoded->hash() != batch.hash) ++bad;
  }
  if (bad > 0) problems.push_back(std::to_string(bad) + " batches do not check out.");
}

// Every EPOCH is signed by who it says.
void check_epochs(Vault& vault, std::vector<std::string>& problems) {
  std::int64_t bad = 0;
  auto& rows = vault.db().statement("SELECT epoch, record FROM epoch");
  while (rows.step()) {
    const auto epoch = decode_epoch(rows.blob(1));
    if (!epoch || epoch->id != rows.id<EpochId>(0)) ++bad;
  }
  if (bad > 0) {
    problems.push_back(std::to_string(bad) + " records of who may see what do not check out.");
  }
}

// Every stream's blobs add up to the head under which they are kept.
void check_streams(Vault& vault, std::vector<std::string>& problems) {
  struct Kept {
    std::int64_t row;
    std::int64_t count;
    Hash head;
  };
  std::vector<Kept> kept;
  auto& rows = vault.db().statement("SELECT id, count, head FROM stream ORDER BY id");
  while (rows.step()) kept.push_back({rows.integer(0), rows.integer(1), rows.id<Hash>(2)});
  for (const Kept& stream : kept) {
    Hash head;
    std::int64_t count = 0;
    auto& blobs = vault.db()
                      .statement(
                          "SELECT hash, bytes FROM blob WHERE stream = ?1 AND place IS NOT NULL "
                          "ORDER BY place")
                      .bind(1, stream.row);
    bool whole = true;
    while (blobs.step()) {
      const Hash hash = blobs.id<Hash>(0);
      whole = whole && (blobs.is_null(1) || blob_hash(blobs.blob(1)) == hash);
      head = next_head(head, hash);
      ++count;
    }
    if (!whole || head != stream.head || count != stream.count) {
      problems.push_back("What was received from the server does not add up; sync again.");
    }
  }
}

}  // namespace

Result<std::int64_t> rebuild(Vault& vault) {
  Transaction transaction(vault.db());
  std::int64_t entries = 0;
  for (const SectionRow& section : all_section_rows(vault.db())) {
    entries += refold(vault, section.id);
  }
  vault.touch();
  transaction.commit();
  return entries;
}

std::vector<std::string> verify_vault(Vault& vault) {
  std::vector<std::string> problems;
  check_file(vault, problems);
  check_batches(vault, problems);
  check_epochs(vault, problems);
  check_streams(vault, problems);
  if (!problems.empty()) return problems;
  Transaction transaction(vault.db());  // never committed: the fold from scratch is only compared
  for (const SectionRow& section : all_section_rows(vault.db())) {
    close_open_batch(vault, section.id);
    const Hash kept = section_digest(vault, section.id);
    refold(vault, section.id);
    if (section_digest(vault, section.id) != kept) {
      problems.push_back("What is shown is not what the log says; run \"vault rebuild\".");
    }
  }
  return problems;
}

}  // namespace alongside
