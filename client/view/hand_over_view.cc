#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_what_changes(const HandOverScreen& hand_over, const Ui& ui) {
  say(ui, TextLook::body, "hand.explain");
  say(ui, TextLook::strong, "hand.after");
  if (hand_over.readers()) {
    say(ui, TextLook::body, phrase("hand.readers").with("who", *hand_over.readers()));
  }
  say(ui, TextLook::body, "hand.late");
  say(ui, TextLook::body, "hand.before");
}

void draw_ways(HandOverScreen& hand_over, const Ui& ui) {
  gap(ui, 0.3F);
  say(ui, TextLook::strong, "hand.how");
  if (hand_over.can_meet()) {
    if (card_button(ui, ui.say("hand.device"))) hand_over.with_device();
  }
  if (card_button(ui, ui.say("hand.file"))) hand_over.with_file();
  if (!hand_over.can_meet()) say(ui, TextLook::quiet, "hand.no_server");
}

void draw_keeping_it_myself(TakeOverScreen& own, const Ui& ui) {
  say(ui, TextLook::title, "own.title");
  say(ui, TextLook::body, "own.only_you");
  for (const Phrase& holder : own.holders()) {
    say(ui, TextLook::body, phrase("own.they_see").with("who", holder));
  }
  say(ui, TextLook::body, "own.late");
  if (own.ends_own_devices()) say(ui, TextLook::body, "own.devices");
  say(ui, TextLook::strong, "own.cannot_take_back");
  gap(ui, 0.3F);
  say(ui, TextLook::quiet, "take.why_passphrase");
  if (own.trouble()) patch(ui, *own.trouble());
  if (text_field(ui, "start.passphrase", own.passphrase, FieldKind::secret)) own.take_over();
  gap(ui, 0.3F);
  const char* go = own.is_working() ? "start.opening" : "own.go";
  if (say_button(ui, ButtonLook::plain, go)) own.take_over();
  if (say_button(ui, ButtonLook::plain, "own.do_not")) own.leave();
}

}  // namespace

void draw_hand_over(App& app, const Ui& ui) {
  HandOverScreen& hand_over = app.hand_over;
  page(ui, {
               .id = "hand_over",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "hand.title");
                     say(ui, TextLook::quiet,
                         phrase("sharing.about").with("who", hand_over.name()));
                     draw_which_record(app, ui);
                     draw_notice(app, ui);
                     draw_what_changes(hand_over, ui);
                     draw_ways(hand_over, ui);
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_take_over(App& app, const Ui& ui) {
  page(ui, {
               .id = "take_over",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     draw_notice(app, ui);
                     draw_keeping_it_myself(app.take_over, ui);
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
