#include "client/sync/join.h"

#include <algorithm>

#include "client/store/epochs.h"
#include "client/store/take_over.h"
#include "client/sync/enrol.h"
#include "client/sync/recover.h"
#include "client/sync/sync_once.h"
#include "shared/base/check.h"
#include "shared/consent/card.h"
#include "shared/pairing/guest.h"
#include "shared/pairing/vault_kit.h"

namespace alongside {
namespace {

bool is_same_server(const Invite& a, const Invite& b) {
  return a.url == b.url && a.server_key == b.server_key && a.insecure_lan == b.insecure_lan &&
         a.certificate_pin == b.certificate_pin;
}

class JoiningHere {
 public:
  JoiningHere(const NewVault& how, const PairingText& text, const VaultMeans& means,
              const PairingScreen& screen, const Key& device_seed)
      : how_(how),
        text_(text),
        means_(means),
        screen_(screen),
        seed_(device_seed),
        guest_(text.secret, DeviceKeys(device_seed), means.random),
        stream_(text.secret, PairingPart::guest, means.random) {}

  Result<Joined> run(const Home& home, Transport& transport) {
    PairingTalk talk(guest_, stream_, {transport, text_.server->server_key, means_.random},
                     screen_);
    auto made = pair(talk, home);
    if (!made) {
      guest_.stop();
      talk.say_last_words();
      return made.error();
    }
    Joined joined{std::move(*made), false};
    // The cards that this device put itself on have to be known before keys can be handed to it.
    sync_once(*joined.made.opened.vault, home, transport);
    guest_.kept();
    const auto said = talk.until([&] { return stream_.has_sent_all(); });
    if (guest_.state() != PairingState::done || !said) {
      joined.made.opened.vault.reset();
      TRY_DO(take_vault_away(how_.name, means_.random));
      return said ? pairing_end(guest_) : said.error();
    }
    // The other device drops the stream once the keys lie ready.
    const auto ready = talk.until([&] { return stream_.is_over(); });
    const auto fetched = ready ? fetch_all(*joined.made.opened.vault, transport) : ready;
    joined.has_all = fetched.has_value();
    if (hand_over_) take_over_from(*hand_over_, joined, home, transport);
    return joined;
  }

 private:
  Result<CreatedVault> pair(PairingTalk& talk, const Home& home) {
    TRY_DO(talk.until([&] { return guest_.state() == PairingState::comparing; }));
    TRY(const bool is_same, screen_.is_same(guest_.digits(), guest_.card().name));
    if (!is_same) {
      guest_.stop();
      return error(ErrorCode::refused,
                   "You said that the numbers are not the same. Nothing was taken over. Begin "
                   "again, with a new text, and let nobody else see it.");
    }
    guest_.confirm();
    TRY_DO(talk.until([&] { return guest_.state() == PairingState::received; }));
    TRY(const VaultKit kit, decode_vault_kit(guest_.kit()));
    if (!is_same_server(kit.server, *text_.server)) {
      return error(ErrorCode::refused,
                   "The text names another server than the other device sends to. Nothing was "
                   "taken over. Begin again, with a new text.");
    }
    hand_over_ = kit.hand_over;
    // The coach was met, face to face: whatever breaks off from here on, they are known.
    const std::string met = kit.hand_over ? kit.hand_over->card : std::string();
    return join_vault(how_, {seed_, home, kit.identities, met}, means_);
  }

  // The record changes hands once every part of it is here; where it does not, the vault is there
  // all the same, and `take-over` says why.
  void take_over_from(const VaultKit::HandOver& from, Joined& joined, const Home& home,
                      Transport& transport) {
    joined.is_handed_over = true;
    Vault& vault = *joined.made.opened.vault;
    const auto space = find_space(vault.db(), space_name(vault.me(), SpaceKind::person));
    const bool has_parts =
        space && std::all_of(from.sections.begin(), from.sections.end(), [&](auto number) {
          const auto section = find_section(vault.db(), space->space, number);
          return section && section->is_owner() && target_stream(vault, section->id);
        });
    if (const auto card = decode_card_text(from.card)) joined.coach = card->records.root;
    if (!joined.has_all || !has_parts) return;
    joined.is_taken_over = take_over(vault, joined.made.opened.roots_key).has_value();
    if (joined.is_taken_over) sync_once(vault, home, transport);
  }

  const NewVault& how_;
  const PairingText& text_;
  const VaultMeans& means_;
  const PairingScreen& screen_;
  Key seed_;
  PairingGuest guest_;
  PairingStream stream_;
  std::optional<VaultKit::HandOver> hand_over_;
};

}  // namespace

Result<Joined> join(const NewVault& how, std::string_view typed, const VaultMeans& means,
                    const Connect& connect, const PairingScreen& screen) {
  TRY(const PairingText text, decode_pairing_text(typed));
  if (!text.server) {
    return error(ErrorCode::usage, "That pairing text names no server to meet at.");
  }
  TRY_DO(check_new_vault(how, means.random));
  const Key seed = Key::random(means.random);
  TRY(const Home home, enrol_to_pair(text, seed, *connect(endpoint_of(*text.server))));
  const std::unique_ptr<Transport> transport = connect(endpoint_of(home));
  return JoiningHere(how, text, means, screen, seed).run(home, *transport);
}

}  // namespace alongside
