#include "client/store/sharing.h"

#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/items.h"
#include "client/store/log.h"
#include "client/store/status.h"
#include "shared/base/check.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxWhyBytes = 2000;

// What a contact has of a section already.
struct Standing {
  bool reads = false;
  bool writes = false;
};

Standing standing_of(Vault& vault, const SectionRow& section, const RootId& contact) {
  Standing standing;
  const auto heads = epoch_heads(vault, section.id);
  for (const SignedEpoch& epoch : epochs_of(vault, section.id)) {
    if (std::find(heads.begin(), heads.end(), epoch.id) == heads.end()) continue;
    for (const Member& member : epoch.record.members) {
      if (member.root != contact) continue;
      standing.reads = true;
      standing.writes = standing.writes || !member.writers.empty();
    }
  }
  return standing;
}

// Everything of the section's streams and EPOCHs that a share with all history opens.
Grant full_grant(Vault& vault, const SectionRow& section, const ShareRequest& request) {
  Grant grant;
  const auto owner = known_records(vault, root_of_author(vault.db(), section.owner));
  MUST(owner);
  grant.owner = *owner;
  grant.space = section.space;
  grant.section = section.number;
  grant.grantee = request.contact;
  grant.epochs = epochs_of(vault, section.id);
  for (const SignedEpoch& epoch : grant.epochs) {
    const auto stream = find_stream(vault.db(), epoch.record.stream);
    MUST(stream && stream->epoch_key);
    const bool listed = std::any_of(grant.streams.begin(), grant.streams.end(),
                                    [&](const auto& other) { return other.four == stream->four; });
    if (listed) continue;
    grant.streams.push_back({epoch.id, *stream->epoch_key, stream->four,
                             request.write ? stream->append_cap : std::nullopt});
  }
  grant.purpose = request.why;
  grant.language = request.language;
  grant.how = request.how;
  grant.from = vault.now_ms();
  grant.write = request.write;
  if (const auto server = home(vault)) {
    const auto key = SigningPublic::from(server->server_key);
    MUST(key);
    grant.home = HomeRecord{server->url, *key};
  }
  return grant;
}

// Signs the EPOCH, seals the keys, and writes both down. Inside the caller's transaction.
Result<AdmissionId> give(Vault& vault, const SectionRow& section, const ShareRequest& request) {
  close_open_batch(vault, section.id);
  Share share;
  share.admission = vault.random().id<AdmissionId>();
  share.grantee = request.contact;
  share.write = request.write;
  TRY(const SignedEpoch epoch, make_share_epoch(vault, section, share));
  Grant grant = full_grant(vault, section, request);
  grant.admission = share.admission;
  grant.epoch = epoch.id;
  TRY(const SentMessage sent, send_message(vault, {request.contact, grant.owner.root,
                                                   MessageKind::grant, encode_grant(grant)}));
  vault.db()
      .statement(
          "INSERT INTO share (admission, section, grantee, given, message, blob) "
          "VALUES (?1, ?2, ?3, 1, ?4, ?5)")
      .bind(1, share.admission)
      .bind(2, section.id)
      .bind(3, author_number(vault.db(), request.contact))
      .bind(4, sent.signed_bytes)
      .bind(5, sent.blob)
      .run();
  return share.admission;
}

Result<bool> check_request(Vault& vault, const ShareRequest& request) {
  const SectionSpec* spec = find_section(request.section);
  const auto space = find_space(vault.db(), request.space);
  if (spec == nullptr || !space)
    return error(ErrorCode::not_found, "There is no such record here.");
  if (!spec->shareable || spec->space != SpaceOf::person) {
    return error(ErrorCode::refused, "This part is never shared.");
  }
  if (!is_kept_here(vault.db(), space->owner)) {
    return error(ErrorCode::refused,
                 "Only the person, or the coach who keeps the record for them, can share it.");
  }
  if (request.why.empty())
    return error(ErrorCode::usage, "Say why, in words the person was shown.");
  if (request.why.size() > kMaxWhyBytes)
    return error(ErrorCode::too_large, "Say why in fewer words.");
  if (!is_utf8(request.why)) return error(ErrorCode::malformed, "That text is not valid UTF-8.");
  return true;
}

}  // namespace

Result<AdmissionId> share_section(Vault& vault, const ShareRequest& request) {
  Transaction transaction(vault.db());
  TRY_DO(check_request(vault, request));
  TRY(const SectionRow section, ready_to_write(vault, request.space, request.section));
  const Standing has = standing_of(vault, section, request.contact);
  if (has.writes || (has.reads && !request.write)) {
    return error(ErrorCode::refused, "This part is shared with them already.");
  }
  if (request.section != kSectionPerson) {
    TRY(const SectionRow person, ready_to_write(vault, request.space, kSectionPerson));
    const Standing there = standing_of(vault, person, request.contact);
    if (!there.reads || (request.write && !there.writes)) {
      ShareRequest with_it = request;
      with_it.section = kSectionPerson;
      TRY_DO(give(vault, person, with_it));
    }
  }
  TRY(const AdmissionId admission, give(vault, section, request));
  vault.touch();
  transaction.commit();
  return admission;
}

std::vector<ShownShare> shares(Vault& vault) {
  std::vector<ShownShare> list;
  auto& rows = vault.db().statement(
      "SELECT share.message, share.given, author.root, blob.receipt IS NOT NULL FROM share "
      "JOIN author ON author.id = share.grantee LEFT JOIN blob ON blob.id = share.blob "
      "ORDER BY share.id");
  while (rows.step()) {
    const auto message = decode_message(rows.blob(0));
    MUST(message);
    const auto grant = decode_grant(message->content);
    MUST(grant);
    const SectionSpec* spec = find_section(grant->section);
    ShownShare share;
    share.admission = grant->admission;
    share.space = grant->space;
    share.section = spec != nullptr ? std::string(spec->name) : std::to_string(grant->section);
    share.contact = rows.id<RootId>(2);
    share.given = rows.integer(1) != 0;
    share.write = grant->write;
    share.why = grant->purpose;
    share.from = grant->from;
    share.is_sent = rows.integer(3) != 0;
    list.push_back(std::move(share));
  }
  return list;
}

}  // namespace alongside
