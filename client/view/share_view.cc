#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

std::optional<std::size_t> draw_choices(const Ui& ui, const char* id, const char* question,
                                        const std::vector<ShareScreen::Choice>& choices) {
  std::vector<std::string> words;
  int chosen = -1;
  for (const ShareScreen::Choice& choice : choices) {
    if (choice.is_chosen) chosen = static_cast<int>(words.size());
    words.push_back(ui.say(choice.name));
  }
  say(ui, TextLook::strong, question);
  ImGui::PushID(id);
  const auto pressed = choice_of_words(ui, words, chosen);
  ImGui::PopID();
  if (!pressed) return std::nullopt;
  return static_cast<std::size_t>(*pressed);
}

void draw_end(ShareScreen& share, const Ui& ui) {
  say(ui, TextLook::strong, "share.how_long");
  const auto chosen =
      choice(ui, {"share.end_none", "share.end_week", "share.end_month", "share.end_day"},
             static_cast<int>(share.how_long));
  if (chosen) share.how_long = static_cast<HowLong>(*chosen);
  if (share.how_long == HowLong::typed_day) {
    text_field(ui, "share.last_day", share.last_day, FieldKind::words);
  }
  say(ui, TextLook::quiet, share.end_in_words());
}

// A question with two answers; the second one is `yes`.
void draw_either(const Ui& ui, const char* question, const char* no, const char* yes, bool& is) {
  say(ui, TextLook::strong, question);
  if (const auto chosen = choice(ui, {no, yes}, is ? 1 : 0)) is = *chosen == 1;
}

void draw_form(App& app, const Ui& ui) {
  ShareScreen& share = app.share;
  say(ui, TextLook::title, "share.title");
  say(ui, TextLook::body, "share.promise");
  draw_notice(app, ui);
  if (share.contacts().empty()) patch(ui, phrase("share.no_contacts"));
  if (const auto which = draw_choices(ui, "with", "share.with", share.contacts())) {
    share.choose_contact(*which);
  }
  if (!share.roles().empty()) {
    if (const auto which = draw_choices(ui, "as", "share.as", share.roles())) {
      share.choose_role(*which);
    }
    say(ui, TextLook::quiet, "share.as_hint");
  }
  if (const auto which = draw_choices(ui, "part", "share.part", share.parts())) {
    share.choose_part(*which);
  }
  if (share.already()) patch(ui, *share.already());
  text_field(ui, "share.why", share.why, FieldKind::words);
  say(ui, TextLook::quiet, "share.why_hint");
  draw_end(share, ui);
  draw_either(ui, "share.since", "share.since_all", "share.since_now", share.from_now);
  draw_either(ui, "share.may", "share.may_read", "share.may_write", share.write);
  if (share.asks_how()) {
    draw_either(ui, "share.how", "share.how_typed", "share.how_said", share.was_said);
  }
}

void draw_told(const Ui& ui, const PreviewCard& card) {
  if (card.words.empty()) return say(ui, TextLook::small, card.by);
  told_line(ui, ui.say(card.by), card.words);
}

void draw_preview(App& app, const Ui& ui) {
  ShareScreen& share = app.share;
  say(ui, TextLook::title, phrase("share.check_title").with("who", share.contact_name()));
  draw_which_record(app, ui);
  std::string terms;
  for (const Phrase& line : share.terms()) terms += (terms.empty() ? "" : " ") + ui.say(line);
  text(ui, TextLook::body, terms);
  gap(ui, 0.3F);
  say(ui, TextLook::body, phrase("share.check_name").with("name", share.person_name()));
  if (!share.goes_along().empty()) say(ui, TextLook::strong, "share.check_along");
  for (const PreviewCard& card : share.goes_along()) draw_told(ui, card);
  say(ui, TextLook::strong, phrase("share.check_part").with("part", share.part_name()));
  if (share.preview().empty()) {
    say(ui, TextLook::body, share.from_now ? "share.check_nothing" : "share.check_empty");
  }
  for (std::size_t i = 0; i < share.preview_shown(); ++i) {
    const PreviewCard& card = share.preview()[i];
    ImGui::PushID(static_cast<int>(i));
    told_card(ui, ui.say(card.by),
              card.words.empty() ? ui.say("person.nothing_written") : card.words);
    ImGui::PopID();
  }
  if (share.preview_shown() < share.preview().size() &&
      say_button(ui, ButtonLook::plain, "person.earlier")) {
    share.show_earlier();
  }
  if (!share.from_now && !share.preview().empty()) {
    say(ui, TextLook::quiet, "share.check_history");
  }
}

// Below what they would see, so that nobody decides before it; the purpose stands over the buttons.
void draw_decision(ShareScreen& share, const Ui& ui) {
  gap(ui, 0.3F);
  say(ui, TextLook::strong, phrase("share.for").with("why", share.why));
  const std::string go = ui.say(phrase("share.go").with("who", share.contact_name()));
  if (big_button(ui, ButtonLook::plain, go)) share.share();
  if (say_button(ui, ButtonLook::plain, "share.do_not")) share.leave();
}

}  // namespace

void draw_share(App& app, const Ui& ui) {
  page(ui, {
               .id = "share",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_form(app, ui); },
               .foot =
                   [&] {
                     if (app.share.trouble()) patch(ui, *app.share.trouble());
                     if (say_button(ui, ButtonLook::main, "share.look")) app.share.look();
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_share_check(App& app, const Ui& ui) {
  page(ui, {
               .id = "share_check",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     draw_preview(app, ui);
                     draw_decision(app.share, ui);
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
