#include "client/viewmodel/settings_screen.h"

#include "client/store/erased_records.h"

namespace alongside {

void SettingsScreen::choose_theme(ThemeName theme) {
  Settings settings = session_.settings();
  settings.theme = theme;
  session_.change(settings);
}

void SettingsScreen::choose_text(int percent) {
  Settings settings = session_.settings();
  settings.text_percent = percent;
  session_.change(settings);
}

void SettingsScreen::choose_language(const std::string& language) {
  Settings settings = session_.settings();
  settings.language = language;
  session_.change(settings);
}

void SettingsScreen::refresh() { has_erased_records_ = !erased_records(session_.vault()).empty(); }

void SettingsScreen::choose_lock(int minutes) {
  Settings settings = session_.settings();
  settings.lock_after_minutes = minutes;
  session_.change(settings);
}

}  // namespace alongside
