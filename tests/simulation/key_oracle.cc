#include <algorithm>
#include <unordered_map>

#include "client/store/streams.h"
#include "shared/base/check.h"
#include "shared/consent/own_keys.h"
#include "shared/model/kinds.h"
#include "tests/simulation/consent_watch.h"
#include "tests/simulation/oracles.h"

namespace alongside {
namespace {

constexpr std::size_t kKeyBytes = 32;

// Whose key it is.
struct Lock {
  SectionKey section;
  Address stream;
};
using Locks = std::map<Bytes, Lock>;

// Every key that the owners' devices have made, with what it opens.
Locks all_locks(World& world) {
  Locks locks;
  for (const std::size_t number : world.owners_devices()) {
    auto& rows = world.device(number).window().db().statement(
        "SELECT space.space, section.number, stream.address, stream.epoch_key FROM stream JOIN "
        "section ON section.id = stream.section JOIN space ON space.id = section.space WHERE "
        "stream.purpose = 0 AND stream.epoch_key IS NOT NULL");
    while (rows.step()) {
      const SectionKey section{rows.id<SpaceId>(0), static_cast<std::uint64_t>(rows.integer(1))};
      if (!world.consent.contains(section)) continue;
      locks[copy_of(rows.blob(3))] = {section, rows.id<Address>(2)};
    }
  }
  return locks;
}

// Finds keys at any place of any bytes.
class KeySearch {
 public:
  explicit KeySearch(const Locks& locks) {
    for (const auto& [key, lock] : locks) by_begin_[begin_of(key)].push_back(&key);
  }
  void look_in(View bytes) {
    for (std::size_t at = 0; at + kKeyBytes <= bytes.size(); ++at) {
      const auto found = by_begin_.find(begin_of(bytes.subspan(at)));
      if (found == by_begin_.end()) continue;
      for (const Bytes* key : found->second) {
        if (equal(bytes.subspan(at, key->size()), *key)) found_.insert(*key);
      }
    }
  }
  std::set<Bytes> take() { return std::move(found_); }

 private:
  static std::uint64_t begin_of(View bytes) {
    std::uint64_t begin = 0;
    std::memcpy(&begin, bytes.data(), sizeof begin);
    return begin;
  }
  std::unordered_map<std::uint64_t, std::vector<const Bytes*>> by_begin_;
  std::set<Bytes> found_;
};

std::vector<std::string> names_in(Database& db, const std::string& sql) {
  std::vector<std::string> list;
  auto& rows = db.statement(sql);
  while (rows.step()) list.emplace_back(rows.text(0));
  return list;
}

// What stands in any column of any table.
void look_in_rows(Database& db, KeySearch& search) {
  for (const std::string& table :
       names_in(db,
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
                "AND name NOT LIKE 'search%' AND name <> 'blob'")) {
    for (const std::string& column :
         names_in(db, "SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'BLOB'")) {
      auto& rows = db.statement("SELECT \"" + column + "\" FROM \"" + table + "\"");
      while (rows.step()) {
        if (!rows.is_null(0)) search.look_in(rows.blob(0));
      }
    }
  }
}

struct Inbox {
  RootId owner;
  Key seed;
};

struct OpenedMessage {
  Message message;
  Bytes bytes;
};

// A message for the one whose inbox it is in. One that was meant for somebody else is not looked
// into: a member who has a key can put it anywhere, and what matters is that nobody takes it in.
std::optional<OpenedMessage> open_message(const Inbox& inbox, const Bytes& blob) {
  auto payload = open_sealed(BoxKey(inbox.seed), blob);
  if (!payload) return std::nullopt;
  auto message = decode_message(payload->bytes);
  if (!message || message->recipient != inbox.owner) return std::nullopt;
  return OpenedMessage{std::move(*message), std::move(payload->bytes)};
}

// What lies in the vault's own inboxes, opened.
void look_in_inbox(Database& db, KeySearch& search) {
  std::vector<std::pair<Inbox, Bytes>> sealed;
  auto& rows = db.statement(
      "SELECT identity.inbox_seed, author.root, blob.bytes FROM blob JOIN identity ON "
      "identity.inbox_stream = blob.stream JOIN author ON author.id = identity.author WHERE "
      "blob.bytes IS NOT NULL");
  while (rows.step()) {
    const auto seed = Key::from(rows.blob(0));
    MUST(seed);
    sealed.emplace_back(Inbox{rows.id<RootId>(1), *seed}, copy_of(rows.blob(2)));
  }
  for (const auto& [inbox, blob] : sealed) {
    if (const auto opened = open_message(inbox, blob)) search.look_in(opened->bytes);
  }
}

std::map<Address, Inbox> all_inboxes(World& world) {
  std::map<Address, Inbox> inboxes;
  for (const auto& device : world.devices) {
    auto& rows = device->window().db().statement(
        "SELECT stream.address, author.root, inbox.seed FROM (SELECT author, inbox_stream AS "
        "stream, inbox_seed AS seed FROM identity UNION ALL SELECT author, stream, seed FROM "
        "earlier_inbox) AS inbox JOIN author ON author.id = inbox.author JOIN stream ON stream.id "
        "= inbox.stream");
    while (rows.step()) {
      const auto seed = Key::from(rows.blob(2));
      MUST(seed);
      inboxes.insert_or_assign(rows.id<Address>(0), Inbox{rows.id<RootId>(1), *seed});
    }
  }
  return inboxes;
}

// All that anybody ever sealed to an inbox and that is still anywhere.
std::map<Address, std::set<Bytes>> all_messages(World& world,
                                                const std::map<Address, Inbox>& inboxes) {
  std::map<Address, std::set<Bytes>> messages;
  for (const auto& [address, blobs] : world.server.all_blobs()) {
    if (inboxes.contains(address)) messages[address].insert(blobs.begin(), blobs.end());
  }
  for (const auto& device : world.devices) {
    auto& rows = device->window().db().statement(
        "SELECT stream.address, blob.bytes FROM blob JOIN stream ON stream.id = blob.stream WHERE "
        "stream.purpose IN (1, 2) AND blob.bytes IS NOT NULL");
    while (rows.step()) messages[rows.id<Address>(0)].insert(copy_of(rows.blob(1)));
  }
  return messages;
}

// What was sealed to one device inside a message.
void look_for_device(SimDevice& device, const Message& message, KeySearch& search) {
  if (message.kind != static_cast<std::uint64_t>(MessageKind::own_keys)) return;
  const auto sealed = decode_sealed_to_device(message.content);
  if (!sealed) return;
  const auto opened = open_sealed(device.window().device().box, sealed->sealed);
  if (opened) search.look_in(opened->bytes);
}

class KeyOracle {
 public:
  explicit KeyOracle(World& world) : world_(world), locks_(all_locks(world)) {}

