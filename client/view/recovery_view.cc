#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {

void draw_recovery(App& app, const Ui& ui) {
  RecoveryScreen& recovery = app.recovery;
  page(ui, {
               .id = "recovery",
               .top = nullptr,
               .body =
                   [&] {
                     say(ui, TextLook::title, "recovery.title");
                     const bool here = !recovery.code().empty();
                     say(ui, TextLook::body, here ? "recovery.explain" : "recovery.not_shown");
                     gap(ui, 0.3F);
                     if (here) patch(ui, TextLook::code, recovery.code_in_groups());
                     gap(ui, 0.3F);
                     if (recovery.trouble()) patch(ui, *recovery.trouble());
                     const bool enter =
                         text_field(ui, here ? "recovery.type_back" : "recovery.type_back_plain",
                                    recovery.typed, FieldKind::words);
                     if (enter) recovery.check();
                   },
               .foot =
                   [&] {
                     if (say_button(ui, ButtonLook::main, "recovery.check")) recovery.check();
                     if (say_button(ui, ButtonLook::plain, "recovery.later")) recovery.later();
                   },
               .state =
                   [&] {
                     if (app.state()) say(ui, TextLook::small, *app.state());
                   },
           });
}

}  // namespace alongside
