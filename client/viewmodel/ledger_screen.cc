#include "client/viewmodel/ledger_screen.h"

#include <algorithm>

#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/person_screen.h"
#include "client/viewmodel/section_names.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/when.h"

namespace alongside {
namespace {

std::string key_of(const LedgerRow& row) {
  switch (row.kind) {
    case LedgerKind::shared:
      return row.until ? "ledger.shared_until" : "ledger.shared";
    case LedgerKind::stopped:
      return "ledger.stopped";
    case LedgerKind::run_out:
      return "ledger.run_out";
    case LedgerKind::arrived:
      return "ledger.arrived";
    case LedgerKind::looked:
      return "ledger.looked";
    case LedgerKind::passed_on:
      return "ledger.passed_on";
    case LedgerKind::wiped:
      return "ledger.wiped";
    case LedgerKind::asked:
      return "ledger.asked";
    case LedgerKind::said_no:
      return "ledger.said_no";
    case LedgerKind::taken:
      return "ledger.taken";
    case LedgerKind::received:
      return "ledger.received";
    case LedgerKind::took_over:
      return "ledger.took_over";
  }
  return "";
}

LedgerCard card_of(Vault& vault, const LedgerRow& row, bool is_mine) {
  LedgerCard card;
  card.when = when_in_words(row.at, vault.now_ms());
  card.what = phrase(key_of(row))
                  .with("who", contact_in_words(vault, row.who))
                  .with("part", section_in_words(row.section, is_mine))
                  .with("to", row.to);
  if (row.until) card.what = std::move(card.what).with("until", day_in_words(*row.until));
  card.why = row.why;
  card.waits = row.waits;
  card.question = row.id;
  card.who = row.who;
  const SectionSpec* section = find_section(std::string_view(row.section));
  card.section = section != nullptr ? section->number : 0;
  return card;
}

}  // namespace

std::size_t LedgerScreen::shown() const { return std::min(shown_, rows_.size()); }
void LedgerScreen::show_earlier() { shown_ += kNotesAtOnce; }

void LedgerScreen::open() {
  shown_ = kNotesAtOnce;
  session_.clear_notice();
  session_.go(Place::ledger);
}

void LedgerScreen::answer_yes(const LedgerCard& question) {
  share_.begin(question.section, question.who);
  share_.why = question.why;
}

void LedgerScreen::answer_no(const LedgerCard& question) {
  session_.later([this, id = question.question] {
    const auto said = say_no(session_.vault(), id.hex());
    session_.tell(phrase(said ? "ledger.no_was_said" : "ledger.no_failed"));
  });
}

void LedgerScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const auto person = person_of(vault, *session_.person);
  const auto all = ledger(vault, *session_.person);
  rows_.clear();
  if (!person || !all) return;
  name_ = name_of_space(vault, person->space);
  for (const LedgerRow& row : *all) rows_.push_back(card_of(vault, row, person->is_me));
  std::reverse(rows_.begin(), rows_.end());
}

}  // namespace alongside
