#include "client/store/ledger.h"

#include <algorithm>

#include "client/store/shares.h"
#include "client/store/standing.h"
#include "client/store/typed_ids.h"
#include "client/store/words.h"
#include "shared/base/check.h"
#include "shared/model/kinds.h"

namespace alongside {
namespace {

constexpr TimeMs kMsPerDay = 86'400'000;
constexpr TimeMs kLatestShownMs = 90 * kMsPerDay;
constexpr std::size_t kMaxWords = 2000;

std::string section_name(std::uint64_t number) {
  const SectionSpec* spec = find_section(number);
  return spec != nullptr ? std::string(spec->name) : std::to_string(number);
}

std::optional<LedgerKind> kind_of(MessageKind kind) {
  switch (kind) {
    case MessageKind::got:
      return LedgerKind::arrived;
    case MessageKind::looked:
      return LedgerKind::looked;
    case MessageKind::wiped:
      return LedgerKind::wiped;
    case MessageKind::passed_on:
      return LedgerKind::passed_on;
    case MessageKind::ask:
      return LedgerKind::asked;
    case MessageKind::said_no:
      return LedgerKind::said_no;
    case MessageKind::taken:
      return LedgerKind::taken;
    case MessageKind::received:
      return LedgerKind::received;
    case MessageKind::took_over:
      return LedgerKind::took_over;
    default:
      return std::nullopt;
  }
}

// Whether the day has come from which the person may see it: at the latest 90 days after.
bool is_due(Vault& vault, const KeptWord& kept) {
  if (kept.kind != MessageKind::passed_on || !kept.word.when) return true;
  const TimeMs latest = kept.received + kLatestShownMs;
  return std::max(vault.now_ms(), signed_time(vault.db())) >= std::min(*kept.word.when, latest);
}

// Whether nobody has answered a question yet: with a no, or with a share that runs or was given
// since it came.
bool is_waiting(const KeptWord& question, const std::vector<KeptWord>& words,
                const std::vector<ShownShare>& given) {
  const std::string section = section_name(question.word.section);
  const bool has_no = std::any_of(words.begin(), words.end(), [&](const KeptWord& word) {
    return word.kind == MessageKind::said_no && word.word.answers == question.id;
  });
  return !has_no && std::none_of(given.begin(), given.end(), [&](const ShownShare& share) {
    return share.given && share.contact == question.author && share.section == section &&
           (share.state == ShareState::running || share.from >= question.received);
  });
}

void add_shares(const std::vector<ShownShare>& all, std::vector<LedgerRow>& rows) {
  for (const ShownShare& share : all) {
    if (!share.given) continue;
    LedgerRow row{LedgerKind::shared, share.from,     share.contact, share.section, share.why, {},
                  share.until,        share.evidence, false};
    rows.push_back(row);
    if (share.state == ShareState::running) continue;
    const bool has_run_out = share.state == ShareState::run_out;
    row.kind = has_run_out ? LedgerKind::run_out : LedgerKind::stopped;
    row.at = has_run_out ? *share.until : share.ended.value_or(share.from);
    rows.push_back(std::move(row));
  }
}

Result<SpaceRow> space_row(Vault& vault, const SpaceId& space) {
  const auto row = find_space(vault.db(), space);
  if (!row) return error(ErrorCode::not_found, "There is no such record here.");
  return *row;
}

Result<bool> check_words(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    if (text.empty()) return error(ErrorCode::usage, "Say why, and to whom, in a few words.");
    if (text.size() > kMaxWords) return error(ErrorCode::too_large, "Say it in fewer words.");
    if (!is_utf8(text)) return error(ErrorCode::malformed, "That text is not valid UTF-8.");
  }
  return true;
}

Result<Hash> say_to_owner(Vault& vault, const SpaceRow& space, MessageKind kind,
                          const SectionWord& word) {
  const RootId owner = root_of_author(vault.db(), space.owner);
  if (const auto id = say(vault, {owner, vault.me(), kind}, word)) return *id;
  return error(ErrorCode::not_found, "There is no card of theirs here to send it with.");
}

}  // namespace

