#pragma once

#include "client/store/relationship.h"
#include "client/viewmodel/phrase.h"

namespace alongside {

// How it is between a person and those who walk alongside them, in plain words.

// "Paused since 3 May": what one event says of how it is now.
Phrase status_in_words(const ShownEvent& event, TimeMs now);

// "Paused, 3 May": the same event as one that has been.
Phrase event_in_words(const ShownEvent& event, TimeMs now);

// One line for each event that says how it is now.
std::vector<Phrase> statuses_in_words(const std::vector<ShownEvent>& current, TimeMs now);

// Whether all of them say that the two do not meet for now: the row in a list is then grey.
bool is_quiet_for_now(const std::vector<ShownEvent>& current);
// Whether any of them is a finish by the person, after which they can come back any time.
bool has_finished(const std::vector<ShownEvent>& current);

// What may happen next, the usual thing first; words of words_of_events().
std::vector<std::string_view> next_steps(const std::vector<ShownEvent>& current);
// The words on the button that records it. What is picked up after a death was a mistake.
Phrase step_in_words(std::string_view what, const std::vector<ShownEvent>& current);

}  // namespace alongside
