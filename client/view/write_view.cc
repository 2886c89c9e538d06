#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_undo(WriteScreen& write, const Ui& ui) {
  if (small_button(ui, ButtonLook::plain, ui.say("write.undo"))) write.undo();
  ImGui::SameLine();
  if (small_button(ui, ButtonLook::plain, ui.say("write.redo"))) write.redo();
}

}  // namespace

void draw_write(App& app, const Ui& ui) {
  WriteScreen& write = app.write;
  const Page parts{
      .id = "write",
      .top =
          [&] {
            draw_back(app, ui);
            say(ui, TextLook::title, write.title());
            draw_notice(app, ui);
            if (write.is_from_before()) say(ui, TextLook::body, "write.from_before");
          },
      .body = nullptr,
      .foot =
          [&] {
            draw_undo(write, ui);
            if (write.is_from_before() && say_button(ui, ButtonLook::plain, "write.let_go")) {
              write.let_go();
            }
            if (say_button(ui, ButtonLook::main, "write.keep")) write.keep();
          },
      .state = [&] { draw_state(app, ui); },
  };
  fixed_page(ui, parts, [&](float height) {
    text_area(ui, ui.say(write.title()), write.words, height, write.takes_focus());
  });
}

}  // namespace alongside
