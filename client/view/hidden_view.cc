#include "client/view/app_view.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/page.h"
#include "client/view/widgets/text.h"

namespace alongside {

void draw_hidden(App& app, const Ui& ui) {
  page(ui, {
               .id = "hidden",
               .top = nullptr,
               .body =
                   [&] {
                     say(ui, TextLook::title, day_in_words(ui.now_ms));
                     say(ui, TextLook::quiet, "hidden.nothing");
                     gap(ui, 0.6F);
                     if (link_button(ui, ui.say("hidden.open"))) {
                       app.session.start_at(Place::start);
                     }
                   },
               .foot = nullptr,
               .state = nullptr,
           });
}

}  // namespace alongside
