#include <iterator>

#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/choice.h"
#include "client/view/widgets/text.h"

namespace alongside {
namespace {

void draw_text_size(SettingsScreen& screen, const Ui& ui) {
  std::vector<std::string> sizes;
  int now = 0;
  for (const int percent : kTextPercents) {
    if (percent <= screen.settings().text_percent) now = static_cast<int>(sizes.size());
    sizes.push_back(ui.say(phrase("settings.text_size").with("percent", std::to_string(percent))));
  }
  say(ui, TextLook::strong, "settings.text");
  const auto chosen = choice_of_words(ui, sizes, now);
  if (chosen) screen.choose_text(kTextPercents[*chosen]);
}

void draw_locking(App& app, const Ui& ui) {
  SettingsScreen& screen = app.settings;
  std::vector<std::string> minutes;
  int now = 0;
  for (const int count : kLockMinutes) {
    if (count == screen.settings().lock_after_minutes) now = static_cast<int>(minutes.size());
    minutes.push_back(ui.say(phrase("settings.minutes", count)));
  }
  say(ui, TextLook::strong, "settings.lock");
  const auto chosen = choice_of_words(ui, minutes, now);
  if (chosen) screen.choose_lock(kLockMinutes[*chosen]);
  say(ui, TextLook::quiet, "settings.hide_hint");
  if (!screen.is_vault_open()) return;
  gap(ui, 0.4F);
  if (say_button(ui, ButtonLook::plain, "lock.now")) app.locking.lock();
  gap(ui, 0.4F);
  if (card_button(ui, ui.say("devices.title"))) app.devices.open();
  if (card_button(ui, ui.say("recovery.new_one"))) app.recovery.open_new();
  if (screen.has_erased_records() && card_button(ui, ui.say("erased.records"))) {
    app.erase.show_erased_records();
  }
  if (card_button(ui, ui.say("leave.title"))) app.leave.open();
}

void draw_choices(SettingsScreen& screen, const Ui& ui) {
  draw_text_size(screen, ui);
  gap(ui, 0.4F);
  say(ui, TextLook::strong, "settings.theme");
  const auto theme = choice(ui, {"settings.light", "settings.dark", "settings.high_contrast"},
                            static_cast<int>(screen.settings().theme));
  if (theme) screen.choose_theme(static_cast<ThemeName>(*theme));
  gap(ui, 0.4F);
  say(ui, TextLook::strong, "settings.language");
  const auto language = choice(ui, {"language.en", "language.en-easy"},
                               screen.settings().language == "en-easy" ? 1 : 0);
  if (language) screen.choose_language(*language == 1 ? "en-easy" : "en");
}

}  // namespace

void draw_settings(App& app, const Ui& ui) {
  page(ui, {
               .id = "settings",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "settings.title");
                     draw_choices(app.settings, ui);
                     gap(ui, 0.4F);
                     draw_locking(app, ui);
                   },
               .foot = nullptr,
               .state = [&] { draw_state(app, ui); },
           });
}

}  // namespace alongside
