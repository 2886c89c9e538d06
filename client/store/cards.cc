#include "client/store/cards.h"

#include "client/store/ended_devices.h"
#include "client/store/erased_records.h"
#include "client/store/rows.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/succession.h"

namespace alongside {
namespace {

// Of a card on which two roots say that they follow the same one.
enum class Contest : std::uint8_t {
  none = 0,
  waits = 1,    // nothing more of it is taken in
  checked = 2,  // it was taken in by hand since: what that says holds
};

Contest contest_of(Vault& vault, const RootId& root) {
  auto& query = vault.db()
                    .statement(
                        "SELECT contest FROM card JOIN author ON author.id = card.author WHERE "
                        "author.root = ?1")
                    .bind(1, root);
  const auto found = first_row(query, [](Statement& row) { return row.integer(0); });
  return static_cast<Contest>(found.value_or(0));
}

void set_contest(Vault& vault, const RootId& root, Contest contest) {
  vault.db()
      .statement("UPDATE card SET contest = ?2 WHERE author = ?1")
      .bind(1, author_number(vault.db(), root))
      .bind(2, static_cast<std::int64_t>(contest))
      .run();
}

void put_card(Vault& vault, const CardRecords& records) {
  vault.db()
      .statement(
          "INSERT INTO card (author, records, is_contact) VALUES (?1, ?2, 0) "
          "ON CONFLICT (author) DO UPDATE SET records = ?2")
      .bind(1, author_number(vault.db(), records.root))
      .bind(2, encode_card(records))
      .run();
  vault.cards().forget(records.root);
}

// What they own, and what they write as coaches, goes on with the new records. Where they give
// roles, shares bound to one may have to end.
void act_on_news(Vault& vault, const Result<Card>& was, const Card& card) {
  const bool moves_roles = !was || was->roles != card.roles;
  vault.db()
      .statement(
          "UPDATE section SET to_publish = 1 WHERE ?2 OR ?3 OR space IN (SELECT id FROM space "
          "WHERE owner = ?1)")
      .bind(1, author_number(vault.db(), card.root))
      .bind(2, card.root == vault.me())
      .bind(3, moves_roles)
      .run();
  std::set<DeviceId> gone = card.removed;
  if (was) {
    std::erase_if(gone, [&](const DeviceId& device) { return was->removed.contains(device); });
  }
  if (!gone.empty()) wish_ended(vault, card.root, gone);
}

// The records that count of both. Errors: those of counted_facts, too_large.
Result<CardRecords> together(const CardRecords& before, const CardRecords& more) {
  CardRecords all = before;
  merge_into(all, more);
  TRY(const CountedFacts counted, counted_facts(all));
  CardRecords left = counted_records(all, counted);
  if (left.records.size() > kMaxCardRecords) {
    return error(ErrorCode::too_large, "A card has too many records.");
  }
  return left;
}

bool is_two_roots(const Error& error) { return error.code == ErrorCode::refused; }

}  // namespace

std::optional<CardRecords> known_records(Vault& vault, const RootId& root) {
  auto& query = vault.db()
                    .statement(
                        "SELECT records FROM card JOIN author ON author.id = card.author "
                        "WHERE author.root = ?1")
                    .bind(1, root);
  const auto bytes = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); });
  if (!bytes) return std::nullopt;
  auto records = decode_card(*bytes);
  MUST(records);
  return *records;
}

std::optional<Card> known_card(Vault& vault, const RootId& root) {
  return vault.cards().find(root, [&] { return known_records(vault, root); });
}

bool learn_card(Vault& vault, const CardRecords& records, CardFrom from) {
  const CardRecords before =
      known_records(vault, records.root).value_or(CardRecords{records.root, {}});
  const bool is_by_hand = from == CardFrom::by_hand;
  const Contest contest = contest_of(vault, records.root);
  if (contest == Contest::waits && !is_by_hand) {
    report(vault, "a card of which two roots say that they follow the same one",
           records.root.view());
    return false;
  }
  auto all = together(before, records);
  const bool has_two_roots = !all && is_two_roots(all.error());
  if (has_two_roots && is_by_hand) all = together({records.root, {}}, records);
  if (has_two_roots && !is_by_hand && contest == Contest::none) {
    set_contest(vault, records.root, Contest::waits);
    vault.touch();
  }
  const auto card = all ? read_card(*all) : Result<Card>(all.error());
  if (!card) {
    report(vault,
           has_two_roots ? "a card of which two roots say that they follow the same one"
                         : "a card that does not check out",
           has_two_roots ? records.root.view() : View(encode_card(records)));
    return false;
  }
  if (is_by_hand && (has_two_roots || contest == Contest::waits)) {
    set_contest(vault, records.root, Contest::checked);
  }
  if (all->records == before.records) return false;
  const auto was = read_card(before);
  put_card(vault, *all);
  note_erased_records(vault, *card);
  act_on_news(vault, was, *card);
  return true;
}

bool is_contested(Vault& vault, const RootId& root) {
  return contest_of(vault, root) == Contest::waits;
}

void decide_contest(Vault& vault, const RootId& root) {
  set_contest(vault, root, Contest::checked);
}

bool is_contact(Vault& vault, const RootId& root) {
  auto& query = vault.db()
                    .statement(
                        "SELECT is_contact FROM card JOIN author ON author.id = card.author "
                        "WHERE author.root = ?1")
                    .bind(1, root);
  return first_row(query, [](Statement& row) { return row.integer(0) != 0; }).value_or(false);
}

}  // namespace alongside
