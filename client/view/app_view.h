#pragma once

#include "client/view/ui.h"
#include "client/viewmodel/app.h"

namespace alongside {

// Draws the screen that is on.
void draw(App& app, const Ui& ui);

// The page that says nothing: after hiding, and in the frame in which a sitting ends.
void draw_hidden(App& app, const Ui& ui);
void draw_start(App& app, const Ui& ui);
void draw_people(App& app, const Ui& ui);
void draw_add_person(App& app, const Ui& ui);
void draw_person(App& app, const Ui& ui);
void draw_records(App& app, const Ui& ui);
void draw_same_person(App& app, const Ui& ui);
void draw_relationship(App& app, const Ui& ui);
void draw_loose(App& app, const Ui& ui);
void draw_write(App& app, const Ui& ui);
void draw_versions(App& app, const Ui& ui);
void draw_sharing(App& app, const Ui& ui);
void draw_share(App& app, const Ui& ui);
void draw_share_check(App& app, const Ui& ui);
void draw_stop(App& app, const Ui& ui);
void draw_tray(App& app, const Ui& ui);
void draw_ledger(App& app, const Ui& ui);
void draw_recovery(App& app, const Ui& ui);
void draw_settings(App& app, const Ui& ui);
void draw_leave_device(App& app, const Ui& ui);
void draw_save_unsent(App& app, const Ui& ui);
void draw_arrive(App& app, const Ui& ui);
void draw_take(App& app, const Ui& ui);
void draw_receive(App& app, const Ui& ui);
void draw_erase(App& app, const Ui& ui);
void draw_erased(App& app, const Ui& ui);
void draw_devices(App& app, const Ui& ui);
void draw_remove_device(App& app, const Ui& ui);
void draw_add_device(App& app, const Ui& ui);
void draw_join(App& app, const Ui& ui);
void draw_recover(App& app, const Ui& ui);
void draw_hand_over(App& app, const Ui& ui);
void draw_take_over(App& app, const Ui& ui);
void draw_erase_record(App& app, const Ui& ui);

}  // namespace alongside
