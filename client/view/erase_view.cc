#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"

namespace alongside {

void draw_erase(App& app, const Ui& ui) {
  EraseScreen& erase = app.erase;
  page(ui, {
               .id = "erase",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "erase.title");
                     draw_notice(app, ui);
                     for (const std::string& words : erase.words()) patch(ui, as_typed(words));
                     say(ui, TextLook::body, "erase.here_at_once");
                     say(ui, TextLook::body, "erase.elsewhere");
                     if (erase.readers()) {
                       say(ui, TextLook::body,
                           phrase("erase.shared").with("who", *erase.readers()));
                     } else {
                       say(ui, TextLook::body, "erase.never_shared");
                     }
                     say(ui, TextLook::strong, "erase.cannot_take_back");
                     gap(ui, 0.3F);
                     if (say_button(ui, ButtonLook::plain, "erase.go")) erase.erase();
                     if (say_button(ui, ButtonLook::plain, "erase.do_not")) app.go_back();
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_erased(App& app, const Ui& ui) {
  page(ui, {
               .id = "erased",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "erased.title");
                     draw_notice(app, ui);
                     if (app.erase.erased().empty()) say(ui, TextLook::body, "erased.nothing");
                     for (const ErasedCard& card : app.erase.erased()) {
                       std::string words;
                       for (const Phrase& line : card.states) {
                         words += (words.empty() ? "" : "\n") + ui.say(line);
                       }
                       told_card(ui, ui.say(card.what), words);
                     }
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