  void run() {
    for (const auto& [key, lock] : locks_) check_made(lock);
    for (std::size_t number = 0; number < world_.devices.size(); ++number) check_device(number);
    check_messages();
    for (std::size_t number = 0; number < world_.devices.size(); ++number) check_closed(number);
  }

 private:
  void check_made(const Lock& lock) {
    const auto& model = world_.consent[lock.section];
    const auto readable = model.made();
    if (!readable.contains(lock.stream)) fail("there is a key that no EPOCH brought", lock);
  }

  std::set<Address> all_entitled(std::size_t number, const SectionKey& section) {
    const ConsentModel& model = world_.consent[section];
    SimDevice& device = world_.device(number);
    const DeviceId id = device.window().device().id();
    std::set<Address> streams;
    if (!world_.is_owner(number, section.first)) streams = model.ever_readable(device.root(), id);
    if (world_.is_or_was_owner(number, section.first)) {
      streams.merge(model.readable_before_end(id));
    }
    // Who held a record reads what is left for its person, until others know that they do not.
    for (const World::Person& person : world_.people) {
      if (!world_.is_or_was_owner(number, person.space)) continue;
      streams.merge(model.ever_readable(world_.device(person.holder).root(), id));
    }
    return streams;
  }

  // Whether a device could ever have been given a key.
  bool is_entitled(std::size_t number, const Lock& lock) {
    const auto key = std::pair{number, lock.section};
    auto known = entitled_.find(key);
    if (known == entitled_.end()) {
      known = entitled_.emplace(key, all_entitled(number, lock.section)).first;
    }
    return known->second.contains(lock.stream);
  }

  bool reads_now(std::size_t number, const Lock& lock) {
    return world_.readers[lock.section].contains(number);
  }

