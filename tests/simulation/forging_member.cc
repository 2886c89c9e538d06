#include "tests/simulation/forging_member.h"

#include <algorithm>
#include <numeric>

#include "client/store/epochs.h"
#include "client/store/identities.h"
#include "client/store/receive.h"
#include "shared/base/check.h"
#include "shared/consent/own_keys.h"
#include "shared/model/kinds.h"
#include "shared/model/values.h"

namespace alongside {
namespace {

Capability capability(const Key& key) {
  const auto shown = Capability::from(key.view());
  MUST(shown);
  return *shown;
}

Payload payload_of(PayloadKind kind, Bytes bytes) {
  return {static_cast<std::uint8_t>(kind), std::move(bytes)};
}

// One device that forges in one section of one person's record.
class Forger {
 public:
  Forger(World& world, std::size_t number)
      : world_(world),
        number_(number),
        vault_(world.device(number).window()),
        person_(world.people[world.random.below(world.people.size())]),
        section_{person_.space, world.one_in(2) ? kSectionNotes : kSectionGoals} {}

  void run() {
    remember_streams();
    if (world_.one_in(2)) {
      forge_in_stream();
    } else {
      forge_in_inbox();
    }
  }

 private:
  // What it may add to now, it can add to for ever.
  void remember_streams() {
    const auto row = find_section(vault_.db(), section_.first, section_.second);
    const auto stream = row ? target_stream(vault_, row->id) : std::nullopt;
    if (!stream) return;
    const SectionRow& here = *row;
    World::ForgersStream kept{section_,           stream->address,
                              *stream->epoch_key, *stream->append_cap,
                              here.admission,     epoch_heads(vault_, here.id)};
    auto& all = world_.forgers_streams;
    const bool is_known = std::any_of(all.begin(), all.end(), [&](const auto& one) {
      return one.address == kept.address && one.admission == kept.admission;
    });
    if (!is_known) all.push_back(std::move(kept));
  }

  void push(const Address& address, const Key& append, Bytes blob) {
    SyncRequest request;
    request.nonce = world_.random.id<Nonce>();
    request.max_bytes = 1;
    Push one;
    one.address = address;
    one.append = capability(append);
    one.blob = std::move(blob);
    request.push = {std::move(one)};
    const auto token = Token::from(world_.device(number_).home->token);
    MUST(token);
    static_cast<void>(world_.server.post({"/v1/sync", encode(request)}, *token));
    ++world_.counts.forgeries;
  }

  // ---- what lies in streams
  void forge_in_stream() {
    if (world_.forgers_streams.empty()) return;
    const auto& stream = world_.forgers_streams[world_.random.below(world_.forgers_streams.size())];
    const auto payload = payload_for(stream);
    if (!payload) return;
    push(stream.address, stream.append,
         seal_blob(content_key_of(stream.key), stream.address, *payload, world_.random));
  }

  std::optional<Payload> payload_for(const World::ForgersStream& stream) {
    switch (world_.random.below(7)) {
      case 0:
        return forged_epoch(stream);
      case 1:
        return forged_card();
      case 2:
        return batch_in_name_of_owner(stream);
      case 3:
        return batch_in_name_of_another(stream);
      case 4:
        return without_words(stream);
      case 5:
        return batch_that_adopts(stream);
      default:
        return payload_of(PayloadKind::batch, world_.random.bytes(60));
    }
  }

  EpochRecord record_for(const World::ForgersStream& stream) {
    EpochRecord record;
    record.space = stream.section.first;
    record.section = stream.section.second;
    record.parents = {stream.heads.begin(), stream.heads.end()};
    record.past = record.parents;
    record.signer = vault_.device().id();
    record.stream = stream.address;
    record.at = vault_.now_ms();
    const RootId other = someone();
    const auto admission = world_.random.id<AdmissionId>();
    if (world_.one_in(2)) {
      record.shares = {{admission, other, true, true, std::nullopt}};
      Member member;
      member.root = other;
      member.admissions = member.writers = {admission};
      member.since = {EpochId{}};
      record.members = {member};
    } else {
      record.stops = {other};
      record.stopped = record.gone = {admission};
    }
    return record;
  }

  // One in which everything follows from what came before, only that its signer may not make any.
  std::optional<EpochRecord> derived_epoch(const World::ForgersStream& stream) {
    const auto row = find_section(vault_.db(), stream.section.first, stream.section.second);
    if (!row) return std::nullopt;
    const SectionEpochs known = section_epochs(vault_, row->id);
    if (known.heads.size() != 1) return std::nullopt;
    const EpochRecord wanted = record_for(stream);
    EpochDraft draft;
    draft.space = wanted.space;
    draft.section = wanted.section;
    draft.parent = known.heads.front();
    draft.signer = *wanted.signer;
    draft.shares = wanted.shares;
    draft.stops = wanted.stops;
    draft.stream = stream.address;
    draft.at = wanted.at;
    auto derived = derive_epoch(known.records, std::move(draft), CausalGraph());
    return derived ? std::optional(std::move(*derived)) : std::nullopt;
  }

