#include "client/view/file_parts.h"

#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

std::optional<int> draw_list(const Ui& ui, const char* question, const std::vector<Phrase>& choices,
                             int chosen) {
  say(ui, TextLook::strong, question);
  std::vector<std::string> words;
  for (const Phrase& one : choices) words.push_back(ui.say(one));
  ImGui::PushID(question);
  const auto pressed = choice_of_words(ui, words, chosen);
  ImGui::PopID();
  return pressed;
}

}  // namespace

bool draw_save_place(SavePlace& place, const Ui& ui) {
  const auto chosen = draw_list(ui, "place.where", place.choices(), place.chosen());
  if (chosen) place.choose(*chosen);
  if (say_button(ui, ButtonLook::plain, "place.look_again")) place.look_again();
  if (!place.is_typed()) return false;
  const bool enter = text_field(ui, "place.type", place.typed, FieldKind::words);
  say(ui, TextLook::quiet, "place.type_hint");
  return enter;
}

bool draw_file_choice(FileChoice& file, const Ui& ui) {
  const auto chosen = draw_list(ui, "place.which_file", file.choices(), file.chosen());
  if (chosen) file.choose(*chosen);
  if (say_button(ui, ButtonLook::plain, "place.look_again")) file.look_again();
  if (!file.is_typed()) return false;
  const bool enter = text_field(ui, "place.type_file", file.typed, FieldKind::words);
  say(ui, TextLook::quiet, "place.file_hint");
  return enter;
}

bool draw_new_vault(NewVaultFields& fields, const Ui& ui) {
  say(ui, TextLook::body, "begin.choose");
  const bool enter = text_field(ui, "start.vault_name", fields.name, FieldKind::words);
  const FieldKind kind = fields.show_passphrase ? FieldKind::words : FieldKind::secret;
  const bool enter_below = text_field(ui, "start.passphrase", fields.passphrase, kind);
  const char* show = fields.show_passphrase ? "start.hide" : "start.show";
  if (small_button(ui, ButtonLook::plain, ui.say(show))) {
    fields.show_passphrase = !fields.show_passphrase;
  }
  return enter || enter_below;
}

}  // namespace alongside
