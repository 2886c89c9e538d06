#include "tests/simulation/own_devices.h"

#include "client/store/facts.h"
#include "client/store/identities.h"
#include "client/store/recovery.h"
#include "client/store/streams.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

struct KeptIdentity {
  RootId root;
  bool is_me = false;
  Key root_seed, inbox_seed;
  StreamRow inbox, card;
};

std::vector<KeptIdentity> identities_of(SimDevice& device) {
  Vault& vault = device.window();
  struct Row {
    RootId root;
    bool is_me;
    Bytes sealed, inbox_seed;
    std::int64_t inbox, card;
  };
  std::vector<Row> found;
  auto& rows = vault.db().statement(
      "SELECT author.root, is_me, root_sealed, inbox_seed, inbox_stream, card_stream FROM identity "
      "JOIN author ON author.id = identity.author ORDER BY is_me DESC");
  while (rows.step()) {
    found.push_back({rows.id<RootId>(0), rows.integer(1) != 0, copy_of(rows.blob(2)),
                     copy_of(rows.blob(3)), rows.integer(4), rows.integer(5)});
  }
  std::vector<KeptIdentity> kept;
  for (const Row& row : found) {
    const auto opened = open_sealed(BoxKey(device.roots_key()), row.sealed);
    MUST(opened);
    kept.push_back({row.root, row.is_me, Key::from(opened->bytes).value(),
                    Key::from(row.inbox_seed).value(), stream_row(vault.db(), row.inbox).value(),
                    stream_row(vault.db(), row.card).value()});
  }
  return kept;
}

void forget_own_identity(Database& db) {
  for (const std::string_view sql :
       {"DELETE FROM section", "DELETE FROM space", "DELETE FROM identity", "DELETE FROM card",
        "DELETE FROM blob", "DELETE FROM stream"}) {
    db.statement(sql).run();
  }
}

void keep_identity(SimDevice& to, const KeptIdentity& identity, const CardRecords& card) {
  Vault& vault = to.window();
  Database& db = vault.db();
  StreamRow inbox = identity.inbox, card_stream = identity.card;
  inbox.author = card_stream.author = author_number(db, identity.root);
  const std::int64_t card_row = put_stream(db, card_stream);
  db.statement(
        "INSERT INTO identity (author, is_me, root_sealed, inbox_seed, inbox_stream, "
        "card_stream) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(1, author_number(db, identity.root))
      .bind(2, identity.is_me)
      .bind(3, seal_to(vault.roots_box(), Payload{0, copy_of(identity.root_seed.view())},
                       vault.random()))
      .bind(4, identity.inbox_seed.view())
      .bind(5, put_stream(db, inbox))
      .bind(6, card_row)
      .run();
  db.statement("INSERT INTO card (author, records, is_contact, stream) VALUES (?1, ?2, 0, ?3)")
      .bind(1, author_number(db, identity.root))
      .bind(2, encode_card(card))
      .bind(3, card_row)
      .run();
}

}  // namespace

void make_own_device(SimDevice& from, SimDevice& to) {
  const auto identities = identities_of(from);
  const RootId me = from.root();
  std::vector<CardRecords> cards;
  {
    Vault& vault = from.window();
    Transaction transaction(vault.db());
    for (const KeptIdentity& identity : identities) {
      const DeviceMark mark = identity.is_me ? DeviceMark::own : DeviceMark::holding;
      const auto holder = identity.is_me ? std::nullopt : std::optional(me);
      const Bytes record =
          sign_device(SigningKey(identity.root_seed),
                      make_device_record(identity.root, to.window().device(), mark, holder));
      MUST(learn_card(vault, {identity.root, {record}}));
      cards.push_back(known_records(vault, identity.root).value());
    }
    for (const SectionRow& section : all_section_rows(vault.db())) {
      if (section.is_owner()) mark_to_publish(vault.db(), section.id);  // its keys are handed out
    }
    transaction.commit();
  }
  {
    Vault& vault = to.window();
    Transaction transaction(vault.db());
    forget_own_identity(vault.db());
    for (std::size_t i = 0; i < identities.size(); ++i) {
      keep_identity(to, identities[i], cards[i]);
    }
    set_fact(vault.db(), kFactMe, me.view());
    transaction.commit();
  }
  SeededRandom random(1);
  to.crash_and_restart(Crash::kill, random);
  MUST(to.root() == me);
  {
    Transaction transaction(to.window().db());
    make_my_space(to.window(), SpaceKind::coach);
    recover_by(to.window(), to.code());
    MUST(leave_all_kits(to.window(), to.roots_key()));
    transaction.commit();
  }
  for (const Contact& contact : contacts(from.window())) {
    const auto records = known_records(from.window(), contact.root);
    Vault& vault = to.window();
    Transaction transaction(vault.db());
    learn_card(vault, *records);
    vault.db()
        .statement("UPDATE card SET is_contact = 1 WHERE author = ?1")
        .bind(1, author_number(vault.db(), contact.root))
        .run();
    transaction.commit();
  }
}

}  // namespace alongside
