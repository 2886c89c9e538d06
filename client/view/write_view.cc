#include <algorithm>

#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_whose(WriteScreen& write, const Ui& ui) {
  if (!write.asks_whose()) return;
  say(ui, TextLook::quiet, "write.whose");
  const auto chosen =
      choice(ui, {"write.whose_mine", "write.whose_theirs"}, write.are_their_words() ? 1 : 0);
  if (chosen) write.set_their_words(*chosen == 1);
}

void draw_head(App& app, const Ui& ui) {
  const WriteScreen& write = app.write;
  say(ui, TextLook::title, write.title());
  if (write.about()) say(ui, TextLook::quiet, phrase("write.about").with("who", *write.about()));
  if (write.into()) say(ui, TextLook::quiet, *write.into());
  if (write.is_goal()) say(ui, TextLook::quiet, "write.goal_hint");
  draw_notice(app, ui);
  if (write.is_from_before()) patch(ui, phrase("write.from_before"));
}

void draw_undo(WriteScreen& write, const Ui& ui) {
  const auto pressed = choice(ui, {"write.undo", "write.redo"}, -1);
  if (pressed == 0) write.undo();
  if (pressed == 1) write.redo();
  if (write.is_from_before() && say_button(ui, ButtonLook::plain, "write.let_go")) write.let_go();
}

// The editor takes what room there is, but never so little that one cannot see what one writes:
// then the page scrolls.
void draw_editor(App& app, const Ui& ui) {
  draw_head(app, ui);
  float& below = *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("below the editor"));
  const float room = ImGui::GetContentRegionAvail().y - below;
  text_area(ui, ui.say(app.write.title()), app.write.words, std::max(room, 6 * ui.em),
            app.write.takes_focus());
  const float from = ImGui::GetCursorPosY();
  draw_undo(app.write, ui);
  draw_whose(app.write, ui);
  const auto erases = [&] { return small_button(ui, ButtonLook::plain, ui.say("erase.open")); };
  if (app.write.can_erase() && erases()) {
    app.erase.ask(*app.write.can_erase());
  }
  below = ImGui::GetCursorPosY() - from;
}

}  // namespace

void draw_write(App& app, const Ui& ui) {
  page(ui, {
               .id = "write",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_editor(app, ui); },
               .foot =
                   [&] {
                     if (say_button(ui, ButtonLook::main, "write.keep")) app.write.keep();
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