std::string_view name_of(LedgerKind kind) {
  constexpr std::string_view kNames[] = {"shared",  "stopped",   "run_out",  "arrived",
                                         "looked",  "passed_on", "wiped",    "asked",
                                         "said_no", "taken",     "received", "took_over"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<std::vector<LedgerRow>> ledger(Vault& vault, const SpaceId& space) {
  TRY(const SpaceRow row, space_row(vault, space));
  if (!is_kept_here(vault.db(), row.owner)) {
    return error(ErrorCode::refused,
                 "Only the person, or the coach who keeps the record, sees that.");
  }
  const RootId owner = root_of_author(vault.db(), row.owner);
  std::vector<LedgerRow> rows;
  const std::vector<ShownShare> given = shares(vault, space);
  add_shares(given, rows);
  const std::vector<KeptWord> words = words_of(vault, space);
  for (const KeptWord& kept : words) {
    const auto kind = kind_of(kept.kind);
    const bool is_own_erasure = !kept.word.entries.empty() && kept.author == owner;
    if (!kind || !is_due(vault, kept) || is_own_erasure) continue;
    const bool waits = kind == LedgerKind::asked && is_waiting(kept, words, given);
    rows.push_back({*kind, kept.at, kept.author, section_name(kept.word.section), kept.word.why,
                    kept.word.to, std::nullopt, kept.id, waits});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const LedgerRow& a, const LedgerRow& b) { return a.at < b.at; });
  return rows;
}

namespace {

void say_looked(Vault& vault, const std::vector<SectionPlace>& shown) {
  Transaction transaction(vault.db());
  for (const SectionPlace& place : shown) {
    const auto section = find_section(vault.db(), place.space, place.section);
    if (!section || section->is_owner() || section->reading != Reading::in) continue;
    SectionWord word;
    word.space = place.space;
    word.section = place.section;
    word.when = vault.now_ms() / kMsPerDay * kMsPerDay;
    say(vault, {root_of_author(vault.db(), section->owner), vault.me(), MessageKind::looked}, word);
  }
  transaction.commit();
}

}  // namespace

// A full disk keeps nobody from reading: then it is said the next time.
void note_looked(Vault& vault, const std::vector<SectionPlace>& shown) {
  if (shown.empty()) return;
  try {
    say_looked(vault, shown);
  } catch (const SqliteError& failed) {
    if (!failed.is_full()) throw;
  }
}

Result<bool> note_passed_on(Vault& vault, const PassedOn& what) {
  TRY_DO(check_words({what.to, what.why}));
  Transaction transaction(vault.db());
  TRY(const SpaceRow space, space_row(vault, what.place.space));
  SectionWord word;
  word.space = what.place.space;
  word.section = what.place.section;
  word.to = what.to;
  word.why = what.why;
  word.language = what.language;
  word.when = what.show_after;
  TRY_DO(say_to_owner(vault, space, MessageKind::passed_on, word));
  vault.touch();
  transaction.commit();
  return true;
}

Result<Hash> ask_for(Vault& vault, const SectionPlace& place, std::string_view why,
                     std::string_view language) {
  TRY_DO(check_words({why}));
  Transaction transaction(vault.db());
  TRY(const SpaceRow space, space_row(vault, place.space));
  if (is_kept_here(vault.db(), space.owner)) {
    return error(ErrorCode::refused, "This record is kept here; there is nobody to ask.");
  }
  SectionWord word;
  word.space = place.space;
  word.section = place.section;
  word.why = std::string(why);
  word.language = std::string(language);
  TRY(const Hash question, say_to_owner(vault, space, MessageKind::ask, word));
  vault.touch();
  transaction.commit();
  return question;
}

Result<bool> say_no(Vault& vault, std::string_view typed) {
  if (typed.size() < kFewestDigits) {
    return error(ErrorCode::usage, "Type at least four letters of the question's id.");
  }
  Transaction transaction(vault.db());
  std::vector<KeptWord> fitting;
  for (const SpaceRow& space : all_spaces(vault.db())) {
    if (!is_kept_here(vault.db(), space.owner)) continue;
    for (KeptWord& kept : words_of(vault, space.space)) {
      const bool fits = kept.kind == MessageKind::ask && id_fits(kept.id.view(), typed);
      if (fits) fitting.push_back(std::move(kept));
    }
  }
  TRY(const KeptWord question, only_one(std::move(fitting), "question"));
  const auto space = find_space(vault.db(), question.word.space);
  SectionWord word;
  word.space = question.word.space;
  word.section = question.word.section;
  word.answers = question.id;
  const RootId owner = root_of_author(vault.db(), space->owner);
  if (!say(vault, {question.author, owner, MessageKind::said_no}, word)) {
    return error(ErrorCode::not_found, "There is no card of theirs here to send it with.");
  }
  vault.touch();
  transaction.commit();
  return true;
}

}  // namespace alongside
