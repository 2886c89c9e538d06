#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_steps(RelationshipScreen& relationship, const Ui& ui) {
  const auto& steps = relationship.steps();
  if (steps.size() < 2) return;
  std::vector<std::string> words;
  int chosen = -1;
  for (const RelationshipScreen::Step& step : steps) {
    if (step.is_chosen) chosen = static_cast<int>(words.size());
    words.push_back(ui.say(step.name));
  }
  say(ui, TextLook::strong, "relationship.what");
  ImGui::PushID("what");
  const auto pressed = choice_of_words(ui, words, chosen);
  ImGui::PopID();
  if (pressed) relationship.choose(static_cast<std::size_t>(*pressed));
}

void draw_who_decided(RelationshipScreen& relationship, const Ui& ui) {
  if (!relationship.asks_who_decided() || relationship.is_mine()) return;
  say(ui, TextLook::strong, "relationship.who_decided");
  const auto pressed =
      choice(ui, {"relationship.by_person", "relationship.by_both", "relationship.by_other"},
             relationship.who_decided.value_or(-1));
  if (pressed) relationship.who_decided = *pressed;
}

void draw_form(App& app, const Ui& ui) {
  RelationshipScreen& relationship = app.relationship;
  say(ui, TextLook::title, relationship.name());
  for (const Phrase& line : relationship.now()) say(ui, TextLook::body, line);
  draw_notice(app, ui);
  draw_steps(relationship, ui);
  draw_who_decided(relationship, ui);
  if (const auto words = relationship.explanation()) patch(ui, *words);
  const char* const label = relationship.is_mine() ? "relationship.my_words" : "relationship.words";
  text_field(ui, label, relationship.words, FieldKind::words);
  say(ui, TextLook::quiet, relationship.who_sees());
  if (relationship.before().empty()) return;
  gap(ui, 0.4F);
  say(ui, TextLook::strong, "relationship.before");
  for (const RelationshipScreen::Told& told : relationship.before()) {
    if (told.words.empty()) {
      say(ui, TextLook::small, told.above);
    } else {
      told_line(ui, ui.say(told.above), told.words);
    }
  }
}

}  // namespace

void draw_relationship(App& app, const Ui& ui) {
  page(ui, {
               .id = "relationship",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_form(app, ui); },
               .foot =
                   [&] {
                     const std::string go = ui.say(
                         phrase("relationship.keep").with("what", app.relationship.chosen()));
                     if (big_button(ui, ButtonLook::main, go)) app.relationship.keep();
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
