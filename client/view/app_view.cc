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
    case Place::loose:
      return draw_loose(app, ui);
    case Place::write:
      return draw_write(app, ui);
    case Place::versions:
      return draw_versions(app, ui);
    case Place::recovery:
      return draw_recovery(app, ui);
    case Place::settings:
      return draw_settings(app, ui);
  }
}

}  // namespace alongside
