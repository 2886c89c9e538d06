#include "client/store/sharing.h"

#include <algorithm>

#include "client/store/handing.h"
#include "client/store/identities.h"
#include "client/store/items.h"
#include "client/store/log.h"
#include "client/store/roles.h"
#include "client/store/rotate.h"
#include "client/store/standing.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

constexpr std::size_t kMaxWhyBytes = 2000;

// What a contact has of a section already.
std::optional<Member> member_now(Vault& vault, std::int64_t section, const RootId& contact) {
  const SectionEpochs epochs = section_epochs(vault, section);
  for (const EpochId& head : epochs.heads) {
    const Member* member = member_under(epochs.records.at(head), contact);
    if (member != nullptr) return *member;
  }
  return std::nullopt;
}

bool is_same(const Member& has, const std::optional<ShareWords>& words, const ShareRequest& wants) {
  const bool is_bound_so = !words || (words->role == wants.role && words->charity == wants.charity);
  return has.writers.empty() != wants.write && has.full != wants.from_now &&
         has.until == wants.until && is_bound_so;
}

// Signs the EPOCH, seals the keys, and writes both down. Inside the caller's transaction.
Result<AdmissionId> give(Vault& vault, const SectionRow& section, const ShareRequest& request) {
  EpochAct act;
  Share share;
  share.admission = vault.random().id<AdmissionId>();
  share.grantee = request.contact;
  share.write = request.write;
  share.full = !request.from_now;
  share.until = request.until;
  act.shares = {share};
  const auto has = member_now(vault, section.id, request.contact);
  if (has && gives_less(request, *has)) act.stops = {request.contact};
  TRY_DO(make_epoch(vault, section, std::move(act)));
  TRY_DO(hand_out(vault, section,
                  ShareWords{share.admission, request.contact, request.why, request.language,
                             request.how, request.role, request.charity}));
  return share.admission;
}

// Whether the charity gives that role to the contact, by its card as taken in by hand.
bool holds_role(Vault& vault, const RootId& contact, const std::string& role,
                const RootId& charity) {
  const auto card = known_card(vault, charity);
  return card && is_contact(vault, charity) && card->role(contact, role) == RoleState::held;
}

// Whether the share was bound to a role that its holder has no more.
bool has_lapsed(Vault& vault, const SectionRow& section, const Member& member) {
  if (PLANT(ended_roles_are_kept) || !has_lost_a_role(vault, member.root)) return false;
  const auto words = share_words(vault, section, member);
  return words && words->charity && has_lost_role(vault, member.root, words->role, *words->charity);
}

Result<bool> check_owner(Vault& vault, const SpaceId& id, std::uint64_t number) {
  const SectionSpec* spec = find_section(number);
  const auto space = find_space(vault.db(), id);
  if (spec == nullptr || !space)
    return error(ErrorCode::not_found, "There is no such record here.");
  if (!spec->shareable || spec->space == SpaceOf::coach) {
    return error(ErrorCode::refused, "This part is never shared.");
  }
  if (!is_kept_here(vault.db(), space->owner)) {
    return error(ErrorCode::refused,
                 "Only the person, or the coach who keeps the record for them, can share it.");
  }
  return true;
}

Result<bool> check_request(Vault& vault, const ShareRequest& request) {
  TRY_DO(check_owner(vault, request.space, request.section));
  if (request.why.empty())
    return error(ErrorCode::usage, "Say why, in words the person was shown.");
  for (const std::string& text : {request.why, request.language, request.how, request.role}) {
    if (text.size() > kMaxWhyBytes) return error(ErrorCode::too_large, "Say it in fewer words.");
    if (!is_utf8(text)) return error(ErrorCode::malformed, "That text is not valid UTF-8.");
  }
  if (request.role.empty() == request.charity.has_value() ||
      (request.charity && !holds_role(vault, request.contact, request.role, *request.charity))) {
    return error(ErrorCode::refused, "They do not have that role.");
  }
  if (request.until && *request.until <= std::max(vault.now_ms(), signed_time(vault.db()))) {
    return error(ErrorCode::refused, "That day has passed already.");
  }
  return true;
}

