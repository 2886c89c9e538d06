#include "client/view/app_view.h"

#include <iterator>
#include <utility>

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

using Draw = void (*)(App&, const Ui&);

constexpr std::pair<Place, Draw> kScreens[] = {
    {Place::hidden, draw_hidden},
    {Place::start, draw_start},
    {Place::people, draw_people},
    {Place::add_person, draw_add_person},
    {Place::person, draw_person},
    {Place::records, draw_records},
    {Place::same_person, draw_same_person},
    {Place::relationship, draw_relationship},
    {Place::loose, draw_loose},
    {Place::write, draw_write},
    {Place::versions, draw_versions},
    {Place::sharing, draw_sharing},
    {Place::share, draw_share},
    {Place::share_check, draw_share_check},
    {Place::stop, draw_stop},
    {Place::tray, draw_tray},
    {Place::ledger, draw_ledger},
    {Place::recovery, draw_recovery},
    {Place::settings, draw_settings},
    {Place::leave_device, draw_leave_device},
    {Place::save_unsent, draw_save_unsent},
    {Place::arrive, draw_arrive},
    {Place::take, draw_take},
    {Place::receive, draw_receive},
    {Place::erase, draw_erase},
    {Place::erased, draw_erased},
    {Place::devices, draw_devices},
    {Place::remove_device, draw_remove_device},
    {Place::add_device, draw_add_device},
    {Place::join, draw_join},
    {Place::recover, draw_recover},
    {Place::hand_over, draw_hand_over},
    {Place::take_over, draw_take_over},
    {Place::erase_record, draw_erase_record},
};
static_assert(std::size(kScreens) == static_cast<std::size_t>(Place::erase_record) + 1);

void draw_place(App& app, const Ui& ui) {
  for (const auto& [place, draw] : kScreens) {
    if (place == app.place()) return draw(app, ui);
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
