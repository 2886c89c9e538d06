#include "client/store/handing.h"

#include <algorithm>

#include "client/store/hand_over_notices.h"
#include "client/store/handed.h"
#include "client/store/history_streams.h"
#include "client/store/identities.h"
#include "client/store/inbox.h"
#include "client/store/notices.h"
#include "client/store/recovery.h"
#include "client/store/status.h"
#include "client/store/take_back.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/own_keys.h"
#include "shared/consent/section_word.h"

namespace alongside {
namespace {

// So that a message with it, a card and the newest EPOCH fits into a blob.
constexpr std::size_t kMaxPartBytes = 150'000;

class Hander {
 public:
  Hander(Vault& vault, const SectionRow& section)
      : vault_(vault),
        section_(section),
        owner_(root_of_author(vault.db(), section.owner)),
        epochs_(section_epochs(vault, section.id)) {}

  // Keys first, so that whoever has the EPOCH from this device's own keys knows that its members
  // have them, too.
  Result<bool> run(const std::optional<ShareWords>& fresh) {
    if (const EpochRecord* head = epochs_.head()) {
      for (const Member& member : head->members) TRY_DO(give_keys(*head, member, fresh));
      if (!PLANT(stops_are_not_told)) give_notices(*head);
      give_hand_over_notices(vault_, section_, *head);
    }
    if (!PLANT(own_devices_get_nothing)) give_own_keys();
    return true;
  }

  // From a device that speaks for the owner no more: what it did before it knew.
  void run_late() {
    const auto card = known_card(vault_, owner_);
    MUST(card);
    for (const auto& [device, record] : card->devices) give_own_keys_to({device, record.box});
  }

 private:
  Result<bool> give_keys(const EpochRecord& head, const Member& member,
                         const std::optional<ShareWords>& fresh) {
    Member resolved = member;
    if (resolved.since.erase(EpochId{}) > 0) resolved.since.insert(epochs_.heads.front());
    std::vector<const SignedEpoch*> fresh_epochs;
    take_back_history(resolved);
    for (const SignedEpoch& epoch : epochs_.all) {
      const bool is_due =
          is_entitled(resolved, epoch.id, epoch.record) || PLANT(from_now_gets_everything);
      if (is_due && !was_handed(vault_.db(), epoch.id.view(), member.root)) {
        fresh_epochs.push_back(&epoch);
      }
    }
    const auto beside = beside_for(resolved);
    if (fresh_epochs.empty() && beside.empty()) return true;
    const bool is_fresh = fresh && fresh->grantee == member.root;
    auto words = is_fresh ? fresh : share_words(vault_, section_, member);
    if (!words) return true;  // given by another of the owner's devices, which hands it out
    std::optional<SentMessage> last;
    auto parts = in_parts(fresh_epochs);
    if (parts.empty()) parts.emplace_back();
    for (const auto& part : parts) {
      Grant grant = grant_for(head, resolved, *words, part);
      if (&part == &parts.back()) add_beside(grant, beside);
      const auto sent =
          send_message(vault_, {member.root, owner_, MessageKind::grant, encode_grant(grant)});
      if (!sent && is_fresh) return sent.error();
      if (!sent) return true;  // their card is not here any more; it stays to be handed out
      for (const SignedEpoch* epoch : part) {
        note_handed(vault_.db(), epoch->id.view(), member.root, sent->blob);
      }
      last = *sent;
    }
    for (const HistoryStream& history : beside) {
      note_handed(vault_.db(), history.stream.address.view(), member.root, last->blob);
    }
    if (is_fresh) keep_share(*words, *last);
    return true;
  }

  // Keys made ready for somebody who was to have all and now starts from some point on.
  void take_back_history(const Member& member) {
    for (const SignedEpoch& epoch : epochs_.all) {
      if (is_entitled(member, epoch.id, epoch.record)) continue;
      take_back_unsent(vault_, epoch.id.view(), member.root.view());
    }
  }

