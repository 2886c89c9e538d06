#include "client/view/frame_parts.h"

#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"

namespace alongside {

void draw_top(App& app, const Ui& ui) {
  const bool has_left = app.session.can_go_back() || app.session.is_open();
  if (app.session.can_go_back()) {
    if (back_button(ui, "back")) app.go_back();
  } else if (has_left && link_button(ui, ui.say("lock"))) {
    app.locking.lock();
  }
  if (corner_button(ui, ui.say("hide"), has_left)) app.locking.hide();
}

bool draw_warning(App& app, const Ui& ui) {
  const auto& left_s = app.locking.locks_in_s();
  if (left_s) patch(ui, phrase("lock.warning", *left_s));
  return left_s.has_value();
}

void draw_notice(App& app, const Ui& ui) {
  if (app.session.take_wants_top()) ImGui::SetScrollY(0);
  if (!app.session.notice()) return;
  patch(ui, app.session.notice()->words);
  if (!app.session.notice()->can_bring_back) return;
  if (say_button(ui, ButtonLook::plain, "write.bring_back")) app.write.bring_back();
}

void draw_state(App& app, const Ui& ui) {
  if (draw_warning(app, ui) || !app.state()) return;
  if (app.is_backed_up())
    say(ui, TextLook::small, *app.state());
  else
    say(ui, TextLook::small, phrase("state.not_backed_up").with("state", *app.state()));
}

void draw_which_record(App& app, const Ui& ui) {
  if (app.session.is_one_record()) say(ui, TextLook::quiet, app.person.which_record());
}

namespace {

std::string words_or_nothing(const Ui& ui, const Wording& wording) {
  return wording.words.empty() ? ui.say("person.nothing_written") : wording.words;
}

std::string quoted(const Ui& ui, const Wording& wording) {
  return ui.say(phrase("person.one_wording").with("words", words_or_nothing(ui, wording)));
}

}  // namespace

std::optional<EntryCard> draw_entries(const Ui& ui, const std::vector<EntryCard>& rows,
                                      std::size_t count) {
  std::optional<EntryCard> pressed;
  for (std::size_t i = 0; i < count; ++i) {
    const EntryCard& row = rows[i];
    ImGui::PushID((row.entry.space.hex() + row.entry.id.hex()).c_str());
    std::string above = ui.say(by_line(row.wordings.front()));
    std::string words = words_or_nothing(ui, row.wordings.front());
    if (row.wordings.size() > 1) {
      above = ui.say(phrase("person.two_wordings", static_cast<std::int64_t>(row.wordings.size())));
      words = quoted(ui, row.wordings.front());
      for (std::size_t j = 1; j < row.wordings.size(); ++j) {
        words += "\n" + quoted(ui, row.wordings[j]);
      }
    }
    if (entry_card(ui, above, words)) pressed = row;
    ImGui::PopID();
  }
  return pressed;
}

}  // namespace alongside
