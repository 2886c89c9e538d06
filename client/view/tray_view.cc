#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

void draw_note(TrayScreen& tray, const Ui& ui, const LateCard& note) {
  ImGui::PushID(note.batch.hex().c_str());
  gap(ui, 0.3F);
  say(ui, TextLook::body, note.what);
  std::string words;
  for (const std::string& one : note.texts) words += (words.empty() ? "" : "\n") + one;
  told_card(ui, ui.say(note.by), words.empty() ? ui.say("person.nothing_written") : words);
  if (note.asks_to_delete) {
    say(ui, TextLook::strong, "tray.delete_sure");
    const auto sure = choice(ui, {"tray.delete", "tray.delete_not"}, -1);
    if (sure == 0) tray.remove(note.batch);
    if (sure == 1) tray.do_not_delete();
  } else {
    const auto pressed = choice(ui, {"tray.keep", "tray.delete"}, -1);
    if (pressed == 0) tray.keep(note.batch);
    if (pressed == 1) tray.ask_to_delete(note.batch);
  }
  ImGui::PopID();
}

}  // namespace

void draw_tray(App& app, const Ui& ui) {
  page(ui, {
               .id = "tray",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     TrayScreen& tray = app.tray;
                     say(ui, TextLook::title, "tray.title");
                     say(ui, TextLook::quiet, phrase("sharing.about").with("who", tray.name()));
                     draw_which_record(app, ui);
                     draw_notice(app, ui);
                     say(ui, TextLook::body,
                         tray.notes().empty() ? "tray.nothing" : "tray.explain");
                     for (const LateCard& note : tray.notes()) draw_note(tray, ui, note);
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
