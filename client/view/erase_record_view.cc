#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_what_goes(const EraseRecordScreen& erase, const Ui& ui) {
  say(ui, TextLook::body, "erase_all.what");
  if (erase.readers()) {
    say(ui, TextLook::body, phrase("erase_all.readers").with("who", *erase.readers()));
  }
  if (erase.is_elsewhere()) say(ui, TextLook::body, "erase_all.other_devices");
  say(ui, TextLook::strong, "erase_all.cannot_take_back");
  gap(ui, 0.3F);
  say(ui, TextLook::body, erase.has_server() ? "erase_all.when" : "erase_all.when_here");
  say(ui, TextLook::body, "erase_all.until_then");
  if (erase.not_sent() > 0 && erase.has_server()) {
    say(ui, TextLook::body, phrase("erase_all.not_sent", erase.not_sent()));
  }
  say(ui, TextLook::body, erase.is_mine() ? "erase_all.come_back_mine" : "erase_all.come_back");
  if (erase.has_server()) say(ui, TextLook::quiet, "erase_all.old_codes");
}

// Enter in the field is not enough: it takes a press of the button below.
void draw_question(EraseRecordScreen& erase, const Ui& ui) {
  gap(ui, 0.3F);
  say(ui, TextLook::quiet, "take.why_passphrase");
  if (erase.trouble()) patch(ui, *erase.trouble());
  text_field(ui, "start.passphrase", erase.passphrase, FieldKind::secret);
  gap(ui, 0.3F);
  const char* go = erase.is_working() ? "start.opening" : "erase_all.go";
  if (say_button(ui, ButtonLook::plain, go)) erase.erase();
  if (say_button(ui, ButtonLook::plain, "erase.do_not")) erase.leave();
}

}  // namespace

void draw_erase_record(App& app, const Ui& ui) {
  EraseRecordScreen& erase = app.erase_record;
  page(ui, {
               .id = "erase_record",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title,
                         erase.is_mine() ? "erase_all.title_mine" : "erase_all.title");
                     say(ui, TextLook::quiet, phrase("sharing.about").with("who", erase.name()));
                     draw_which_record(app, ui);
                     draw_notice(app, ui);
                     draw_what_goes(erase, ui);
                     draw_question(erase, ui);
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
