#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

void draw_row(LedgerScreen& ledger, const Ui& ui, const LedgerCard& row) {
  std::string words = ui.say(row.what);
  if (!row.why.empty()) words += "\n" + ui.say(phrase("ledger.why").with("why", row.why));
  if (!row.waits) {
    told_line(ui, ui.say(row.when), words);
    return;
  }
  told_card(ui, ui.say(row.when), words);
  say(ui, TextLook::quiet, "ledger.waits");
  const auto answer = choice(ui, {"ledger.yes", "ledger.no"}, -1);
  if (answer == 0) ledger.answer_yes(row);
  if (answer == 1) ledger.answer_no(row);
}

void draw_rows(App& app, const Ui& ui) {
  LedgerScreen& ledger = app.ledger;
  say(ui, TextLook::title, "ledger.title");
  say(ui, TextLook::quiet, phrase("sharing.about").with("who", ledger.name()));
  draw_which_record(app, ui);
  draw_notice(app, ui);
  if (ledger.rows().empty()) say(ui, TextLook::body, "ledger.nothing");
  for (std::size_t i = 0; i < ledger.shown(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    draw_row(ledger, ui, ledger.rows()[i]);
    ImGui::PopID();
  }
  if (ledger.shown() < ledger.rows().size() &&
      say_button(ui, ButtonLook::plain, "ledger.earlier")) {
    ledger.show_earlier();
  }
}

}  // namespace

void draw_ledger(App& app, const Ui& ui) {
  page(ui, {
               .id = "ledger",
               .top = [&] { draw_top(app, ui); },
               .body = [&] { draw_rows(app, ui); },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
