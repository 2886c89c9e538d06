#include "client/view/app_view.h"

#include "client/view/widgets/text_field.h"

namespace alongside {

void draw(App& app, const Ui& ui) {
  if (app.session.take_typed_secret_is_done()) forget_typed_words();
  switch (app.place()) {
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
  }
}

}  // namespace alongside
