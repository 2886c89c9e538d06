#include "client/store/status.h"

#include <map>

#include "client/store/ended_devices.h"
#include "client/store/epochs.h"
#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/items.h"
#include "client/store/judge.h"
#include "client/store/own_identities.h"
#include "client/store/recovery.h"
#include "client/store/replica.h"
#include "client/store/rows.h"
#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/base/plant.h"
#include "shared/consent/message.h"
#include "shared/seal/blob.h"

namespace alongside {
namespace {

std::int64_t number(Statement& statement) {
  return first_row(statement, [](Statement& row) { return row.is_null(0) ? 0 : row.integer(0); })
      .value_or(0);
}

void count_own(Vault& vault, VaultStatus& status) {
  Database& db = vault.db();
  status.saved =
      number(db.statement("SELECT sum(batch.changes) FROM batch JOIN chain ON chain.id = "
                          "batch.chain WHERE chain.is_mine = 1"));
  status.sent = number(
      db.statement(
            "SELECT sum(batch.changes) FROM batch JOIN chain ON chain.id = batch.chain WHERE "
            "chain.is_mine = 1 AND EXISTS (SELECT 1 FROM blob WHERE blob.content = batch.hash AND "
            "(?1 OR blob.receipt IS NOT NULL OR blob.place IS NOT NULL))")
          .bind(1, PLANT(sent_without_a_receipt)));
  status.confirmed = number(db.statement(
      "SELECT sum(batch.changes) FROM batch JOIN chain ON chain.id = batch.chain WHERE "
      "chain.is_mine = 1 AND batch.hash IS NOT NULL AND batch.seq <= (SELECT max(seq) FROM "
      "confirmation WHERE confirmation.chain = chain.id)"));
  status.messages_waiting_to_go =
      number(db.statement("SELECT count(*) FROM blob JOIN stream ON stream.id = blob.stream WHERE "
                          "blob.made_here = 1 "
                          "AND blob.receipt IS NULL AND blob.place IS NULL AND blob.not_taken = 0 "
                          "AND blob.bytes IS NOT NULL "
                          "AND stream.purpose = ?1 AND blob.id NOT IN (SELECT blob FROM word WHERE "
                          "blob IS NOT NULL AND kind IN (?2, ?3, ?4))")
                 .bind(1, static_cast<std::int64_t>(StreamPurpose::contact_inbox))
                 .bind(2, static_cast<std::int64_t>(MessageKind::looked))
                 .bind(3, static_cast<std::int64_t>(MessageKind::wiped))
                 .bind(4, static_cast<std::int64_t>(MessageKind::got)));
}

void list_waiting(Vault& vault, VaultStatus& status) {
  if (fact(vault.db(), kFactFreshSeed)) {
    status.waiting.push_back(
        {"device",
         "There is another copy of this vault, or it was put back from one. Close it and open it "
         "again; until then others wait for what you write.",
         1});
  }
  if (is_removed(vault)) {
    status.waiting.push_back({"device",
                              "This device was removed on another one of yours. It gets nothing "
                              "new; what you write here waits until you decide on another device.",
                              1});
  }
  if (is_code_over(vault)) {
    status.waiting.push_back({"recovery",
                              "The recovery code of this vault was renewed on another device. Make "
                              "a new one for this one.",
                              1});
  }
  auto& batches = vault.db().statement(
      "SELECT reason, count(*) FROM batch WHERE standing <> 0 AND let_go = 0 GROUP BY reason ORDER "
      "BY reason");
  while (batches.step()) {
    status.waiting.push_back(
        {"batch", reason_text(static_cast<int>(batches.integer(0))), batches.integer(1)});
  }
  auto& messages = vault.db().statement(
      "SELECT reason, count(*) FROM waiting_message GROUP BY reason ORDER BY reason");
  while (messages.step()) {
    status.waiting.push_back({"message", std::string(messages.text(0)), messages.integer(1)});
  }
  auto& reports =
      vault.db().statement("SELECT what, count(*) FROM report GROUP BY what ORDER BY what");
  while (reports.step()) {
    status.waiting.push_back(
        {"report", "Put aside: " + std::string(reports.text(0)) + ".", reports.integer(1)});
  }
  auto& blobs = vault.db().statement(
      "SELECT not_taken, count(*) FROM blob WHERE not_taken <> 0 GROUP BY not_taken");
  while (blobs.step()) {
    status.waiting.push_back(
        {"blob", "The server did not take something; it stays here.", blobs.integer(1)});
  }
}

// A chain of mine with words in it, and up to where.
struct WrittenChain {
  std::int64_t chain = 0;
  std::int64_t section = 0;
  std::int64_t newest = 0;
};

std::vector<WrittenChain> written_chains(Database& db) {
  std::vector<WrittenChain> chains;
  auto& rows = db.statement(
      "SELECT chain.id, chain.section, max(batch.seq) FROM chain JOIN batch ON batch.chain = "
      "chain.id WHERE chain.is_mine = 1 AND batch.changes > 0 GROUP BY chain.id");
  while (rows.step()) chains.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
  return chains;
}

// Who may read a section beside me: its members under the newest EPOCHs, and its owner.
std::set<RootId> readers_of(Vault& vault, std::int64_t section) {
  std::set<RootId> readers;
  const SectionEpochs epochs = section_epochs(vault, section);
  for (const EpochId& head : epochs.heads) {
    for (const Member& member : epochs.records.at(head).members) readers.insert(member.root);
  }
  const auto row = section_row(vault.db(), section);
  MUST(row);
  if (!is_kept_here(vault.db(), row->owner)) {
    readers.insert(root_of_author(vault.db(), row->owner));
  }
  readers.erase(vault.me());
  return readers;
}

// Those whose device has everything that this device wrote in the sections they may read.
void list_confirmers(Vault& vault, VaultStatus& status) {
  auto& any = vault.db().statement("SELECT 1 FROM confirmation LIMIT 1");
  if (!first_row(any, [](Statement&) { return true; })) return;
  std::map<RootId, bool> has_all;
  for (const WrittenChain& written : written_chains(vault.db())) {
    for (const RootId& reader : readers_of(vault, written.section)) {
      auto& query = vault.db()
                        .statement(
                            "SELECT 1 FROM confirmation JOIN author ON author.id = "
                            "confirmation.author WHERE chain = ?1 AND author.root = ?2 AND seq >= "
                            "?3")
                        .bind(1, written.chain)
                        .bind(2, reader)
                        .bind(3, written.newest);
      const bool has_it = first_row(query, [](Statement&) { return true; }).has_value();
      const auto known = has_all.try_emplace(reader, true).first;
      known->second = known->second && has_it;
    }
  }
  for (const auto& [reader, has] : has_all) {
    const std::string name = name_of_author(vault, reader);
    if (has && !name.empty()) status.confirmed_by.push_back(name);
  }
}

}  // namespace

VaultStatus status(Vault& vault) {
  VaultStatus status;
  count_own(vault, status);
  list_waiting(vault, status);
  list_confirmers(vault, status);
  status.backed_up = is_backed_up(vault);
  if (const auto server = home(vault)) {
    status.has_server = true;
    status.server_url = server->url;
    status.reached_ms = number(vault.db().statement("SELECT reached_ms FROM home"));
  }
  return status;
}

std::optional<Home> home(Vault& vault) {
  auto& query = vault.db().statement(
      "SELECT url, server_key, token, insecure_lan, certificate_pin FROM home");
  return first_row(query, [](Statement& row) {
    Home home;
    home.url = std::string(row.text(0));
    home.server_key = copy_of(row.blob(1));
    home.token = copy_of(row.blob(2));
    home.insecure_lan = row.integer(3) != 0;
    if (!row.is_null(4)) home.certificate_pin = copy_of(row.blob(4));
    return home;
  });
}

Result<bool> set_home(Vault& vault, const Home& home, const Key& roots_key) {
  TRY(const SigningPublic server_key, SigningPublic::from(home.server_key));
  Transaction transaction(vault.db());
  vault.cards().clear();
  for (const RootId& root : kept_identities(vault)) {
    TRY(const Key seed, root_seed(vault, root, roots_key));
    const auto known = known_records(vault, root);
    MUST(known);
    const IdentityKey key(root, SigningKey(seed));
    learn_card(vault, {root, {sign_home(key, next_turn(*known), {home.url, server_key})}});
    leave_kit(vault, root, seed);  // whoever recovers knows the server by it
  }
  auto& row = vault.db().statement(
      "INSERT INTO home (only_one, url, server_key, token, insecure_lan, certificate_pin) "
      "VALUES (1, ?1, ?2, ?3, ?4, ?5) ON CONFLICT (only_one) DO UPDATE SET url = ?1, server_key = "
      "?2, "
      "token = ?3, insecure_lan = ?4, certificate_pin = ?5, boot = NULL, follow_hash = NULL");
  row.bind(1, home.url).bind(2, home.server_key).bind(3, home.token).bind(4, home.insecure_lan);
  row.bind(5, home.certificate_pin).run();
  vault.touch();
  transaction.commit();
  return true;
}

}  // namespace alongside
