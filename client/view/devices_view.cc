#include "client/view/app_view.h"
#include "client/view/frame_parts.h"
#include "client/view/widgets/button.h"
#include "client/view/widgets/text.h"
#include "client/view/widgets/text_field.h"

namespace alongside {
namespace {

void draw_device(App& app, const Ui& ui, const DeviceCard& device) {
  ImGui::PushID(device.device.hex().c_str());
  std::string words;
  for (const Phrase& line : device.lines) words += (words.empty() ? "" : "\n") + ui.say(line);
  told_card(ui, ui.say(device.name), words);
  const std::string remove = ui.say(phrase("devices.remove").with("device", device.name));
  if (device.can_remove && big_button(ui, ButtonLook::plain, remove)) {
    app.devices.ask_to_remove(device);
  }
  gap(ui, 0.3F);
  ImGui::PopID();
}

}  // namespace

void draw_devices(App& app, const Ui& ui) {
  page(ui, {
               .id = "devices",
               .top = [&] { draw_top(app, ui); },
               .body =
                   [&] {
                     say(ui, TextLook::title, "devices.title");
                     draw_notice(app, ui);
                     for (const DeviceCard& device : app.devices.devices()) {
                       draw_device(app, ui, device);
                     }
                     if (!app.devices.can_add()) say(ui, TextLook::body, "pair.no_server");
                   },
               .foot =
                   [&] {
                     if (app.devices.can_add() && say_button(ui, ButtonLook::main, "devices.add")) {
                       app.add_device.open();
                     }
                   },
               .state = [&] { draw_state(app, ui); },
           });
}

void draw_remove_device(App& app, const Ui& ui) {
  DevicesScreen& devices = app.devices;
  page(ui,
       {
           .id = "remove_device",
           .top = [&] { draw_top(app, ui); },
           .body =
               [&] {
                 say(ui, TextLook::title,
                     phrase("devices.remove_title").with("device", devices.asked()));
                 draw_notice(app, ui);
                 say(ui, TextLook::body, "devices.remove_nothing_new");
                 say(ui, TextLook::body, "devices.remove_waits");
                 say(ui, TextLook::strong, "devices.remove_keeps");
                 say(ui, TextLook::body, "devices.remove_keeper");
                 gap(ui, 0.3F);
                 if (devices.trouble()) patch(ui, *devices.trouble());
                 if (text_field(ui, "start.passphrase", devices.passphrase, FieldKind::secret)) {
                   devices.remove();
                 }
                 gap(ui, 0.3F);
                 const char* go = devices.is_working() ? "start.opening" : "devices.remove_go";
                 if (say_button(ui, ButtonLook::plain, go)) devices.remove();
                 if (say_button(ui, ButtonLook::plain, "devices.do_not_remove")) {
                   devices.do_not_remove();
                 }
               },
           .foot = nullptr,
           .state = [&] { draw_state(app, ui); },
       });
}

}  // namespace alongside
