#include "client/store/shares.h"

#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/roles.h"
#include "client/store/standing.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

struct Row {
  std::int64_t section = 0;
  Bytes message;
  bool given = false;
  RootId grantee;
  bool is_sent = false;
};

std::vector<Row> rows_of(Database& db) {
  std::vector<Row> list;
  auto& rows = db.statement(
      "SELECT share.section, share.message, share.given, author.root, blob.receipt IS NOT NULL OR "
      "share.blob IS NULL FROM share JOIN author ON author.id = share.grantee LEFT JOIN blob ON "
      "blob.id = share.blob ORDER BY share.id");
  while (rows.step()) {
    list.push_back({rows.integer(0), copy_of(rows.blob(1)), rows.integer(2) != 0,
                    rows.id<RootId>(3), rows.integer(4) != 0});
  }
  return list;
}

// When the EPOCH was made that first ended an admission, if one did.
std::optional<TimeMs> end_of(const SectionEpochs& epochs, const AdmissionId& admission) {
  std::optional<TimeMs> first;
  for (const auto& [id, record] : epochs.records) {
    if (!record.stopped.contains(admission)) continue;
    first = std::min(first.value_or(record.at), record.at);
  }
  return first;
}

// Their devices that have not said that they wiped what was stopped.
std::vector<DeviceId> unconfirmed_devices(Vault& vault, const RootId& contact,
                                          const AdmissionId& admission,
                                          const std::vector<KeptWord>& words) {
  std::vector<DeviceId> devices;
  const auto card = known_card(vault, contact);
  if (!card) return devices;
  for (const auto& on_card : card->devices) {
    const DeviceId& device = on_card.first;
    const bool has_said_so = std::any_of(words.begin(), words.end(), [&](const KeptWord& word) {
      return word.kind == MessageKind::wiped && word.device == device && word.author == contact &&
             word.word.admissions.contains(admission);
    });
    if (!has_said_so) devices.push_back(device);
  }
  return devices;
}

bool has_arrived(const ShownShare& share, const std::vector<KeptWord>& words) {
  return std::any_of(words.begin(), words.end(), [&](const KeptWord& word) {
    const bool says_so = word.kind == MessageKind::got || word.kind == MessageKind::wiped;
    return says_so && word.author == share.contact &&
           word.word.admissions.contains(share.admission);
  });
}

ShownShare shown(Vault& vault, const Row& row, const Grant& grant) {
  const SectionSpec* spec = find_section(grant.section);
  ShownShare share;
  share.admission = grant.admission;
  share.space = grant.space;
  share.section = spec != nullptr ? std::string(spec->name) : std::to_string(grant.section);
  share.contact = row.grantee;
  share.given = row.given;
  share.write = grant.write;
  share.from_now = grant.base.has_value();
  share.why = grant.purpose;
  share.language = grant.language;
  share.how = grant.how;
  if (grant.charity) share.role = shown_role(vault, grant.role, *grant.charity);
  share.from = grant.from;
  share.until = grant.until;
  share.is_sent = row.is_sent;
  share.evidence = message_id(row.message);
  return share;
}

}  // namespace

std::vector<ShownShare> shares(Vault& vault, const std::optional<SpaceId>& space) {
  std::vector<ShownShare> list;
  for (const Row& row : rows_of(vault.db())) {
    const auto message = decode_message(row.message);
    MUST(message);
    const auto grant = decode_grant(message->content);
    MUST(grant);
    if (space && grant->space != *space) continue;
    ShownShare share = shown(vault, row, *grant);
    const auto words = words_of(vault, share.space);
    share.ended = end_of(section_epochs(vault, row.section), share.admission);
    const bool has_run_out = share.until && *share.until <= signed_time(vault.db());
    if (share.ended || has_run_out) {
      share.state = has_run_out ? ShareState::run_out : ShareState::stopped;
    }
    if (share.given) {
      share.is_reached = has_arrived(share, words);
      if (share.ended) {
        share.unconfirmed = unconfirmed_devices(vault, share.contact, share.admission, words);
      }
    }
    list.push_back(std::move(share));
  }
  return list;
}

}  // namespace alongside
