#include "client/view/app_view.h"

#include "client/view/widgets/presence.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

// Looked at before anything is drawn, so that what hides does so in this very frame.
void look_for_somebody(App& app, const Ui& ui) {
  if (is_touched()) app.locking.touched();
  if (app.place() == Place::hidden) return;
  if (is_something_else_pressed()) app.locking.something_else();
  if (const auto at_s = escape_pressed()) app.locking.escape(*at_s);
  if (is_corner_pressed(ui)) app.locking.hide();
  if (app.session.is_open() && is_lock_key_pressed()) app.locking.lock();
}

void draw_place(App& app, const Ui& ui) {
  switch (app.place()) {
    case Place::hidden:
      return draw_hidden(app, ui);
    case Place::start:
      return draw_start(app, ui);
    case Place::people:
      return draw_people(app, ui);
    case Place::add_person:
      return draw_add_person(app, ui);
    case Place::person:
      return draw_person(app, ui);
    case Place::relationship:
      return draw_relationship(app, ui);
    case Place::loose:
      return draw_loose(app, ui);
    case Place::write:
      return draw_write(app, ui);
    case Place::versions:
      return draw_versions(app, ui);
    case Place::sharing:
      return draw_sharing(app, ui);
    case Place::share:
      return draw_share(app, ui);
    case Place::share_check:
      return draw_share_check(app, ui);
    case Place::stop:
      return draw_stop(app, ui);
    case Place::tray:
      return draw_tray(app, ui);
    case Place::ledger:
      return draw_ledger(app, ui);
    case Place::recovery:
      return draw_recovery(app, ui);
    case Place::settings:
      return draw_settings(app, ui);
    case Place::leave_device:
      return draw_leave_device(app, ui);
    case Place::save_unsent:
      return draw_save_unsent(app, ui);
  }
}

}  // namespace

void draw(App& app, const Ui& ui) {
  if (app.session.take_typed_secret_is_done()) forget_typed_words();
  look_for_somebody(app, ui);
  if (!app.locking.asked()) return draw_place(app, ui);
  draw_hidden(app, ui);
  app.locking.drawn();
}

}  // namespace alongside