  // History streams that a member may have and was not given.
  std::vector<HistoryStream> beside_for(const Member& member) {
    std::vector<HistoryStream> due = history_streams(vault_.db(), section_.id);
    std::erase_if(due, [&](const HistoryStream& history) {
      const auto epoch = epochs_.records.find(history.epoch);
      return epoch == epochs_.records.end() || !is_entitled(member, history.epoch, epoch->second) ||
             was_handed(vault_.db(), history.stream.address.view(), member.root);
    });
    return due;
  }

  static void add_beside(Grant& grant, const std::vector<HistoryStream>& beside) {
    for (const HistoryStream& history : beside) {
      grant.streams.push_back({history.epoch, *history.stream.epoch_key, history.stream.four,
                               grant.write ? history.stream.append_cap : std::nullopt});
    }
  }

  // A long story takes more than one message.
  static std::vector<std::vector<const SignedEpoch*>> in_parts(
      const std::vector<const SignedEpoch*>& epochs) {
    std::vector<std::vector<const SignedEpoch*>> parts;
    std::size_t bytes = 0;
    for (const SignedEpoch* epoch : epochs) {
      bytes += epoch->body.size();
      if (parts.empty() || bytes > kMaxPartBytes) {
        parts.emplace_back();
        bytes = epoch->body.size();
      }
      parts.back().push_back(epoch);
    }
    return parts;
  }

  Grant grant_for(const EpochRecord& head, const Member& member, const ShareWords& words,
                  const std::vector<const SignedEpoch*>& epochs) {
    Grant grant;
    const auto owner = known_records(vault_, owner_);
    MUST(owner);
    grant.owner = *owner;
    grant.space = section_.space;
    grant.section = section_.number;
    grant.grantee = member.root;
    grant.admission = words.admission;
    grant.epoch = epochs_.heads.front();
    grant.write = member.writers.contains(words.admission);
    bool has_head = false;
    for (const SignedEpoch* epoch : epochs) {
      has_head = has_head || epoch->id == grant.epoch;
      add_epoch(grant, *epoch);
    }
    if (!has_head) add_epoch(grant, *find_epoch(grant.epoch));
    if (!member.full) set_base(grant, member, head);
    grant.purpose = words.why;
    grant.language = words.language;
    grant.how = words.how;
    grant.role = words.role;
    grant.charity = words.charity;
    grant.from = vault_.now_ms();
    grant.until = member.until;
    if (const auto server = home(vault_)) {
      const auto key = SigningPublic::from(server->server_key);
      MUST(key);
      grant.home = HomeRecord{server->url, *key};
    }
    return grant;
  }

  const SignedEpoch* find_epoch(const EpochId& id) const {
    const auto found = std::find_if(epochs_.all.begin(), epochs_.all.end(),
                                    [&](const SignedEpoch& epoch) { return epoch.id == id; });
    MUST(found != epochs_.all.end());
    return &*found;
  }

  void add_epoch(Grant& grant, const SignedEpoch& epoch) {
    grant.epochs.push_back(epoch);
    const auto stream = find_stream(vault_.db(), epoch.record.stream);
    if (!stream || !stream->epoch_key) return;  // made by another device; its keys come from there
    const bool listed = std::any_of(grant.streams.begin(), grant.streams.end(),
                                    [&](const auto& other) { return other.four == stream->four; });
    if (listed) return;
    grant.streams.push_back({epoch.id, *stream->epoch_key, stream->four,
                             grant.write ? stream->append_cap : std::nullopt});
  }

  // What a reader who starts from now on counts as present.
  void set_base(Grant& grant, const Member& member, const EpochRecord& head) {
    std::set<BatchRef> tips;
    for (const EpochId& id : member.since) {
      const auto found = epochs_.records.find(id);
      const EpochRecord& admitting = found != epochs_.records.end() ? found->second : head;
      tips.insert(admitting.frontier.begin(), admitting.frontier.end());
      grant.base_adopted.insert(admitting.adopted.begin(), admitting.adopted.end());
    }
    grant.base = std::vector<BatchRef>(tips.begin(), tips.end());
  }

