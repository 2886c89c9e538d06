#include "client/view/file_parts.h"

#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {

bool draw_save_place(SavePlace& place, const Ui& ui) {
  say(ui, TextLook::strong, "place.where");
  std::vector<std::string> words;
  for (const Phrase& one : place.choices()) words.push_back(ui.say(one));
  ImGui::PushID("where");
  const auto chosen = choice_of_words(ui, words, place.chosen());
  ImGui::PopID();
  if (chosen) place.choose(*chosen);
  if (say_button(ui, ButtonLook::plain, "place.look_again")) place.look_again();
  bool enter = false;
  if (place.is_typed()) {
    enter = text_field(ui, "place.type", place.typed, FieldKind::words);
    say(ui, TextLook::quiet, "place.type_hint");
  }
  return enter;
}

}  // namespace alongside
