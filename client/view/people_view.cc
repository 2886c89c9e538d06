#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_draft(App& app, const Ui& ui) {
  if (!app.people.draft()) return;
  say(ui, TextLook::strong, "people.draft");
  text(ui, TextLook::quiet, app.people.draft_beginning());
  if (say_button(ui, ButtonLook::plain, "people.draft_go_on"))
    app.write.resume(*app.people.draft());
  gap(ui, 0.4F);
}

void draw_rows(App& app, const Ui& ui) {
  const PeopleScreen& people = app.people;
  if (people.rows().empty() && people.loose_count() == 0) {
    say(ui, TextLook::body, "people.empty");
    gap(ui, 0.4F);
  }
  for (const PersonRow& row : people.rows()) {
    ImGui::PushID(row.space.hex().c_str());
    std::string quiet;
    for (const Phrase& line : row.quiet) quiet += (quiet.empty() ? "" : "\n") + ui.say(line);
    const bool is_pressed = quiet.empty() ? card_button(ui, ui.say(row.name))
                                          : quiet_card_button(ui, ui.say(row.name), quiet);
    if (is_pressed) app.people.open(row.space);
    ImGui::PopID();
  }
  if (people.loose_count() > 0) {
    const auto count = static_cast<std::int64_t>(people.loose_count());
    if (card_button(ui, ui.say(phrase("people.loose", count)))) app.people.open_loose();
  }
}

}  // namespace

void draw_people(App& app, const Ui& ui) {
  page(ui,
       {
           .id = "people",
           .top = [&] { draw_top(app, ui); },
           .body =
               [&] {
                 say(ui, TextLook::title, "people.title");
                 draw_notice(app, ui);
                 draw_draft(app, ui);
                 draw_rows(app, ui);
                 if (say_button(ui, ButtonLook::plain, "people.add")) app.people.add();
                 if (say_button(ui, ButtonLook::plain, "receive.title")) app.receive.open();
                 if (!app.is_backed_up() && say_button(ui, ButtonLook::plain, "recovery.not_yet")) {
                   app.session.go(Place::recovery);
                 }
                 if (say_button(ui, ButtonLook::plain, "settings")) app.people.settings();
               },
           .foot =
               [&] {
                 if (say_button(ui, ButtonLook::main, "people.write")) {
                   app.write.begin(Writing::note, true);
                 }
               },
           .state = [&] { draw_state(app, ui); },
       });
}

void draw_add_person(App& app, const Ui& ui) {
  page(ui, {
               .id = "add_person",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "add.title");
                     draw_notice(app, ui);
                     const bool enter =
                         text_field(ui, "add.name", app.add_person.name, FieldKind::words);
                     say(ui, TextLook::quiet, "add.hint");
                     if (enter) app.add_person.add();
                   },
               .foot =
                   [&] {
                     if (say_button(ui, ButtonLook::main, "add.go")) app.add_person.add();
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
