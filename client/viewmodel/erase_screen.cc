#include "client/viewmodel/erase_screen.h"

#include <map>

#include "client/store/erased_records.h"
#include "client/viewmodel/section_names.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/when.h"
#include "shared/base/plant.h"

namespace alongside {
namespace {

std::optional<Phrase> names_of(Vault& vault, const std::vector<RootId>& readers) {
  std::optional<Phrase> all;
  for (const RootId& reader : readers) {
    Phrase name = contact_in_words(vault, reader);
    all = all ? phrase("sharing.names").with("names", std::move(*all)).with("name", std::move(name))
              : std::move(name);
  }
  return all;
}

std::vector<std::string> words_in(const Item& item) {
  std::vector<std::string> words;
  for (const ShownField& field : item.fields) {
    for (const ShownVersion& version : field.versions) {
      std::string text = shown_value(version.value);
      if (std::holds_alternative<Text>(version.value) && !text.empty()) {
        words.push_back(std::move(text));
      }
    }
  }
  return words;
}

std::vector<Phrase> states_of(Vault& vault, bool is_at_server,
                              const std::vector<Unconfirmed>& unconfirmed) {
  std::vector<Phrase> states;
  if (is_at_server) states.push_back(phrase("erased.at_server"));
  std::map<RootId, std::int64_t> devices;
  for (const Unconfirmed& one : unconfirmed) ++devices[one.who];
  for (const auto& [who, count] : devices) {
    if (who == vault.me()) {
      states.push_back(phrase("erased.unconfirmed_mine", count));
    } else {
      states.push_back(
          phrase("erased.unconfirmed", count).with("who", contact_in_words(vault, who)));
    }
  }
  if (devices.empty()) states.push_back(phrase("erased.confirmed"));
  return states;
}

ErasedCard card_of(Vault& vault, const Erasure& erasure, bool is_mine) {
  const SectionSpec* section = find_section(erasure.section);
  const std::string_view name = section != nullptr ? section->name : std::string_view();
  return {phrase("erased.what")
              .with("part", section_in_words(name, is_mine))
              .with("when", when_in_words(erasure.at, vault.now_ms())),
          states_of(vault, erasure.is_at_server, erasure.unconfirmed)};
}

// Of whom it was is known no more.
ErasedCard card_of(Vault& vault, const ErasedRecord& record) {
  const bool is_mine = record.space == space_name(vault.me(), SpaceKind::person);
  return {phrase(is_mine ? "erased.my_record" : "erased.record")
              .with("when", when_in_words(record.at, vault.now_ms())),
          states_of(vault, record.is_at_server, record.unconfirmed)};
}

}  // namespace

void EraseScreen::ask(const EntryName& entry) {
  session_.later([this, entry] {
    const auto item = find_item(session_.vault(), entry);
    if (!item) return;
    entry_ = entry;
    words_ = words_in(*item);
    readers_ = names_of(session_.vault(), ever_readers_of(session_.vault(), entry));
    session_.clear_notice();
    session_.go(Place::erase);
  });
}

void EraseScreen::erase() {
  session_.later([this] {
    const auto erased = erase_entry(session_.vault(), *entry_);
    if (!erased) {
      session_.tell(
          phrase(erased.error().code == ErrorCode::too_large ? "erase.too_many" : "erase.failed"));
      return;
    }
    if (!PLANT(the_editor_keeps_what_was_erased)) on_erased(*entry_);
    leave_for_the_list();
  });
}

// Back past every screen that was about the entry.
void EraseScreen::leave_for_the_list() {
  const SpaceId space = entry_->space;
  entry_.reset();
  for (std::string& one : words_) wipe(one);
  words_.clear();
  while (session_.place() == Place::erase || session_.place() == Place::versions ||
         session_.place() == Place::write) {
    session_.go_back();
  }
  session_.tell(phrase("erase.done"));
  space_ = space;
  session_.go(Place::erased);
}

void EraseScreen::show_erased(const SpaceId& space) {
  space_ = space;
  session_.clear_notice();
  session_.go(Place::erased);
}

void EraseScreen::show_erased_records() {
  space_.reset();
  session_.clear_notice();
  session_.go(Place::erased);
}

void EraseScreen::refresh() {
  erased_.clear();
  Vault& vault = session_.vault();
  if (!space_) {
    for (const ErasedRecord& record : erased_records(vault)) {
      erased_.insert(erased_.begin(), card_of(vault, record));
    }
    return;
  }
  const auto person = person_of(vault, *space_);
  const bool is_mine = person && person->is_me;
  for (const Erasure& erasure : erasures(vault, *space_)) {
    erased_.insert(erased_.begin(), card_of(vault, erasure, is_mine));
  }
}

}  // namespace alongside
