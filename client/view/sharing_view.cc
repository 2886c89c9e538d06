#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

void draw_reader(App& app, const Ui& ui, const SharedPart& part, const Reader& reader) {
  ImGui::PushID(reader.contact.hex().c_str());
  std::string words;
  const auto add = [&](const Phrase& line) { words += (words.empty() ? "" : "\n") + ui.say(line); };
  for (const Phrase& line : reader.terms) add(line);
  if (!reader.why.empty()) add(phrase("sharing.why").with("why", reader.why));
  for (const Phrase& line : reader.state) add(line);
  const Phrase who =
      reader.role.empty()
          ? reader.name
          : phrase("sharing.name_and_role").with("who", reader.name).with("role", reader.role);
  told_card(ui, ui.say(who), words);
  const std::string stop = ui.say(phrase("sharing.stop").with("who", reader.name));
  if (reader.can_stop && big_button(ui, ButtonLook::plain, stop)) {
    app.sharing.ask_to_stop(part, reader);
  }
  ImGui::PopID();
}

void draw_part(App& app, const Ui& ui, const SharedPart& part) {
  ImGui::PushID(static_cast<int>(part.section));
  gap(ui, 0.3F);
  say(ui, TextLook::strong, part.name);
  if (part.is_clear() && app.sharing.other_holders().empty()) {
    say(ui, TextLook::body, "sharing.no_one_reads");
  }
  for (const Reader& reader : part.readers) draw_reader(app, ui, part, reader);
  if (part.can_share && say_button(ui, ButtonLook::plain, "sharing.share")) {
    app.share.begin(part.section);
  }
  ImGui::PopID();
}

void draw_part_of_theirs(const Ui& ui, const SharedPart& part) {
  gap(ui, 0.3F);
  say(ui, TextLook::strong, part.name);
  if (part.mine.empty()) say(ui, TextLook::body, "sharing.not_with_me");
  for (const Phrase& line : part.mine) say(ui, TextLook::body, line);
}

void draw_mine_waiting(App& app, const Ui& ui) {
  if (app.sharing.mine_waiting().empty()) return;
  gap(ui, 0.3F);
  for (const LateNote& note : app.sharing.mine_waiting()) {
    std::string words;
    for (const std::string& one : note.texts) words += (words.empty() ? "" : "\n") + one;
    told_card(ui, ui.say("sharing.mine_waits"), words);
  }
}

void draw_all(App& app, const Ui& ui) {
  SharingScreen& sharing = app.sharing;
  say(ui, TextLook::title, sharing.title());
  say(ui, TextLook::quiet, phrase("sharing.about").with("who", sharing.name()));
  draw_which_record(app, ui);
  draw_notice(app, ui);
  say(ui, TextLook::body, sharing.kept_by());
  for (const Phrase& one : sharing.other_holders()) say(ui, TextLook::body, one);
  if (!sharing.is_kept_here()) {
    for (const SharedPart& part : sharing.parts()) draw_part_of_theirs(ui, part);
    draw_mine_waiting(app, ui);
    return;
  }
  if (sharing.has_no_server()) say(ui, TextLook::quiet, "sharing.no_server");
  if (card_button(ui, ui.say("sharing.ledger"))) app.ledger.open();
  if (sharing.has_erased() && card_button(ui, ui.say("erased.title"))) {
    app.erase.show_erased(*app.session.person);
  }
  for (const SharedPart& part : sharing.parts()) draw_part(app, ui, part);
  say(ui, TextLook::quiet, "sharing.name_goes_along");
}

}  // namespace

void draw_sharing(App& app, const Ui& ui) {
  page(ui, {
               .id = "sharing",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_all(app, ui); },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_stop(App& app, const Ui& ui) {
  SharingScreen& sharing = app.sharing;
  const Phrase title =
      phrase("stop.title").with("who", sharing.stop_name()).with("part", sharing.stop_part());
  page(ui, {
               .id = "stop",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, title);
                     draw_which_record(app, ui);
                     say(ui, TextLook::body, "stop.nothing_new");
                     say(ui, TextLook::body, "stop.takes_effect");
                     say(ui, TextLook::body, "stop.goes_away");
                     say(ui, TextLook::strong, "stop.cannot_take_back");
                     gap(ui, 0.3F);
                     if (say_button(ui, ButtonLook::plain, "stop.go")) sharing.stop();
                     if (say_button(ui, ButtonLook::plain, "stop.do_not")) app.go_back();
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
