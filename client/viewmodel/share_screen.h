#pragma once

#include "client/store/people.h"
#include "client/store/roles.h"
#include "client/store/sharing.h"
#include "client/viewmodel/entry_cards.h"
#include "client/viewmodel/session.h"

namespace alongside {

// How long a share lasts, as it is chosen.
enum class HowLong { no_end, week, month, typed_day };

// What a preview shows of one entry: who wrote it, when, and the words.
struct PreviewCard {
  Phrase by;
  std::string words;
};

// Sharing one part of a record: with whom, which part, why, how long; then exactly what they would
// read; then the share itself.
class ShareScreen {
 public:
  explicit ShareScreen(Session& session) : session_(session) {}

  // Begins with what is known already: the part, and who asked for it.
  void begin(std::uint64_t section, const std::optional<RootId>& contact = std::nullopt);

  // The form.
  struct Choice {
    Phrase name;
    bool is_chosen = false;
  };
  const std::vector<Choice>& contacts() const { return contact_choices_; }
  void choose_contact(std::size_t which);
  // As whom they would read it: as themselves, or in a role that a charity known here gives them; a
  // share in a role ends with it. Empty where they have none.
  const std::vector<Choice>& roles() const { return role_choices_; }
  void choose_role(std::size_t which);
  const std::vector<Choice>& parts() const { return part_choices_; }
  void choose_part(std::size_t which);
  std::string why;
  HowLong how_long = HowLong::no_end;
  std::string last_day;  // as typed, for HowLong::typed_day
  bool from_now = false;
  bool write = false;
  // Whether how the person said yes is to be asked: not in one's own record.
  bool asks_how() const { return asks_how_; }
  bool was_said = false;  // else they typed it themselves

  // The chosen end in words; what to type while a typed day is none.
  Phrase end_in_words() const;
  // That the contact reads this part already, and what a new share then does.
  const std::optional<Phrase>& already() const { return already_; }
  // What is still missing; shown until the next try.
  const std::optional<Phrase>& trouble() const { return trouble_; }

  // Goes on to the preview, unless something is missing.
  void look();

  // The preview.
  const Phrase& contact_name() const { return contact_name_; }
  const Phrase& part_name() const { return part_name_; }
  const std::vector<Phrase>& terms() const { return terms_; }
  // Whose name is shared with it.
  const Phrase& person_name() const { return person_name_; }
  // What happened between the person and those who walk alongside them goes with the name.
  const std::vector<PreviewCard>& goes_along() const { return goes_along_; }
  const std::vector<PreviewCard>& preview() const { return preview_; }
  std::size_t preview_shown() const;
  void show_earlier();

  void share();
  void leave();

  // Reads contacts, parts and the preview again.
  void refresh();

 private:
  std::optional<TimeMs> until() const;
  std::optional<Phrase> what_is_missing() const;
  ShareRequest request() const;
  void read_preview(Vault& vault);

  Session& session_;
  void read_roles(Vault& vault);
  bool is_still(const Role& role) const;
  std::vector<Choice> contact_choices_, role_choices_, part_choices_;
  std::vector<Role> roles_;
  std::vector<RootId> contacts_;
  std::optional<RootId> contact_;
  std::optional<Role> role_;  // that is chosen; kept when it ends, so that nothing else is shared
  std::uint64_t section_ = 0;
  bool is_mine_ = false;
  bool asks_how_ = false;
  std::optional<Phrase> already_, trouble_;
  Phrase contact_name_, part_name_, person_name_;
  std::vector<Phrase> terms_;
  std::vector<PreviewCard> goes_along_, preview_;
  std::size_t shown_ = 0;
};

}  // namespace alongside
