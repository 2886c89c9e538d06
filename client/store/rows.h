#pragma once

#include "client/store/vault.h"
#include "shared/change/deps.h"

namespace alongside {

// Rows of the vault's tables that several parts need. All run inside the caller's transaction.

// Runs `read` on the first row of a statement, if there is one, and resets it.
template <class Read>
auto first_row(Statement& statement, Read read) -> std::optional<decltype(read(statement))> {
  if (!statement.step()) return std::nullopt;
  auto value = read(statement);
  statement.reset();
  return value;
}

// The number of an identity here; given one if it is new.
std::int64_t author_number(Database& db, const RootId& root);
RootId root_of_author(Database& db, std::int64_t author);

struct SpaceRow {
  std::int64_t id = 0;
  SpaceId space;
  std::int64_t owner = 0;  // author number
  bool is_person = false;
  TimeMs made_ms = 0;
};
std::optional<SpaceRow> find_space(Database& db, const SpaceId& space);
// Without those that were erased whole; so also the lists of sections.
std::vector<SpaceRow> all_spaces(Database& db);
SpaceRow add_space(Database& db, const SpaceRow& row);

// Whether this vault is still among those who may read a section.
enum class Reading : std::uint8_t {
  in = 0,
  ended = 1,  // and the keys and rows are still here
  wiped = 2,
};

struct SectionRow {
  std::int64_t id = 0;
  std::int64_t space_row = 0;
  SpaceId space;
  std::int64_t owner = 0;  // author number of the space's owner
  std::uint64_t number = 0;
  AdmissionId admission;  // mine; zero: the owner's own
  bool may_write = false;
  std::optional<std::int64_t> open_batch;
  std::int64_t unsettled = 0;
  std::int64_t seen_day = 0;
  bool has_news = false;
  Reading reading = Reading::in;
  std::optional<TimeMs> until;  // mine; in a section kept here: the first end of a share given
  bool to_publish = false;      // something may lie in no stream where all find it
  bool is_owner() const { return admission.is_zero(); }
};
std::optional<SectionRow> section_row(Database& db, std::int64_t id);
std::optional<SectionRow> find_section(Database& db, const SpaceId& space, std::uint64_t number);
std::vector<SectionRow> sections_of(Database& db, std::int64_t space_row);
std::vector<SectionRow> all_section_rows(Database& db);
// Adds a section, or changes its admission and right to write.
SectionRow put_section(Database& db, std::int64_t space_row, std::uint64_t number,
                       const AdmissionId& admission, bool may_write);

// Marks a section whose batches, EPOCHs or cards may have to be put into another stream.
void mark_to_publish(Database& db, std::int64_t section);

struct ChainRow {
  std::int64_t id = 0;
  Chain chain;
  std::optional<std::int64_t> tip;
  bool is_mine = false;
};
ChainRow chain_row(Database& db, std::int64_t section, const Chain& chain, bool is_mine);

// True if this vault keeps the records of that identity (its own, or held): its devices include
// this.
bool is_kept_here(Database& db, std::int64_t author);

// Writes down something that must not be forgotten silently: a blob that will not open, a fork.
void report(Vault& vault, std::string_view what, View about);

}  // namespace alongside