  std::optional<Payload> forged_epoch(const World::ForgersStream& stream) {
    SignedEpoch epoch =
        seal_epoch(derived_epoch(stream).value_or(record_for(stream)), &vault_.device().sign);
    if (world_.one_in(3)) {  // it says that a device of the owner signed it
      epoch.record.signer = world_.device(person_.holder).window().device().id();
      epoch.body = encode_epoch_body(epoch.record);
    }
    return control(ControlType::epoch, encode_epoch(epoch));
  }

  // A card of the owner's with this device on it, which the owner's root never signed.
  std::optional<Payload> forged_card() {
    const auto records = known_records(vault_, owner());
    if (!records) return std::nullopt;
    CardRecords card = *records;
    const SigningKey made_up(Key::random(world_.random));
    merge_into(card, {card.root,
                      {sign_device(made_up, make_device_record(card.root, vault_.device(),
                                                               DeviceMark::own, std::nullopt))}});
    return control(ControlType::card, encode_card(card));
  }

  static Payload control(ControlType type, View bytes) {
    return payload_of(PayloadKind::control, encode_control(type, bytes));
  }

  BatchHeader header_for(const World::ForgersStream& stream) {
    BatchHeader header;
    header.space = stream.section.first;
    header.section = stream.section.second;
    header.heads = stream.heads;
    header.device = vault_.device().id();
    header.author = vault_.me();
    header.admission = stream.admission;
    header.seq = 1;
    header.at = vault_.now_ms();
    return header;
  }

  Payload closed(BatchHeader header, const Change& change) {
    const Batch batch = close_batch(std::move(header), {encode_change(change)},
                                    world_.random.id<Salt>(), vault_.device().sign);
    world_.forged.insert(batch.hash());
    return payload_of(PayloadKind::batch, encode_batch(batch));
  }

  Change made_up_change(const World::ForgersStream& stream) {
    const bool is_goal = stream.section.second == kSectionGoals;
    Change change{is_goal ? kKindGoal : kKindNote, world_.random.id<EntityId>(), {}, 0};
    Op op;
    op.field = is_goal ? kGoalWording : kNoteBody;
    op.value = encode_value(Text{"never said", "person", "en"}).value();
    change.ops.push_back(op);
    return change;
  }

  std::optional<Payload> batch_in_name_of_owner(const World::ForgersStream& stream) {
    BatchHeader header = header_for(stream);
    header.admission = AdmissionId{};
    if (world_.one_in(2)) header.author = owner();
    return closed(std::move(header), made_up_change(stream));
  }

  // Under another member's admission, as them or as oneself.
  std::optional<Payload> batch_in_name_of_another(const World::ForgersStream& stream) {
    BatchHeader header = header_for(stream);
    for (const auto& [root, admission] : others_admissions(stream)) {
      header.admission = admission;
      if (world_.one_in(2)) header.author = root;
      return closed(std::move(header), made_up_change(stream));
    }
    return std::nullopt;
  }

  // Under one's own admission, but what only the owner may do.
  std::optional<Payload> batch_that_adopts(const World::ForgersStream& stream) {
    BatchHeader header = header_for(stream);
    header.admission = AdmissionId{};
    Change change;
    Op op;
    op.kind = OpKind::adopt;
    CborWriter value;
    value.bytes(world_.random.id<BatchHash>().view());
    op.value = std::move(value).take();
    change.ops.push_back(op);
    return closed(std::move(header), change);
  }

  // Somebody's batch as it is, only that its words are missing.
  std::optional<Payload> without_words(const World::ForgersStream& stream) {
    for (const auto& [hash, logged] : batches_of(vault_)) {
      const bool is_it = logged.space == stream.section.first &&
                         logged.section == stream.section.second &&
                         logged.batch.header.author != vault_.me();
      if (!is_it || world_.one_in(2)) continue;
      std::vector<std::size_t> all(logged.batch.elements.size());
      std::iota(all.begin(), all.end(), std::size_t{0});
      const auto bare = redact_batch(logged.batch, all);
      MUST(bare);
      return payload_of(PayloadKind::batch, encode_batch(*bare));
    }
    return std::nullopt;
  }

  // ---- what lies in inboxes
  void forge_in_inbox() {
    const RootId to = someone();
    const auto message = message_for(to);
    if (!message) return;
    const auto card = known_card(vault_, to);
    if (!card || !card->inbox) return;
    push(address_of(card->inbox->hashes()), card->inbox->append,
         seal_to(card->inbox->box, payload_of(PayloadKind::message, *message), world_.random));
  }