  void keep_share(const ShareWords& words, const SentMessage& sent) {
    vault_.db()
        .statement(
            "INSERT INTO share (admission, section, grantee, given, message, blob) "
            "VALUES (?1, ?2, ?3, 1, ?4, ?5)")
        .bind(1, words.admission)
        .bind(2, section_.id)
        .bind(3, author_number(vault_.db(), words.grantee))
        .bind(4, sent.signed_bytes)
        .bind(5, sent.blob)
        .run();
  }

  // To everybody who was once given a share and is none of the members: what ended, and what of
  // theirs is accepted; nothing about other people.
  void give_notices(const EpochRecord& head) {
    std::map<RootId, std::set<AdmissionId>> ever;
    for (const SignedEpoch& epoch : epochs_.all) {
      for (const Share& share : epoch.record.shares) ever[share.grantee].insert(share.admission);
    }
    for (const auto& [root, admissions] : ever) {
      if (member_under(head, root) != nullptr) continue;
      const Bytes content = encode_notice(notice_for(vault_, section_, head, {root, admissions}));
      const Hash name = notice_id(content);
      if (was_handed(vault_.db(), name.view(), root)) continue;
      send_card(root);
      const auto sent = send_message(vault_, {root, owner_, MessageKind::stop_notice, content});
      if (sent) note_handed(vault_.db(), name.view(), root, sent->blob);
      take_back_keys(vault_, section_, root.view());
      forget_handed(root);
    }
  }

  // Who is stopped may not have met this device: its streams are closed before its card lies there.
  void send_card(const RootId& root) {
    const auto records = known_records(vault_, owner_);
    MUST(records);
    const auto sent =
        send_message(vault_, {root, owner_, MessageKind::card, encode_card(*records)});
    static_cast<void>(sent);  // no card of theirs: the notice cannot go, either
  }

  // What somebody wipes they have to be given anew.
  void forget_handed(const RootId& root) {
    for (const HistoryStream& history : history_streams(vault_.db(), section_.id)) {
      vault_.db()
          .statement("DELETE FROM handed WHERE what = ?1 AND who = ?2")
          .bind(1, history.stream.address)
          .bind(2, root)
          .run();
    }
    for (const SignedEpoch& epoch : epochs_.all) {
      vault_.db()
          .statement("DELETE FROM handed WHERE what = ?1 AND who = ?2")
          .bind(1, epoch.id)
          .bind(2, root)
          .run();
    }
  }

  // To the owner's other devices, and to the recovery code: everything.
  void give_own_keys() {
    const auto card = known_card(vault_, owner_);
    MUST(card);
    std::set<DeviceId> ended;
    for (const SignedEpoch& epoch : epochs_.all) {
      ended.insert(epoch.record.ended.begin(), epoch.record.ended.end());
    }
    for (const auto& [device, record] : card->devices) {
      const bool is_out = ended.contains(device);
      if (is_out) take_back_keys(vault_, section_, device.view());
      if (device != vault_.device().id() && !is_out) give_own_keys_to({device, record.box});
    }
    const auto box = recovery_box(vault_);
    if (box && !PLANT(the_code_gets_no_keys)) give_own_keys_to({recovery_id(*box), *box});
  }

  // One of the owner's devices, or what the recovery code opens.
  struct OwnBox {
    DeviceId device;
    BoxPublic box;
  };

  void give_own_keys_to(const OwnBox& device) {
    std::vector<const SignedEpoch*> due;
    for (const SignedEpoch& epoch : epochs_.all) {
      const auto stream = find_stream(vault_.db(), epoch.record.stream);
      const bool is_owned = stream && stream->owned();
      if (is_owned && !was_handed(vault_.db(), epoch.id.view(), device.device)) {
        due.push_back(&epoch);
      }
    }
    for (const auto& part : in_parts(due)) {
      OwnKeys keys = keys_of(part);
      const std::int64_t blob = send_own_keys(device, keys);
      for (const SignedEpoch* epoch : part) {
        note_handed(vault_.db(), epoch->id.view(), device.device, blob);
      }
    }
    give_beside_to(device);
    if (!due.empty()) give_grants_to(device);
  }

