#pragma once

#include "client/viewmodel/relationship_words.h"
#include "client/viewmodel/session.h"

namespace alongside {

// Recording a pause, a return or what else happened between a person and those who walk alongside
// them; and what happened before. Nothing has to be filled in.
class RelationshipScreen {
 public:
  explicit RelationshipScreen(Session& session) : session_(session) {}

  // Begins with what usually comes next.
  void open();

  const Phrase& name() const { return name_; }
  // How it is now, one line for each event that says so.
  const std::vector<Phrase>& now() const { return now_; }

  // What has happened.
  struct Step {
    std::string_view what;
    Phrase name;
    bool is_chosen = false;
  };
  const std::vector<Step>& steps() const { return steps_; }
  void choose(std::size_t which);
  const Phrase& chosen() const { return chosen_name_; }
  // What choosing this means, where that has to be said.
  std::optional<Phrase> explanation() const;

  // Whose decision it was, as a place in words_of_deciders(); not asked of what nobody decides, nor
  // in one's own record, where it is one's own.
  bool asks_who_decided() const;
  bool is_mine() const { return is_mine_; }
  std::optional<int> who_decided;
  // In the person's own words, if they like.
  std::string words;

  // Who sees what is recorded here.
  Phrase who_sees() const;

  void keep();

  // What happened, the newest first.
  struct Told {
    Phrase above;
    std::string words;
  };
  const std::vector<Told>& before() const { return before_; }

  void refresh();

 private:
  Session& session_;
  Phrase name_, chosen_name_;
  std::vector<Phrase> now_;
  std::vector<Step> steps_;
  std::vector<Told> before_;
  std::vector<EntityId> shown_;  // the events that are on the screen
  std::string_view chosen_;
  bool is_mine_ = false;
  std::optional<Phrase> readers_;
};

// What of `event` is told: what happened and when, then who wrote it down and who decided.
Phrase told_in_words(Vault& vault, const ShownEvent& event);
// The words that were said with it.
std::string words_with(const ShownEvent& event);

}  // namespace alongside
