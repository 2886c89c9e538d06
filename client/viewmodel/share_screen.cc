#include "client/viewmodel/share_screen.h"

#include <algorithm>

#include "client/store/preview.h"
#include "client/store/status.h"
#include "client/viewmodel/last_day.h"
#include "client/viewmodel/people_screen.h"
#include "client/viewmodel/person_screen.h"
#include "client/viewmodel/relationship_screen.h"
#include "client/viewmodel/section_names.h"
#include "client/viewmodel/share_words.h"
#include "client/viewmodel/when.h"

namespace alongside {
namespace {

bool is_blank(std::string_view words) {
  return words.find_first_not_of(" \t\n") == std::string_view::npos;
}

// All wordings of an entry, as its reader would see them.
PreviewCard preview_card(Vault& vault, const Item& item) {
  PreviewCard card;
  card.by = phrase("by.line")
                .with("who", author_in_words(vault, item.author, item.author == vault.me()))
                .with("when", when_in_words(item.at, vault.now_ms()));
  for (const ShownField& field : item.fields) {
    for (const ShownVersion& version : field.versions) {
      const bool is_words = !std::holds_alternative<SaidTime>(version.value);
      const std::string words = is_words ? shown_value(version.value) : std::string();
      if (words.empty()) continue;
      card.words += (card.words.empty() ? "" : "\n") + words;
    }
  }
  return card;
}

}  // namespace

void ShareScreen::begin(std::uint64_t section, const std::optional<RootId>& contact) {
  section_ = section;
  contact_ = contact;
  role_.reset();
  why.clear();
  last_day.clear();
  how_long = HowLong::no_end;
  from_now = write = false;
  trouble_.reset();
  session_.clear_notice();
  session_.later([this] {
    const auto person = person_of(session_.vault(), *session_.person);
    is_mine_ = person && person->is_me;
    asks_how_ = was_said = !is_mine_;
  });
  session_.go(Place::share);
}

void ShareScreen::choose_contact(std::size_t which) {
  session_.later([this, which] {
    trouble_.reset();
    if (which >= contacts_.size() || contact_ == contacts_[which]) return;
    contact_ = contacts_[which];
    role_.reset();
  });
}

void ShareScreen::choose_role(std::size_t which) {
  session_.later([this, which] {
    trouble_.reset();
    role_.reset();
    if (which > 0 && which <= roles_.size()) role_ = roles_[which - 1];
  });
}

void ShareScreen::choose_part(std::size_t which) {
  session_.later([this, which] {
    const auto parts = parts_of_a_record();
    if (which < parts.size()) section_ = parts[which]->number;
  });
}

std::optional<TimeMs> ShareScreen::until() const {
  switch (how_long) {
    case HowLong::no_end:
      return std::nullopt;
    case HowLong::week:
      return end_of_a_week(session_.now_ms());
    case HowLong::month:
      return end_of_the_month(session_.now_ms());
    case HowLong::typed_day:
      break;
  }
  return end_of_typed_day(last_day);
}

Phrase ShareScreen::end_in_words() const {
  if (const auto end = until()) return phrase("share.until").with("when", day_in_words(*end));
  return phrase(how_long == HowLong::no_end ? "share.no_end_explain" : "share.day_hint");
}

std::optional<Phrase> ShareScreen::what_is_missing() const {
  if (!contact_) return phrase("share.needs_contact");
  if (role_ && !is_still(*role_)) return phrase("share.role_has_ended");
  if (is_blank(why)) return phrase("share.needs_why");
  if (how_long != HowLong::typed_day) return std::nullopt;
  const auto end = until();
  if (!end) return phrase("share.needs_day");
  if (*end <= session_.now_ms()) return phrase("share.day_has_passed");
  return std::nullopt;
}

ShareRequest ShareScreen::request() const {
  ShareRequest request;
  request.space = *session_.person;
  request.section = section_;
  request.contact = *contact_;
  request.why = why;
  request.language = session_.settings().language.substr(0, 2);
  request.how = was_said ? "said" : "typed";
  request.write = write;
  request.from_now = from_now;
  request.until = until();
  if (role_) {
    request.role = role_->role;
    request.charity = role_->charity;
  }
  return request;
}

void ShareScreen::look() {
  session_.later([this] {
    trouble_ = what_is_missing();
    if (trouble_) return;
    shown_ = kNotesAtOnce;
    session_.go(Place::share_check);
  });
}

void ShareScreen::share() {
  session_.later([this] {
    const auto shared = share_section(session_.vault(), request());
    if (shared) {
      session_.go_back();
      session_.go_back();
      session_.tell(phrase(status(session_.vault()).has_server ? "share.done" : "share.done_here"));
      return;
    }
    const bool is_long = shared.error().code == ErrorCode::too_large;
    const bool is_same = shared.error().code == ErrorCode::refused && already_;
    trouble_ = phrase(is_long ? "share.too_long" : is_same ? "share.is_the_same" : "share.failed");
    session_.go_back();
  });
}

void ShareScreen::leave() {
  session_.later([this] {
    session_.go_back();
    session_.go_back();
    session_.tell(phrase("share.nothing_done"));
  });
}

std::size_t ShareScreen::preview_shown() const { return std::min(shown_, preview_.size()); }
void ShareScreen::show_earlier() { shown_ += kNotesAtOnce; }

void ShareScreen::refresh() {
  if (!session_.person) return;
  Vault& vault = session_.vault();
  contact_choices_.clear();
  contacts_.clear();
  for (const Contact& contact : alongside::contacts(vault)) {
    contacts_.push_back(contact.root);
    contact_choices_.push_back(
        {contact_in_words(vault, contact.root), contact_ && *contact_ == contact.root});
  }
  part_choices_.clear();
  for (const SectionSpec* section : parts_of_a_record()) {
    const bool is_chosen = section->number == section_;
    part_choices_.push_back({section_in_words(section->name, is_mine_), is_chosen});
    if (is_chosen) part_name_ = part_choices_.back().name;
  }
  person_name_ = name_of_space(vault, *session_.person);
  already_.reset();
  read_roles(vault);
  if (!contact_) return;
  contact_name_ = contact_in_words(vault, *contact_);
  const SectionSpec* section = find_section(section_);
  for (const ShownShare& share : shares(vault, session_.person)) {
    const bool is_this = share.given && share.state == ShareState::running &&
                         share.contact == *contact_ && share.section == section->name;
    if (is_this) already_ = phrase("share.already").with("who", contact_name_);
  }
  read_preview(vault);
}

bool ShareScreen::is_still(const Role& role) const {
  return std::any_of(roles_.begin(), roles_.end(), [&](const Role& one) {
    return one.role == role.role && one.charity == role.charity;
  });
}

void ShareScreen::read_roles(Vault& vault) {
  roles_.clear();
  role_choices_.clear();
  if (!contact_) return;
  for (const Role& role : alongside::roles(vault)) {
    if (role.holder == *contact_ && !role.is_ended) roles_.push_back(role);
  }
  if (roles_.empty() && !role_) return;
  role_choices_.push_back({phrase("share.as_themselves"), !role_});
  for (const Role& role : roles_) {
    const bool is_chosen = role_ && role_->role == role.role && role_->charity == role.charity;
    role_choices_.push_back(
        {phrase("share.as_role").with("role", shown_role(vault, role.role, role.charity)),
         is_chosen});
  }
}

void ShareScreen::read_preview(Vault& vault) {
  preview_.clear();
  goes_along_.clear();
  const std::string role = role_ ? shown_role(vault, role_->role, role_->charity) : "";
  terms_ = terms_in_words({write, from_now, until(), role});
  if (session_.place() != Place::share_check) return;
  const auto items = preview_share(vault, request());
  if (!items) {
    trouble_ = phrase("share.failed");
    session_.go_back();
    return;
  }
  for (const Item& item : *items) preview_.push_back(preview_card(vault, item));
  for (const ShownEvent& event : relationship_events(vault, *session_.person)) {
    goes_along_.push_back({told_in_words(vault, event), words_with(event)});
  }
}

}  // namespace alongside
