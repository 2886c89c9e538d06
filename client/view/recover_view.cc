#include "client/view/app_view.h"
#include "client/view/file_parts.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_fields(RecoverScreen& recover, const Ui& ui) {
  say(ui, TextLook::body, "recover.explain");
  gap(ui, 0.3F);
  bool enter = text_field(ui, "recover.server", recover.server, FieldKind::words);
  enter = text_field(ui, "recover.code", recover.code, FieldKind::words) || enter;
  say(ui, TextLook::quiet, "receive.code_hint");
  if (!recover.asks_more) {
    if (say_button(ui, ButtonLook::plain, "recover.more")) recover.asks_more = true;
  } else {
    enter = text_field(ui, "recover.certificate", recover.certificate, FieldKind::words) || enter;
    enter = text_field(ui, "recover.key", recover.key, FieldKind::words) || enter;
    say(ui, TextLook::quiet, "recover.more_hint");
  }
  gap(ui, 0.3F);
  enter = draw_new_vault(recover.new_vault, ui) || enter;
  if (enter) recover.begin();
}

}  // namespace

void draw_recover(App& app, const Ui& ui) {
  RecoverScreen& recover = app.recover;
  page(ui, {
               .id = "recover",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "arrive.lost");
                     draw_notice(app, ui);
                     if (recover.is_working())
                       say(ui, TextLook::body, "recover.working");
                     else
                       draw_fields(recover, ui);
                   },
               .foot =
                   [&] {
                     if (recover.trouble()) patch(ui, *recover.trouble());
                     if (recover.is_working()) {
                       if (say_button(ui, ButtonLook::plain, "pair.stop")) recover.leave();
                     } else if (say_button(ui, ButtonLook::main, "recover.go")) {
                       recover.begin();
                     }
                   },
               .state = [&] { draw_warning(app, ui); },
           });
}

}  // namespace alongside