// Whoever reads any part of a record knows whose it is: `person`, with the same right to write.
Result<bool> give_person(Vault& vault, const ShareRequest& request) {
  TRY(const SectionRow person, ready_to_write(vault, request.space, kSectionPerson));
  const auto there = member_now(vault, person.id, request.contact);
  if (there && (!there->writers.empty() || !request.write)) return true;
  ShareRequest with_it = request;
  with_it.section = kSectionPerson;
  with_it.until.reset();  // it ends with the last of the others
  with_it.role.clear();
  with_it.charity.reset();
  with_it.from_now = false;
  TRY_DO(give(vault, person, with_it));
  return true;
}

Result<bool> stop_in(Vault& vault, const SectionRow& section, const std::set<RootId>& who) {
  EpochAct act;
  act.stops = who;
  TRY_DO(make_epoch(vault, section, std::move(act)));
  TRY_DO(hand_out(vault, section));
  return true;
}

// Nobody who reads nothing of a record any more has its `person`.
Result<bool> stop_person_with_the_last(Vault& vault, const SectionRow& stopped,
                                       const std::set<RootId>& who) {
  std::set<RootId> gone = who;
  for (const SectionRow& other : sections_of(vault.db(), stopped.space_row)) {
    if (other.number == kSectionPerson) continue;
    std::erase_if(
        gone, [&](const RootId& root) { return member_now(vault, other.id, root).has_value(); });
  }
  const auto person = find_section(vault.db(), stopped.space, kSectionPerson);
  if (!person) return true;
  std::erase_if(gone, [&](const RootId& root) { return !member_now(vault, person->id, root); });
  if (gone.empty()) return true;
  return stop_in(vault, *person, gone);
}

}  // namespace

bool gives_less(const ShareRequest& wants, const Member& has) {
  const bool ends_earlier = wants.until && (!has.until || *wants.until < *has.until);
  return (!has.writers.empty() && !wants.write) || (has.full && wants.from_now) || ends_earlier;
}

Result<AdmissionId> share_section(Vault& vault, const ShareRequest& request) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  TRY_DO(check_request(vault, request));
  TRY(const SectionRow section, ready_to_write(vault, request.space, request.section));
  const auto has = member_now(vault, section.id, request.contact);
  if (has && is_same(*has, share_words(vault, section, *has), request)) {
    return error(ErrorCode::refused, "This part is shared with them already.");
  }
  if (request.section != kSectionPerson) TRY_DO(give_person(vault, request));
  TRY(const AdmissionId admission, give(vault, section, request));
  vault.touch();
  transaction.commit();
  return admission;
}

Result<bool> stop_sharing(Vault& vault, const StopRequest& request) {
  Transaction transaction(vault.db());
  vault.cards().clear();
  TRY_DO(check_owner(vault, request.space, request.section));
  const auto section = find_section(vault.db(), request.space, request.section);
  if (!section || !member_now(vault, section->id, request.contact)) {
    return error(ErrorCode::refused, "This part is not shared with them.");
  }
  TRY_DO(stop_in(vault, *section, {request.contact}));
  if (PLANT(a_stop_in_two_parts)) vault.db().execute("COMMIT; BEGIN IMMEDIATE");
  TRY_DO(stop_person_with_the_last(vault, *section, {request.contact}));
  vault.touch();
  transaction.commit();
  return true;
}

void end_what_is_over(Vault& vault, const SectionRow& section) {
  merge_heads(vault, section);  // what another device has stopped needs no end
  std::set<RootId> over;
  const SectionEpochs epochs = section_epochs(vault, section.id);
  for (const EpochId& head : epochs.heads) {
    for (const Member& member : epochs.records.at(head).members) {
      const bool has_run_out = member.until && *member.until <= time_of_ends(vault);
      if (has_run_out || has_lapsed(vault, section, member)) over.insert(member.root);
    }
  }
  if (over.empty()) return;
  auto is_done = stop_in(vault, section, over);
  if (is_done) is_done = stop_person_with_the_last(vault, section, over);
  // Where another device's EPOCH comes first, the next sync ends it.
  if (!is_done && is_done.error().code == ErrorCode::too_large) {
    report(vault, "a share that is over and could not be ended", section.space.view());
  }
  vault.touch();
}

}  // namespace alongside
