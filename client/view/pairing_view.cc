#include "client/view/app_view.h"
#include "client/view/file_parts.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/qr_picture.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

// The digits, and whether the other device shows the same: both answers of the same size.
std::optional<bool> draw_digits(const Ui& ui, const std::string& digits) {
  say(ui, TextLook::body, "pair.digits");
  patch(ui, TextLook::title, digits);
  say(ui, TextLook::strong, "pair.same");
  const auto answer = choice(ui, {"pair.yes", "pair.no"}, -1);
  say(ui, TextLook::quiet, "pair.if_not");
  if (!answer) return std::nullopt;
  return *answer == 0;
}

void draw_text_to_give(const AddDeviceScreen& add, const Ui& ui) {
  say(ui, TextLook::body, add.hands_over() ? "hand.give_text" : "pair.give_text");
  qr_picture(ui, add.squares(), ui.say("pair.picture"));
  if (say_button(ui, ButtonLook::plain, "pair.copy")) ImGui::SetClipboardText(add.text().c_str());
  text(ui, TextLook::small, add.text());
  say(ui, TextLook::quiet, "pair.one_try");
}

void draw_adding(App& app, const Ui& ui) {
  AddDeviceScreen& add = app.add_device;
  switch (add.step()) {
    case AddDeviceScreen::Step::passphrase:
      say(ui, TextLook::body, add.hands_over() ? "hand.beside" : "pair.explain");
      say(ui, TextLook::strong, add.hands_over() ? "hand.gets_this" : "pair.reads_all");
      gap(ui, 0.3F);
      say(ui, TextLook::quiet, "take.why_passphrase");
      if (text_field(ui, "start.passphrase", add.passphrase, FieldKind::secret)) add.begin();
      return;
    case AddDeviceScreen::Step::waiting:
      return say(ui, TextLook::body, "start.opening");
    case AddDeviceScreen::Step::text:
      return draw_text_to_give(add, ui);
    case AddDeviceScreen::Step::digits:
      if (const auto is_same = draw_digits(ui, add.digits())) add.answer(*is_same);
      return;
    case AddDeviceScreen::Step::finishing:
      return say(ui, TextLook::body, "pair.finishing");
  }
}

void draw_joining(App& app, const Ui& ui) {
  JoinScreen& join = app.join;
  switch (join.step()) {
    case JoinScreen::Step::fields: {
      say(ui, TextLook::body,
          join.from() == JoinScreen::From::coach ? "hand.how_to_get" : "pair.how_to_join");
      gap(ui, 0.3F);
      bool enter = text_field(ui, "pair.text", join.text, FieldKind::words);
      if (say_button(ui, ButtonLook::plain, "pair.paste")) {
        const char* pasted = ImGui::GetClipboardText();
        if (pasted != nullptr) join.text = pasted;
      }
      gap(ui, 0.3F);
      enter = draw_new_vault(join.new_vault, ui) || enter;
      if (enter) join.begin();
      return;
    }
    case JoinScreen::Step::waiting:
      return say(ui, TextLook::body, "pair.looking");
    case JoinScreen::Step::digits:
      if (!join.whose().empty()) {
        say(ui, TextLook::body, phrase("pair.whose").with("who", join.whose()));
      }
      if (const auto is_same = draw_digits(ui, join.digits())) join.answer(*is_same);
      return;
    case JoinScreen::Step::finishing:
      return say(ui, TextLook::body, "pair.finishing");
  }
}

}  // namespace

void draw_add_device(App& app, const Ui& ui) {
  AddDeviceScreen& add = app.add_device;
  page(ui, {
               .id = "add_device",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, add.hands_over() ? "hand.title" : "pair.title");
                     draw_notice(app, ui);
                     draw_adding(app, ui);
                   },
               .foot =
                   [&] {
                     if (add.trouble()) patch(ui, *add.trouble());
                     if (add.step() != AddDeviceScreen::Step::passphrase) {
                       if (say_button(ui, ButtonLook::plain, "pair.stop")) add.leave();
                     } else if (say_button(ui, ButtonLook::main, "pair.begin")) {
                       add.begin();
                     }
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_join(App& app, const Ui& ui) {
  JoinScreen& join = app.join;
  page(ui, {
               .id = "join",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title,
                         join.from() == JoinScreen::From::coach ? "arrive.coach" : "arrive.device");
                     draw_notice(app, ui);
                     draw_joining(app, ui);
                   },
               .foot =
                   [&] {
                     if (join.trouble()) patch(ui, *join.trouble());
                     if (join.step() != JoinScreen::Step::fields) {
                       if (say_button(ui, ButtonLook::plain, "pair.stop")) join.leave();
                     } else if (say_button(ui, ButtonLook::main, "pair.next")) {
                       join.begin();
                     }
                   },
               .state = [&] { draw_warning(app, ui); },
           });
}

}  // namespace alongside
