#include "client/view/app_view.h"
#include "client/view/file_parts.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_fields(ReceiveScreen& receive, const Ui& ui) {
  bool enter = draw_file_choice(receive.file, ui);
  gap(ui, 0.3F);
  if (receive.asks_code()) {
    enter = text_field(ui, "receive.code", receive.code, FieldKind::words) || enter;
    say(ui, TextLook::quiet, "receive.code_hint");
  }
  if (receive.makes_vault()) {
    gap(ui, 0.3F);
    enter = draw_new_vault(receive.new_vault, ui) || enter;
  }
  if (enter) receive.receive();
}

}  // namespace

void draw_arrive(App& app, const Ui& ui) {
  page(ui, {
               .id = "arrive",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "arrive.title");
                     say(ui, TextLook::body, "arrive.explain");
                     gap(ui, 0.3F);
                     if (card_button(ui, ui.say("arrive.device"))) app.join.open();
                     if (card_button(ui, ui.say("arrive.lost"))) app.recover.open();
                     if (card_button(ui, ui.say("arrive.coach"))) {
                       app.join.open(JoinScreen::From::coach);
                     }
                     if (card_button(ui, ui.say("arrive.file"))) app.receive.open();
                   },
               .foot = nullptr,
               .state = [&] { draw_warning(app, ui); },
           });
}

void draw_receive(App& app, const Ui& ui) {
  ReceiveScreen& receive = app.receive;
  const bool is_new = receive.makes_vault();
  page(ui, {
               .id = "receive",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, is_new ? "arrive.file" : "receive.title");
                     draw_notice(app, ui);
                     say(ui, TextLook::body, is_new ? "receive.explain_new" : "receive.explain");
                     gap(ui, 0.3F);
                     draw_fields(receive, ui);
                   },
               .foot =
                   [&] {
                     if (receive.trouble()) patch(ui, *receive.trouble());
                     const char* words = receive.is_working() ? "start.opening" : "receive.go";
                     if (say_button(ui, ButtonLook::main, words)) receive.receive();
                   },
               .state =
                   [&] {
                     if (is_new)
                       draw_warning(app, ui);
                     else
                       draw_state(app, ui);
                   },
           });
}

}  // namespace alongside
