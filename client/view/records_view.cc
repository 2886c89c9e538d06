#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

void draw_records_of(App& app, const Ui& ui) {
  RecordsScreen& records = app.records;
  say(ui, TextLook::title, records.title());
  say(ui, TextLook::quiet, phrase("sharing.about").with("who", records.name()));
  draw_notice(app, ui);
  say(ui, TextLook::body, "records.explain");
  say(ui, TextLook::body, "records.first");
  gap(ui, 0.3F);
  const bool is_pair = records.cards().size() == 2;
  for (const RecordCard& card : records.cards()) {
    ImGui::PushID(card.record.hex().c_str());
    std::string words =
        ui.say(card.name) + "\n" + ui.say(card.kept_by) + "\n" + ui.say(card.readers);
    if (card.to_erase) words += "\n" + ui.say(*card.to_erase);
    if (entry_card(ui, ui.say(card.which), words)) records.open_record(card);
    if (!is_pair && say_button(ui, ButtonLook::plain, "records.take_out")) {
      records.take_out(card.record);
    }
    ImGui::PopID();
  }
  gap(ui, 0.3F);
  if (is_pair && say_button(ui, ButtonLook::plain, "records.apart")) {
    records.take_out(records.cards().back().record);
  }
}

void draw_choice_of_others(App& app, const Ui& ui) {
  SamePersonScreen& joining = app.same_person;
  say(ui, TextLook::title, "same_person.title");
  say(ui, TextLook::quiet, phrase("sharing.about").with("who", joining.name()));
  draw_notice(app, ui);
  say(ui, TextLook::body, "same_person.explain");
  say(ui, TextLook::body, "same_person.not_shared");
  gap(ui, 0.3F);
  for (const PersonRow& other : joining.others()) {
    ImGui::PushID(other.space.hex().c_str());
    if (card_button(ui, ui.say(other.name))) joining.choose(other);
    ImGui::PopID();
  }
}

}  // namespace

void draw_records(App& app, const Ui& ui) {
  page(ui, {
               .id = "records",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_records_of(app, ui); },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_same_person(App& app, const Ui& ui) {
  page(ui, {
               .id = "same_person",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_choice_of_others(app, ui); },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
