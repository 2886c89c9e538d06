#include "client/viewmodel/share_words.h"

#include <algorithm>
#include <set>

#include "client/store/holding.h"
#include "client/store/items.h"
#include "client/viewmodel/when.h"

namespace alongside {
namespace {

Phrase end_in_words(const ShownShare& share, TimeMs now) {
  if (share.state == ShareState::run_out) {
    return phrase("sharing.ran_out").with("when", day_in_words(*share.until));
  }
  if (!share.ended) return phrase("sharing.stopped");
  return phrase("sharing.stopped_at").with("when", when_in_words(*share.ended, now));
}

}  // namespace

Phrase contact_in_words(Vault& vault, const RootId& contact) {
  const std::string name = name_of_author(vault, contact);
  if (!name.empty()) return as_typed(name);
  return phrase("sharing.no_name").with("id", contact.hex().substr(0, 4));
}

std::optional<Person> person_of(Vault& vault, const SpaceId& space) {
  for (Person& person : people(vault)) {
    if (person.space == space) return std::move(person);
  }
  return std::nullopt;
}

Phrase kept_by(Vault& vault, const Person& person) {
  if (person.is_me) return phrase("sharing.kept_by_me");
  if (person.is_held) return phrase("sharing.kept_for_them");
  const auto holder = record_holder(vault, person.space);
  if (holder) return phrase("sharing.kept_by").with("who", contact_in_words(vault, *holder));
  return phrase("sharing.kept_by_them");
}

std::vector<Phrase> terms_in_words(const Terms& terms) {
  std::vector<Phrase> words = {phrase(terms.write ? "sharing.may_write" : "sharing.may_read")};
  if (!terms.role.empty()) words.push_back(phrase("sharing.with_role").with("role", terms.role));
  if (terms.from_now) words.push_back(phrase("sharing.from_now"));
  if (terms.until) {
    words.push_back(phrase("sharing.until").with("when", day_in_words(*terms.until)));
  } else {
    words.push_back(phrase("sharing.no_end"));
  }
  return words;
}

std::vector<Phrase> state_in_words(const ShownShare& share, TimeMs now) {
  if (share.state == ShareState::running) {
    return {phrase(share.is_reached ? "sharing.reached"
                   : share.is_sent  ? "sharing.sent"
                                    : "sharing.not_sent")};
  }
  std::vector<Phrase> words = {end_in_words(share, now)};
  if (!share.ended) {
    words.push_back(phrase("sharing.ends_on_sync"));
  } else if (is_unconfirmed(share)) {
    words.push_back(phrase("sharing.unconfirmed", static_cast<int>(share.unconfirmed.size())));
  } else {
    words.push_back(phrase("sharing.confirmed"));
  }
  return words;
}

namespace {

std::set<RootId> others_that_hold(Vault& vault, const SpaceId& space) {
  std::set<RootId> holders = holding_of(vault, space).holders;
  holders.erase(vault.me());
  return holders;
}

// The names of those seen, in this order. Nothing: nobody.
std::optional<Phrase> names_of(Vault& vault, const std::vector<RootId>& seen) {
  std::optional<Phrase> all;
  for (const RootId& root : seen) {
    Phrase name = contact_in_words(vault, root);
    all = all ? phrase("sharing.names").with("names", std::move(*all)).with("name", std::move(name))
              : std::move(name);
  }
  return all;
}

struct Readers {
  std::vector<RootId> now;
  bool is_certain = true;  // every stop is confirmed
};

Readers readers_of(Vault& vault, const SpaceId& space) {
  Readers readers;
  for (const ShownShare& share : shares(vault, space)) {
    readers.is_certain = readers.is_certain && !is_unconfirmed(share);
    const bool counts = share.given && share.state == ShareState::running;
    const bool is_new =
        std::find(readers.now.begin(), readers.now.end(), share.contact) == readers.now.end();
    if (counts && is_new) readers.now.push_back(share.contact);
  }
  return readers;
}

Phrase in_words(Vault& vault, const Readers& readers) {
  if (auto names = names_of(vault, readers.now)) return *std::move(names);
  return phrase(readers.is_certain ? "sharing.no_one" : "sharing.no_one_once_confirmed");
}

}  // namespace

std::vector<Phrase> other_holders(Vault& vault, const SpaceId& space) {
  std::vector<Phrase> told;
  for (const RootId& holder : others_that_hold(vault, space)) {
    told.push_back(phrase("sharing.also_kept").with("who", contact_in_words(vault, holder)));
  }
  return told;
}

bool is_unconfirmed(const ShownShare& share) {
  if (!share.given || share.state == ShareState::running) return false;
  return !share.ended || !share.unconfirmed.empty();
}

Phrase readers_in_words(Vault& vault, const SpaceId& space) {
  return in_words(vault, readers_of(vault, space));
}

std::optional<Phrase> who_ever_saw(Vault& vault, const SpaceId& space) {
  std::set<RootId> all = others_that_hold(vault, space);
  for (const ShownShare& share : shares(vault, space)) {
    if (share.given) all.insert(share.contact);
  }
  return names_of(vault, {all.begin(), all.end()});
}

Phrase who_sees_in_words(Vault& vault, const SpaceId& space) {
  Readers readers = readers_of(vault, space);
  for (const RootId& holder : others_that_hold(vault, space)) {
    const bool is_new =
        std::find(readers.now.begin(), readers.now.end(), holder) == readers.now.end();
    if (is_new) readers.now.push_back(holder);
  }
  return in_words(vault, readers);
}

}  // namespace alongside
