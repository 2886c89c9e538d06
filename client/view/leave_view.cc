#include "client/view/app_view.h"
#include "client/view/file_parts.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_who_can_open(const LeaveScreen& leave, const Ui& ui) {
  say(ui, TextLook::body, "leave.who_can_open");
  if (!leave.has_server()) say(ui, TextLook::strong, "leave.without_server");
}

void draw_what_is_lost(App& app, const Ui& ui) {
  const LeaveScreen& leave = app.leave;
  if (leave.saved_in()) {
    patch(ui, phrase("leave.saved").with("where", *leave.saved_in()));
    draw_who_can_open(leave, ui);
  }
  if (leave.not_sent().empty()) {
    if (!leave.saved_in()) say(ui, TextLook::body, "leave.all_sent");
    return;
  }
  std::string lines;
  for (const Phrase& line : leave.not_sent()) lines += "\n· " + ui.say(line);
  patch(ui, TextLook::body, ui.say("leave.not_sent") + lines);
  if (!leave.has_server()) say(ui, TextLook::body, "leave.no_server");
  if (!leave.can_save()) return;
  if (leave.has_server() && say_button(ui, ButtonLook::plain, "leave.send")) app.send_now();
  if (say_button(ui, ButtonLook::plain, "leave.save")) app.leave.ask_where();
}

}  // namespace

void draw_leave_device(App& app, const Ui& ui) {
  LeaveScreen& leave = app.leave;
  const bool loses = !leave.not_sent().empty();
  page(ui, {
               .id = "leave",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "leave.title");
                     draw_notice(app, ui);
                     say(ui, TextLook::body, "leave.explain");
                     gap(ui, 0.3F);
                     draw_what_is_lost(app, ui);
                     gap(ui, 0.3F);
                     say(ui, TextLook::quiet, "leave.come_back");
                     if (!leave.is_backed_up() &&
                         say_button(ui, ButtonLook::plain, "recovery.not_yet")) {
                       leave.open_recovery();
                     }
                     say(ui, TextLook::quiet, "leave.other_devices");
                     gap(ui, 0.3F);
                     if (leave.trouble()) patch(ui, *leave.trouble());
                     text_field(ui, "leave.type_name", leave.typed_name, FieldKind::words);
                   },
               .foot =
                   [&] {
                     const char* words = loses ? "leave.go_and_lose" : "leave.go";
                     if (say_button(ui, ButtonLook::plain, words)) leave.leave();
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_save_unsent(App& app, const Ui& ui) {
  LeaveScreen& leave = app.leave;
  page(ui, {
               .id = "save_unsent",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "leave.save_title");
                     draw_notice(app, ui);
                     say(ui, TextLook::body, "leave.save_explain");
                     draw_who_can_open(leave, ui);
                     gap(ui, 0.3F);
                     if (draw_save_place(leave.place, ui)) leave.save();
                   },
               .foot =
                   [&] {
                     if (leave.place.trouble()) patch(ui, *leave.place.trouble());
                     if (say_button(ui, ButtonLook::main, "leave.save_go")) leave.save();
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