  std::optional<Bytes> message_for(const RootId& to) {
    switch (world_.random.below(3)) {
      case 0:
        return signed_message(to, MessageKind::grant, forged_grant(to));
      case 1:
        return signed_message(to, MessageKind::stop_notice, forged_notice());
      default:
        return meant_for_oneself();
    }
  }

  std::optional<Bytes> signed_message(const RootId& to, MessageKind kind,
                                      const std::optional<Bytes>& content) {
    if (!content) return std::nullopt;
    Message message;
    message.recipient = to;
    message.sender = world_.one_in(2) ? vault_.me() : owner();
    message.sender_device = vault_.device().id();
    message.kind = static_cast<std::uint64_t>(kind);
    message.at = vault_.now_ms();
    message.content = *content;
    return encode_message(message, vault_.device().sign);
  }

  // A share of the person's record by somebody who does not own it, under a key made up.
  std::optional<Bytes> forged_grant(const RootId& to) {
    const auto card = known_records(vault_, world_.one_in(2) ? owner() : vault_.me());
    if (!card) return std::nullopt;
    const StreamSecrets secrets = StreamSecrets::random(world_.random);
    World::ForgersStream stream{
        section_, address_of(secrets.hashes()), secrets.epoch_key, secrets.append, {}, {}};
    EpochRecord record = record_for(stream);
    const auto admission = world_.random.id<AdmissionId>();
    record.stops.clear();
    record.stopped.clear();
    record.gone.clear();
    record.shares = {{admission, to, true, true, std::nullopt}};
    Member member;
    member.root = to;
    member.admissions = member.writers = {admission};
    member.since = {EpochId{}};
    record.members = {member};
    Grant grant;
    grant.owner = *card;
    grant.space = section_.first;
    grant.section = section_.second;
    grant.grantee = to;
    grant.admission = admission;
    const SignedEpoch epoch = seal_epoch(record, &vault_.device().sign);
    grant.epoch = epoch.id;
    grant.epochs = {epoch};
    grant.streams = {{epoch.id, secrets.epoch_key, secrets.hashes(), secrets.append}};
    grant.purpose = "made up";
    grant.language = "en";
    grant.how = "typed";
    grant.write = true;
    return encode_grant(grant);
  }

  // A stop of a share that really runs.
  std::optional<Bytes> forged_notice() {
    StopNotice notice;
    notice.space = section_.first;
    notice.section = section_.second;
    for (const auto& stream : world_.forgers_streams) {
      for (const auto& [root, admission] : others_admissions(stream)) {
        notice.stopped.insert(admission);
        notice.gone.insert(admission);
      }
    }
    if (notice.stopped.empty()) return std::nullopt;
    return encode_notice(notice);
  }

  // A message that came for this device's own identity, with its signature and all.
  std::optional<Bytes> meant_for_oneself() {
    std::vector<Bytes> mine;
    auto& rows = vault_.db().statement(
        "SELECT identity.inbox_seed, blob.bytes FROM blob JOIN identity ON identity.inbox_stream = "
        "blob.stream WHERE identity.is_me = 1 AND blob.bytes IS NOT NULL");
    while (rows.step()) {
      const auto seed = Key::from(rows.blob(0));
      MUST(seed);
      const auto opened = open_sealed(BoxKey(*seed), rows.blob(1));
      if (opened) mine.push_back(opened->bytes);
    }
    if (mine.empty()) return std::nullopt;
    return mine[world_.random.below(mine.size())];
  }

  // ---- whom it knows
  RootId owner() {
    const auto space = find_space(vault_.db(), section_.first);
    return space ? root_of_author(vault_.db(), space->owner) : world_.device(person_.holder).root();
  }

  RootId someone() {
    std::size_t other = world_.random.below(world_.devices.size());
    if (other == number_) other = (other + 1) % world_.devices.size();
    return world_.device(other).root();
  }

  std::vector<std::pair<RootId, AdmissionId>> others_admissions(
      const World::ForgersStream& stream) {
    std::vector<std::pair<RootId, AdmissionId>> others;
    const auto row = find_section(vault_.db(), stream.section.first, stream.section.second);
    if (!row) return others;
    for (const SignedEpoch& epoch : epochs_of(vault_, row->id)) {
      for (const Share& share : epoch.record.shares) {
        if (share.grantee != vault_.me()) others.emplace_back(share.grantee, share.admission);
      }
    }
    return others;
  }

  World& world_;
  std::size_t number_;
  Vault& vault_;
  const World::Person& person_;
  SectionKey section_;
};

}  // namespace

void forge_something(World& world, std::size_t number) {
  if (world.device(number).disk.is_unplugged() || world.server.is_down()) return;
  run_on(world, number, [&] { Forger(world, number).run(); });
}

}  // namespace alongside
