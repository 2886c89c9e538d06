#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {

namespace {

void draw_code(RecoveryScreen& recovery, const Ui& ui) {
  const bool here = !recovery.code().empty();
  say(ui, TextLook::body, here ? "recovery.explain" : "recovery.not_shown");
  gap(ui, 0.3F);
  if (here) patch(ui, TextLook::code, recovery.code_in_groups());
  if (here) {
    for (const Phrase& line : recovery.sheet()) say(ui, TextLook::body, line);
  }
  gap(ui, 0.3F);
  if (recovery.trouble()) patch(ui, *recovery.trouble());
  const bool enter = text_field(ui, recovery.asked(), recovery.typed, FieldKind::words);
  if (enter) recovery.check();
  gap(ui, 0.3F);
  if (!here && say_button(ui, ButtonLook::plain, "recovery.lost")) recovery.ask_for_new();
}

void draw_new(RecoveryScreen& recovery, const Ui& ui) {
  say(ui, TextLook::body, "recovery.new_explain");
  gap(ui, 0.3F);
  if (recovery.trouble()) patch(ui, *recovery.trouble());
  if (text_field(ui, "start.passphrase", recovery.passphrase, FieldKind::secret)) {
    recovery.make_new();
  }
}

}  // namespace

void draw_recovery(App& app, const Ui& ui) {
  RecoveryScreen& recovery = app.recovery;
  const bool is_new = recovery.is_asking_for_new();
  page(ui, {
               .id = "recovery",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "recovery.title");
                     is_new ? draw_new(recovery, ui) : draw_code(recovery, ui);
                   },
               .foot =
                   [&] {
                     const char* make =
                         recovery.is_working() ? "recovery.making" : "recovery.make_new";
                     if (say_button(ui, ButtonLook::main, is_new ? make : "recovery.check")) {
                       is_new ? recovery.make_new() : recovery.check();
                     }
                     if (say_button(ui, ButtonLook::plain, "recovery.later")) recovery.later();
                   },
               .state =
                   [&] {
                     if (draw_warning(app, ui)) return;
                     if (app.state()) say(ui, TextLook::small, *app.state());
                   },
           });
}

}  // namespace alongside
