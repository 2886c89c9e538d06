#include "client/viewmodel/tray_screen.h"

#include <algorithm>

#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/section_names.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/when.h"

namespace alongside {
namespace {

// Whether the author could write there once: then the note is late, else it had no leave at all.
std::string what_happened(const HeldNote& note, const std::vector<ShownShare>& all) {
  const SectionSpec* section = find_section(note.section);
  if (note.after_erase) return "tray.after_erase";
  std::string key = "tray.without_leave";
  for (const ShownShare& share : all) {
    const bool is_theirs = share.given && share.contact == note.author && section != nullptr &&
                           share.section == section->name;
    if (!is_theirs || share.state == ShareState::running) continue;
    key = share.state == ShareState::stopped ? "tray.after_stop" : "tray.after_end";
  }
  return key;
}

}  // namespace

void TrayScreen::open() {
  asked_.reset();
  session_.clear_notice();
  session_.go(Place::tray);
}

void TrayScreen::keep(const BatchHash& note) {
  session_.later([this, note] {
    const auto kept = keep_held(session_.vault(), note);
    session_.tell(phrase(kept ? "tray.kept" : "tray.failed"));
  });
}

void TrayScreen::ask_to_delete(const BatchHash& note) {
  session_.later([this, note] {
    session_.clear_notice();
    asked_ = note;
  });
}

void TrayScreen::do_not_delete() {
  session_.later([this] { asked_.reset(); });
}

void TrayScreen::remove(const BatchHash& note) {
  session_.later([this, note] {
    asked_.reset();
    const auto removed = delete_held(session_.vault(), note);
    session_.tell(phrase(removed ? "tray.deleted" : "tray.failed"));
  });
}

void TrayScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  const auto person = person_of(vault, *session_.person);
  if (!person) return;
  name_ = name_of_space(vault, person->space);
  const std::vector<ShownShare> all = shares(vault, person->space);
  notes_.clear();
  for (HeldNote& note : held_notes(vault, person->space)) {
    const SectionSpec* section = find_section(note.section);
    const std::string_view name = section != nullptr ? section->name : std::string_view();
    const Phrase who = contact_in_words(vault, note.author);
    notes_.push_back(
        {note.batch,
         phrase("by.line").with("who", who).with("when", when_in_words(note.at, vault.now_ms())),
         phrase(what_happened(note, all))
             .with("who", who)
             .with("part", section_in_words(name, person->is_me)),
         std::move(note.texts), asked_ == note.batch});
  }
}

}  // namespace alongside
