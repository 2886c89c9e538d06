#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_fields(StartScreen& start, const Ui& ui) {
  bool go = text_field(ui, "start.vault_name", start.vault_name, FieldKind::words);
  const FieldKind kind = start.show_passphrase ? FieldKind::words : FieldKind::secret;
  go = text_field(ui, "start.passphrase", start.passphrase, kind) || go;
  const char* show = start.show_passphrase ? "start.hide" : "start.show";
  if (small_button(ui, ButtonLook::plain, ui.say(show))) {
    start.show_passphrase = !start.show_passphrase;
  }
  if (go) start.start();
}

}  // namespace

void draw_start(App& app, const Ui& ui) {
  StartScreen& start = app.start;
  page(ui, {
               .id = "start",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "app.title");
                     say(ui, TextLook::body, "start.promise");
                     gap(ui, 0.3F);
                     const auto chosen = choice(ui, {"language.en", "language.en-easy"},
                                                start.language() == "en-easy" ? 1 : 0);
                     if (chosen) start.choose_language(*chosen == 1 ? "en-easy" : "en");
                     gap(ui, 0.3F);
                     if (start.before()) patch(ui, *start.before());
                     if (start.trouble()) patch(ui, *start.trouble());
                     draw_fields(start, ui);
                     say(ui, TextLook::quiet, "start.new_here");
                     gap(ui, 0.3F);
                     if (say_button(ui, ButtonLook::plain, "arrive.open")) start.arrive();
                     if (say_button(ui, ButtonLook::plain, "settings")) start.settings();
                   },
               .foot =
                   [&] {
                     const char* words = start.is_opening() ? "start.opening" : "start.go";
                     if (say_button(ui, ButtonLook::main, words)) start.start();
                   },
               .state = [&] { draw_warning(app, ui); },
           });
}

}  // namespace alongside