  OwnKeys keys_of(const std::vector<const SignedEpoch*>& epochs) {
    OwnKeys keys;
    keys.space = section_.space;
    keys.section = section_.number;
    std::set<Address> listed;
    for (const SignedEpoch* epoch : epochs) {
      const auto stream = find_stream(vault_.db(), epoch->record.stream);
      keys.epochs.push_back(*epoch);
      if (listed.insert(stream->address).second) keys.streams.push_back(*stream->owned());
    }
    return keys;
  }

  void give_beside_to(const OwnBox& device) {
    for (const HistoryStream& history : history_streams(vault_.db(), section_.id)) {
      const View name = history.stream.address.view();
      const auto owned = history.stream.owned();
      if (!owned || was_handed(vault_.db(), name, device.device)) continue;
      OwnKeys keys = keys_of({});
      keys.beside = {{history.epoch, *owned}};
      note_handed(vault_.db(), name, device.device, send_own_keys(device, keys));
    }
  }

  // Each grant goes by itself: it can be as large as a message may be.
  void give_grants_to(const OwnBox& device) {
    std::vector<std::pair<AdmissionId, Bytes>> grants;
    auto& rows =
        vault_.db()
            .statement("SELECT admission, message FROM share WHERE section = ?1 AND given = 1")
            .bind(1, section_.id);
    while (rows.step()) grants.emplace_back(rows.id<AdmissionId>(0), copy_of(rows.blob(1)));
    for (auto& [admission, grant] : grants) {
      const Hash name = message_id(grant);
      if (was_handed(vault_.db(), name.view(), device.device)) continue;
      OwnKeys keys = keys_of({});
      keys.grants = {std::move(grant)};
      note_handed(vault_.db(), name.view(), device.device, send_own_keys(device, keys));
    }
  }

  std::int64_t send_own_keys(const OwnBox& device, const OwnKeys& keys) {
    const Payload inside{static_cast<std::uint8_t>(PayloadKind::message), encode_own_keys(keys)};
    const Bytes content =
        encode_sealed_to_device({device.device, seal_to(device.box, inside, vault_.random())});
    const auto sent = send_message(vault_, {owner_, owner_, MessageKind::own_keys, content});
    MUST(sent);
    return sent->blob;
  }

  Vault& vault_;
  const SectionRow& section_;
  RootId owner_;
  SectionEpochs epochs_;
};

}  // namespace

// No clock says which is the newest.
std::optional<ShareWords> share_words(Vault& vault, const SectionRow& section,
                                      const Member& member) {
  std::optional<ShareWords> newest;
  auto& rows =
      vault.db()
          .statement(
              "SELECT message, admission FROM share WHERE section = ?1 AND given = 1 ORDER BY id")
          .bind(1, section.id);
  while (rows.step()) {
    if (!member.admissions.contains(rows.id<AdmissionId>(1))) continue;
    const auto message = decode_message(rows.blob(0));
    MUST(message);
    const auto grant = decode_grant(message->content);
    MUST(grant);
    const bool writes = member.writers.contains(grant->admission);
    if (newest && !writes && member.writers.contains(newest->admission)) continue;
    newest = ShareWords{grant->admission, grant->grantee, grant->purpose, grant->language,
                        grant->how,       grant->role,    grant->charity};
  }
  return newest;
}

bool is_entitled(const Member& member, const EpochId& id, const EpochRecord& epoch) {
  return member.full ||
         std::any_of(member.since.begin(), member.since.end(), [&](const EpochId& since) {
           return since == id || epoch.past.contains(since);
         });
}

Result<bool> hand_out(Vault& vault, const SectionRow& section,
                      const std::optional<ShareWords>& fresh) {
  return Hander(vault, section).run(fresh);
}

void hand_in_late(Vault& vault, const SectionRow& section) {
  if (!PLANT(what_was_decided_late_is_lost)) Hander(vault, section).run_late();
}

}  // namespace alongside
