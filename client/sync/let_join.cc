#include "client/sync/let_join.h"

#include "client/store/ended_devices.h"
#include "client/store/identities.h"
#include "client/store/own_devices.h"
#include "client/store/people.h"
#include "client/store/recovery.h"
#include "client/store/take_record.h"
#include "client/sync/sync_once.h"
#include "shared/base/check.h"
#include "shared/pairing/host.h"
#include "shared/pairing/vault_kit.h"

namespace alongside {
namespace {

constexpr int kMaxSyncs = 4;

// Where the vault sends to, as a pairing text and a kit say it.
Result<Invite> server_of(const Home& home) {
  Invite server;
  server.url = home.url;
  TRY(server.server_key, SigningPublic::from(home.server_key));
  server.insecure_lan = home.insecure_lan;
  if (home.certificate_pin) {
    TRY(server.certificate_pin, Hash::from(*home.certificate_pin));
  }
  return server;
}

class Letting {
 public:
  Letting(Vault& vault, const Key& roots_key, Transport& transport, const PairingScreen& screen,
          const Home& home, const Invite& server, const JoinsAs& person)
      : vault_(vault),
        roots_key_(roots_key),
        transport_(transport),
        screen_(screen),
        home_(home),
        server_(server),
        person_(person),
        root_(person ? record_owner(vault, *person) : vault.me()),
        secret_(PairingSecret::random(vault.random())),
        host_(secret_, *known_records(vault, root_), vault.random()),
        stream_(secret_, PairingPart::host, vault.random()),
        talk_(host_, stream_, {transport, server.server_key, vault.random()}, screen) {}

  Result<LetJoin> run() {
    const Result<bool> joined = pair();
    if (joined) keep_admitted(vault_);
    if (!joined) {
      host_.stop();
      TRY_DO(turn_out_unfinished(vault_, roots_key_));
    }
    LetJoin let;
    if (joined) {
      let.device = host_.guest().device;
      let.has_all = sync();  // its keys lie ready before it is told
    }
    stream_.drop();
    talk_.say_last_words();
    if (!joined) return joined.error();
    return let;
  }

 private:
  Result<bool> pair() {
    TRY_DO(talk_.until([&] { return stream_.has_sent_all(); }));
    screen_.show_text(encode_pairing_text({secret_, server_}));
    TRY_DO(talk_.until([&] { return host_.state() == PairingState::comparing; }));
    TRY(const bool is_same, screen_.is_same(host_.digits(), known_card(vault_, root_)->name));
    if (!is_same) {
      host_.stop();
      return error(ErrorCode::refused,
                   "You said that the numbers are not the same. No device was added. Begin again, "
                   "with a new text, and let nobody else see it.");
    }
    host_.confirm();
    TRY_DO(talk_.until([&] { return host_.state() == PairingState::agreed; }));
    TRY_DO(hand_over());
    return talk_.until([&] { return host_.state() == PairingState::done; });
  }

  Result<bool> hand_over() {
    TRY_DO(admit_device(vault_, root_, host_.guest(), roots_key_));
    TRY(VaultKit kit, vault_kit());
    Bytes bytes = encode_vault_kit(kit);
    const auto given = host_.give(bytes, vault_.random());
    wipe(bytes);
    return given;
  }

  Result<VaultKit> vault_kit() {
    if (!person_) {
      TRY(auto identities, all_kits(vault_, roots_key_));
      return VaultKit{std::move(identities), server_, std::nullopt};
    }
    TRY(const Key seed, root_seed(vault_, root_, roots_key_));
    IdentityKit theirs = kit_of(vault_, root_, seed);
    theirs.is_me = true;
    theirs.kind = SpaceKind::coach;
    return VaultKit{{std::move(theirs)}, server_, what_there_is()};
  }

  VaultKit::HandOver what_there_is() {
    VaultKit::HandOver all;
    all.card = my_card(vault_);
    const auto space = find_space(vault_.db(), *person_);
    MUST(space);
    for (const SectionRow& section : sections_of(vault_.db(), space->id)) {
      all.sections.insert(section.number);
    }
    return all;
  }

  bool sync() {
    for (int i = 0; i < kMaxSyncs; ++i) {
      if (sync_once(vault_, home_, transport_).state == SyncState::sent) return true;
    }
    return false;
  }

  Vault& vault_;
  const Key& roots_key_;
  Transport& transport_;
  const PairingScreen& screen_;
  Home home_;
  Invite server_;
  JoinsAs person_;
  RootId root_;
  PairingSecret secret_;
  PairingHost host_;
  PairingStream stream_;
  PairingTalk talk_;
};

}  // namespace

Result<LetJoin> let_join(Vault& vault, const Key& roots_key, Transport& transport,
                         const PairingScreen& screen, const JoinsAs& person) {
  const auto server = home(vault);
  if (!server) {
    return error(ErrorCode::not_found,
                 "This vault has not joined a server, over which two devices could meet.");
  }
  if (is_removed(vault)) {
    return error(ErrorCode::refused, "This device was removed itself; it can let nobody join.");
  }
  if (person) TRY_DO(check_may_hand_over(vault, *person));
  TRY(const Invite named, server_of(*server));
  return Letting(vault, roots_key, transport, screen, *server, named, person).run();
}

}  // namespace alongside
