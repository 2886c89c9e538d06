#include "client/store/drafts.h"
#include "client/store/people.h"
#include "client/sync/enrol.h"
#include "client/sync/sync_once.h"
#include "shared/base/check.h"
#include "tests/simulation/by_id.h"
#include "tests/simulation/power.h"
#include "tests/simulation/sim_server.h"

namespace alongside {
namespace {

constexpr int kActions = 42;
constexpr std::uint64_t kChecksEvery = 16;  // how often a whole verify_vault follows

// What the person at the vault was told is saved.
struct Told {
  std::map<EntityId, std::string> notes;
  std::optional<std::string> draft;
};

std::string body_of(Vault& vault, const EntityId& note) {
  const auto item = find_item(vault, note);
  const ShownField* body = item ? item->field(kNoteBody) : nullptr;
  return body != nullptr && body->versions.size() == 1 ? shown_value(body->versions[0].value) : "";
}

// The vault that lies on `disk` under the path of the recorded one, opened by its keys.
std::unique_ptr<Vault> open_again(const SimDisk& disk, const VaultKeys& keys,
                                  const VaultMeans& means) {
  auto opened = VaultMaker::open(disk.folder() + "/vault.db", keys, means, nullptr);
  MUST(opened);
  return std::move(opened->vault);
}

std::optional<Finding> missing(Vault& vault, const Told& told) {
  for (const auto& [note, body] : told.notes) {
    if (body_of(vault, note) != body) return Finding{"a saved note is not there", true};
  }
  if (told.draft) {
    const auto draft = draft_at(vault, "note:loose");
    if (!draft || draft->body != *told.draft) return Finding{"a draft is not there", true};
  }
  return std::nullopt;
}

std::optional<Finding> damage(Vault& vault) {
  auto& rows = vault.db().statement("PRAGMA integrity_check");
  MUST(rows.step());
  const bool is_sound = rows.text(0) == "ok";
  rows.reset();
  return is_sound ? std::nullopt : std::optional(Finding{"integrity_check found something", false});
}

// Files of the recorded disk under the names of another one.
DiskImage renamed(const DiskImage& files, const std::string& from, const std::string& to) {
  DiskImage moved;
  for (const auto& [name, bytes] : files) moved.emplace(to + name.substr(from.size()), bytes);
  return moved;
}

// A vault on a recording disk, a server on its own, and a disk to look at what a power cut leaves.
class VaultUnderPower {
 public:
  explicit VaultUnderPower(std::uint64_t seed)
      : random_(seed), server_(random_.next()), keys_{Key::random(random_), Key::random(random_)} {
    const VaultMeans means{clock_, random_, kSimVfs};
    const RecoverySecret code = RecoverySecret::random(random_);
    MUST(VaultMaker::fill(disk_.folder() + "/vault.db", keys_, means, {"Ade", code}));
    vault_ = open_again(disk_, keys_, means);
    join();
  }

  PowerReport run() {
    PowerCuts cuts(
        disk_, [this](const DiskImage& left) { return inspect(left); }, 2, 2);
    auto person = add_person(*vault_, "Mo", "en");
    MUST(person);
    for (int i = 0; i < kActions; ++i) act(*person, i);
    cuts.cut_now();
    return cuts.report();
  }

 private:
  // Carries requests straight to the server.
  class Wire final : public Transport {
   public:
    Wire(SimServer& server, const Token& token) : server_(server), token_(token) {}
    Result<HttpAnswer> send(const HttpRequest& request) override {
      auto answer = server_.post(request, token_);
      MUST(answer);
      return std::move(*answer);
    }
    void stop() override {}

   private:
    SimServer& server_;
    Token token_;
  };

  void join() {
    Wire wire(server_, Token{});
    auto joined = enrol(vault_->device(), server_.invite(), wire);
    MUST(joined);
    home_ = std::move(*joined);
    MUST(set_home(*vault_, home_, keys_.roots));
  }

  void act(const SpaceId& person, int turn) {
    clock_.now += 1000;
    const std::string words = "note " + std::to_string(turn) + std::string(random_.below(300), '.');
    const SectionPlace notes =
        random_.below(3) == 0 ? loose_notes(*vault_) : SectionPlace{person, kSectionNotes};
    const FieldEdit body{kNoteBody, Text{words, "person", "en"}, std::nullopt};
    switch (turn % 6) {
      case 3:
        if (!told_.notes.empty()) {
          const EntityId note = told_.notes.begin()->first;
          told_.notes.erase(note);  // until it is known which wording stands
          MUST(set_entry(*vault_, note, {body}));
          told_.notes[note] = words;
        }
        return;
      case 4:
        told_.draft.reset();
        save_draft(*vault_, {"note:loose", std::nullopt, words, 0});
        told_.draft = words;
        return;
      case 5: {
        Wire wire(server_, Token::from(home_.token).value_or(Token{}));
        MUST(sync_once(*vault_, home_, wire).state == SyncState::sent);
        return;
      }
      default: {
        const auto made = add_entry(*vault_, notes, kKindNote, {body});
        MUST(made);
        told_.notes[*made] = words;
        return;
      }
    }
  }

  std::optional<Finding> inspect(const DiskImage& left) {
    SimDisk found;
    found.install(renamed(left, disk_.folder(), found.folder()));
    SeededRandom random(1);
    try {
      const auto vault = open_again(found, keys_, {clock_, random, kSimVfs});
      if (auto finding = damage(*vault)) return finding;
      if (auto finding = missing(*vault, told_)) return finding;
      if (++inspected_ % kChecksEvery == 0 && !verify_vault(*vault).empty()) {
        return Finding{"the log and what is shown do not fit", false};
      }
      save_draft(*vault, {"another", std::nullopt, "it can be written to", 0});
    } catch (const SqliteError& failure) {
      return Finding{failure.what(), false};
    }
    return std::nullopt;
  }

  VirtualClock clock_;
  SeededRandom random_;
  SimDisk disk_;
  SimServer server_;
  VaultKeys keys_;
  std::unique_ptr<Vault> vault_;
  Home home_;
  Told told_;
  std::uint64_t inspected_ = 0;
};

}  // namespace

PowerReport power_cuts_of_a_vault(std::uint64_t seed) { return VaultUnderPower(seed).run(); }

}  // namespace alongside
