#include "client/viewmodel/sharing_screen.h"

#include <algorithm>
#include <map>

#include "client/store/erasing.h"
#include "client/store/status.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/section_names.h"
#include "client/viewmodel/when.h"

namespace alongside {
namespace {

// The newest share of each contact: one that runs before one that has ended.
std::vector<ShownShare> newest_of_each(const std::vector<ShownShare>& all,
                                       std::string_view section) {
  std::vector<ShownShare> newest;
  for (const ShownShare& share : all) {
    if (!share.given || share.section != section) continue;
    const auto before = std::find_if(newest.begin(), newest.end(), [&](const ShownShare& other) {
      return other.contact == share.contact;
    });
    if (before == newest.end()) {
      newest.push_back(share);
    } else if (share.state == ShareState::running || before->state != ShareState::running) {
      *before = share;
    }
  }
  std::stable_partition(newest.begin(), newest.end(),
                        [](const ShownShare& share) { return share.state == ShareState::running; });
  return newest;
}

Reader reader_of(Vault& vault, const ShownShare& share) {
  Reader reader;
  reader.contact = share.contact;
  reader.name = contact_in_words(vault, share.contact);
  reader.can_stop = share.state == ShareState::running;
  reader.state = state_in_words(share, vault.now_ms());
  reader.is_unconfirmed = is_unconfirmed(share);
  if (!reader.can_stop) return reader;
  reader.role = share.role;
  reader.terms = terms_in_words({share.write, share.from_now, share.until, share.role});
  reader.why = share.why;
  return reader;
}

// The name goes with the other parts, and ends with the last of them: it is stopped by itself only
// where nothing else is shared.
bool reads_more_than_the_name(const std::vector<ShownShare>& all, const RootId& contact) {
  return std::any_of(all.begin(), all.end(), [&](const ShownShare& share) {
    return share.given && share.contact == contact && share.section != "person" &&
           share.state == ShareState::running;
  });
}

}  // namespace

bool SharedPart::is_read() const {
  return std::any_of(readers.begin(), readers.end(),
                     [](const Reader& reader) { return !reader.terms.empty(); });
}

bool SharedPart::is_clear() const {
  return std::none_of(readers.begin(), readers.end(), [](const Reader& reader) {
    return !reader.terms.empty() || reader.is_unconfirmed;
  });
}

void SharingScreen::open() {
  session_.clear_notice();
  session_.go(Place::sharing);
}

void SharingScreen::ask_to_stop(const SharedPart& part, const Reader& reader) {
  stop_ = {*session_.person, part.section, reader.contact};
  stop_name_ = reader.name;
  stop_part_ = part.name;
  session_.clear_notice();
  session_.go(Place::stop);
}

void SharingScreen::stop() {
  session_.later([this] {
    const auto stopped = stop_sharing(session_.vault(), stop_);
    session_.go_back();
    const char* done = has_no_server_ ? "stop.done_here" : "stop.done";
    session_.tell(phrase(stopped ? done : "stop.failed"));
  });
}

void SharingScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const auto person = person_of(vault, *session_.person);
  if (!person) return;
  name_ = name_of_space(vault, person->space);
  kept_by_ = alongside::kept_by(vault, *person);
  is_kept_here_ = alongside::is_kept_here(*person);
  other_holders_.clear();
  if (is_kept_here_) other_holders_ = alongside::other_holders(vault, person->space);
  has_no_server_ = !status(vault).has_server;
  has_erased_ = !erasures(vault, person->space).empty();
  parts_.clear();
  mine_waiting_.clear();
  is_kept_here_ ? read_given(*person) : read_received(*person);
}

void SharingScreen::read_given(const Person& person) {
  Vault& vault = session_.vault();
  const std::vector<ShownShare> all = shares(vault, person.space);
  const std::vector<const SectionSpec*> usual = parts_of_a_record();
  for (const SectionSpec& section : all_sections()) {
    SharedPart part;
    part.section = section.number;
    part.name = section_in_words(section.name, person.is_me);
    part.can_share = std::find(usual.begin(), usual.end(), &section) != usual.end();
    for (const ShownShare& share : newest_of_each(all, section.name)) {
      Reader reader = reader_of(vault, share);
      if (section.number == kSectionPerson && reads_more_than_the_name(all, share.contact)) {
        continue;
      }
      part.readers.push_back(std::move(reader));
    }
    const bool says_something = section.number != kSectionPerson || part.is_read();
    if (part.can_share || (!part.readers.empty() && says_something)) {
      parts_.push_back(std::move(part));
    }
  }
}

void SharingScreen::read_received(const Person& person) {
  Vault& vault = session_.vault();
  std::map<std::string, ShownShare> running;
  for (const ShownShare& share : shares(vault, person.space)) {
    if (!share.given && share.state == ShareState::running) running[share.section] = share;
  }
  for (const SectionSpec* section : parts_of_a_record()) {
    SharedPart part;
    part.section = section->number;
    part.name = section_in_words(section->name, false);
    const auto share = running.find(std::string(section->name));
    const bool can_read = std::find(person.sections.begin(), person.sections.end(),
                                    section->name) != person.sections.end();
    if (can_read && share != running.end()) {
      const ShownShare& mine = share->second;
      part.mine = {phrase(mine.write ? "sharing.i_may_write" : "sharing.i_may_read")};
      if (!mine.role.empty()) {
        part.mine.push_back(phrase("sharing.i_with_role").with("role", mine.role));
      }
      if (mine.from_now) part.mine.push_back(phrase("sharing.i_from_now"));
      if (mine.until) {
        part.mine.push_back(phrase("sharing.until").with("when", day_in_words(*mine.until)));
      }
      part.mine.push_back(phrase("sharing.why").with("why", mine.why));
    }
    parts_.push_back(std::move(part));
  }
  for (LateNote& note : my_late_notes(vault)) {
    if (note.space == person.space) mine_waiting_.push_back(std::move(note));
  }
}

}  // namespace alongside