  void check_device(std::size_t number) {
    KeySearch search(locks_);
    look_in_rows(world_.device(number).window().db(), search);
    look_in_inbox(world_.device(number).window().db(), search);
    for (const Bytes& key : search.take()) {
      const Lock& lock = locks_.at(key);
      // One that was removed wipes nothing by itself.
      const bool syncs = !world_.lost.contains(number) && !world_.ended.contains(number);
      if (!is_entitled(number, lock)) {
        fail(world_.device(number).name() + " has a key beyond what was shared", lock);
      } else if (syncs && !reads_now(number, lock)) {
        fail(world_.device(number).name() + " still has keys after a stop", lock);
      }
      world_.known_keys[number].insert(key);
    }
    check_epochs(number);
    for (const Bytes& key : world_.known_keys[number]) {
      const auto lock = locks_.find(key);
      if (lock == locks_.end() || is_entitled(number, lock->second)) continue;
      fail(world_.device(number).name() + " once had a key beyond what was shared", lock->second);
    }
  }

  // Nobody takes in an EPOCH that no device of the owner made.
  void check_epochs(std::size_t number) {
    for (const auto& [section, model] : world_.consent) {
      for (const EpochId& id : known_steps(world_, number, section)) {
        if (model.steps().contains(id)) continue;
        world_.fail("I7: " + world_.device(number).name() + " has an EPOCH that no owner made");
      }
    }
  }

  void check_messages() {
    const auto inboxes = all_inboxes(world_);
    for (const auto& [address, blobs] : all_messages(world_, inboxes)) {
      const auto inbox = inboxes.find(address);
      if (inbox == inboxes.end()) continue;
      for (const Bytes& blob : blobs) check_message(address, inbox->second, blob);
    }
  }

  // A message can be opened by all devices that have the inbox; what is sealed to one of them
  // inside, by that one.
  void check_message(const Address& address, const Inbox& inbox, const Bytes& blob) {
    const auto opened = open_message(inbox, blob);
    if (!opened) return;
    for (std::size_t number = 0; number < world_.devices.size(); ++number) {
      if (!opens(number, address)) continue;
      KeySearch search(locks_);
      search.look_in(opened->bytes);
      look_for_device(world_.device(number), opened->message, search);
      for (const Bytes& key : search.take()) {
        world_.known_keys[number].insert(key);
        if (is_entitled(number, locks_.at(key))) continue;
        fail("I6: a key was sealed to " + world_.device(number).name() + " that was not shared",
             locks_.at(key));
      }
    }
  }

  bool opens(std::size_t number, const Address& address) {
    auto& query = world_.device(number).window().db().statement(
        "SELECT 1 FROM stream WHERE address = ?1 AND (id IN (SELECT inbox_stream FROM identity) OR "
        "id IN (SELECT stream FROM earlier_inbox))");
    return first_row(query.bind(1, address), [](Statement&) { return true; }).has_value();
  }

  // What somebody who reads no more ever had the key of.
  void check_closed(std::size_t number) {
    for (const Bytes& key : world_.known_keys[number]) {
      const auto found = locks_.find(key);
      if (found == locks_.end() || reads_now(number, found->second)) continue;
      const Lock& lock = found->second;
      const ConsentModel& model = world_.consent[lock.section];
      for (const EpochId& head : model.heads()) {
        if (model.steps().at(head).stream != lock.stream) continue;
        fail("I6: " + world_.device(number).name() + " can read the newest stream", lock);
      }
      if (!is_closed(lock)) {
        fail("I6: " + world_.device(number).name() + " can read an open stream", lock);
      }
    }
  }

  // As some device was told, or in no use: only one that is lost, or was removed before others
  // heard of the stream, has made it.
  bool is_closed(const Lock& lock) {
    bool is_known = false;
    for (std::size_t number = 0; number < world_.devices.size(); ++number) {
      const auto stream = find_stream(world_.device(number).window().db(), lock.stream);
      if (stream && stream->state != 0) return true;
      const bool counts = world_.is_owner(number, lock.section.first) &&
                          !world_.lost.contains(number) && !world_.ended.contains(number);
      is_known = is_known || (stream && counts);
    }
    return !is_known && world_.records_move;
  }

  void fail(const std::string& what, const Lock& lock) {
    const SectionSpec* spec = find_section(lock.section.second);
    world_.fail(what + ": " + (spec != nullptr ? std::string(spec->name) : "a section"));
  }

  World& world_;
  Locks locks_;
  std::map<std::pair<std::size_t, SectionKey>, std::set<Address>> entitled_;
};

}  // namespace

void note_known_keys(World& world, std::size_t number) {
  auto& rows = world.device(number).window().db().statement(
      "SELECT epoch_key FROM stream WHERE purpose = 0 AND epoch_key IS NOT NULL");
  while (rows.step()) world.known_keys[number].insert(copy_of(rows.blob(0)));
}

void check_keys(World& world) { KeyOracle(world).run(); }

}  // namespace alongside
