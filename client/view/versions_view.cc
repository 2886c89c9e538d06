#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

void draw_wording(App& app, const Ui& ui, const Wording& wording) {
  ImGui::PushID(wording.version.text.c_str());
  say(ui, TextLook::quiet, by_line(wording));
  text(ui, TextLook::body, wording.words);
  if (say_button(ui, ButtonLook::plain, "versions.choose")) app.versions.choose(wording.version);
  gap(ui, 0.6F);
  ImGui::PopID();
}

}  // namespace

void draw_versions(App& app, const Ui& ui) {
  page(ui,
       {
           .id = "versions",
           .top = [&] { draw_top(app, ui); },
           .body =
               [&] {
                 say(ui, TextLook::title, "versions.title");
                 say(ui, TextLook::body, "versions.explain");
                 gap(ui, 0.4F);
                 for (const Wording& wording : app.versions.wordings()) {
                   draw_wording(app, ui, wording);
                 }
                 if (app.versions.can_erase() && say_button(ui, ButtonLook::plain, "erase.open")) {
                   app.erase.ask(*app.versions.can_erase());
                 }
               },
           .foot = nullptr,
           .state = [&] { draw_state(app, ui); },
       });
}

}  // namespace alongside
