#include "client/view/app_view.h"
#include "client/view/file_parts.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

const char* title_of(const TakeScreen& take) {
  if (take.hands_over()) return "hand.title";
  return take.is_mine() ? "take.title_mine" : "take.title";
}

const char* explanation_of(const TakeScreen& take) {
  if (take.hands_over()) return "hand.file_explain";
  return take.is_mine() ? "take.explain_mine" : "take.explain";
}

void draw_where(TakeScreen& take, const Ui& ui) {
  say(ui, TextLook::body, explanation_of(take));
  say(ui, TextLook::body, "take.code_follows");
  say(ui, TextLook::strong, take.hands_over() ? "hand.who_has_both" : "take.who_has_both");
  gap(ui, 0.3F);
  bool enter = draw_save_place(take.place, ui);
  gap(ui, 0.3F);
  say(ui, TextLook::quiet, "take.why_passphrase");
  enter = text_field(ui, "start.passphrase", take.passphrase, FieldKind::secret) || enter;
  if (enter) take.make();
}

// The button stands below the code, so that nobody is done before they have seen it.
void draw_made(TakeScreen& take, const Ui& ui) {
  say(ui, TextLook::strong, "take.write_down");
  patch(ui, TextLook::code, take.code());
  say(ui, TextLook::body, "take.useless_without");
  say(ui, TextLook::body, take.hands_over() ? "hand.give_both" : "take.keep_apart");
  gap(ui, 0.3F);
  if (say_button(ui, ButtonLook::main, "take.done")) take.done();
  gap(ui, 0.3F);
  say(ui, TextLook::body, take.saved_in());
  if (take.hands_over()) say(ui, TextLook::body, "hand.how_to_open");
  say(ui, TextLook::quiet, phrase("take.ledger").with("words", take.in_the_ledger()));
}

}  // namespace

void draw_take(App& app, const Ui& ui) {
  TakeScreen& take = app.take;
  const bool is_made = !take.code().empty();
  page(ui, {
               .id = is_made ? "taken" : "take",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, title_of(take));
                     say(ui, TextLook::quiet, phrase("sharing.about").with("who", take.name()));
                     draw_which_record(app, ui);
                     draw_notice(app, ui);
                     is_made ? draw_made(take, ui) : draw_where(take, ui);
                   },
               .foot =
                   [&] {
                     if (take.trouble()) patch(ui, *take.trouble());
                     if (is_made) return;
                     const char* words = take.is_working() ? "take.making" : "take.go";
                     if (say_button(ui, ButtonLook::main, words)) take.make();
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
