#include <cstdio>
#include <memory>

#include "client/platform/begin_anew.h"
#include "client/platform/drawing_context.h"
#include "client/platform/drives.h"
#include "client/platform/paths.h"
#include "client/platform/time_passed.h"
#include "client/platform/window.h"
#include "client/store/leave.h"
#include "client/sync/curl_transport.h"
#include "client/sync/sync_loop.h"
#include "client/view/app_view.h"
#include "client/view/widgets/text_field.h"
#include "client/viewmodel/app.h"
#include "shared/base/core_dump.h"

// The window: the one place that knows all its parts.

namespace alongside {
namespace {

Strings strings_of(const std::string& language) {
  const auto folder = assets_folder() / "strings";
  return Strings(read_text(folder / "en.txt"), read_text(folder / (language + ".txt")));
}

Reach reach_of(const SyncStatus& status) {
  if (!status.has_tried) return Reach::not_tried;
  switch (status.last.state) {
    case SyncState::turned_away:
      return Reach::turned_away;
    case SyncState::offline:
      return Reach::no_signal;
    case SyncState::sent:
    case SyncState::partial:
      break;
  }
  return Reach::reached;
}

// The window and all that it is made of, for as long as it is open.
class Program {
 public:
  Program(char** arguments, const Beginning& beginning, std::unique_ptr<Window> window,
          const DrawingContext& context)
      : arguments_(arguments),
        window_(std::move(window)),
        context_(context),
        app_(means(), first_settings()) {
    app_.on_open = [this](Vault& vault) { begin_syncing(vault); };
    app_.on_saved = [this] {
      if (sync_) sync_->nudge();
    };
    app_.on_closing = [this] { sync_.reset(); };
    if (const auto left = leaving_called(beginning.how)) app_.begin_after(*left);
    app_.session.attempt([] { finish_leaving(data_folder()); });
  }

  void run() {
    window_->run({[this](float scale) { prepare(scale); },
                  [this](float scale) { draw_frame(scale); }, [this] { return end_frame(); }});
  }

 private:
  static std::filesystem::path settings_file() { return data_folder() / "settings"; }
  static Settings first_settings() { return parse_settings(read_text(settings_file())); }
  static void keep(const Settings& settings) {
    // Settings that the disk does not take last until the window is closed.
    write_text(settings_file(), format_settings(settings));
  }

  WindowMeans means() {
    return {.data_folder = data_folder(),
            .clock = clock_,
            .random = random_,
            .keep_settings = [](const Settings& settings) { keep(settings); },
            .folders =
                [] {
                  return Folders{removable_drives(), home_folder()};
                },
            .connect = make_curl_transport,
            .wake_up = window_->waker(),
            .pause = {}};
  }

  const Settings& settings() const { return app_.session.settings(); }
  const Theme& theme() const { return theme_of(settings().theme); }

  void prepare(float scale) {
    if (language_ != settings().language) {
      language_ = settings().language;
      words_ = strings_of(language_);
    }
    apply_style(theme(), body_text_px(settings(), scale));
    if (sync_) app_.set_reach(reach_of(sync_->status()));
  }

  void draw_frame(float scale) {
    motion_.moving = false;
    const Fonts fonts{context_.regular(), context_.bold()};
    draw(app_, {words_, theme(), fonts, body_text_px(settings(), scale), clock_.now_ms(), motion_});
  }

  FrameEnd end_frame() {
    const int wake_within_ms = app_.tick(time_passed_ms());
    if (app_.left()) begin_anew(arguments_, {std::string(word_of(*app_.left())), window_->place()});
    return {motion_.moving, is_typing(), wake_within_ms, false};
  }

  void begin_syncing(Vault& vault) {
    sync_ = std::make_unique<SyncLoop>(vault.second_connection(),
                                       SyncLoop::Means{make_curl_transport, window_->waker()});
  }

  char** arguments_;
  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<Window> window_;
  const DrawingContext& context_;
  App app_;
  std::string language_ = "en";
  Strings words_ = strings_of("en");
  Motion motion_;
  std::unique_ptr<SyncLoop> sync_;  // ends before the vault and the window it wakes
};

int run(char** arguments) {
  const Beginning beginning = how_it_began();
  start_crypto();
  const DrawingContext context;
  auto window = Window::open(strings_of("en").say("app.window_title").c_str(), beginning.place);
  if (!window) {
    std::fprintf(stderr, "%s\n", window.error().message.c_str());
    return 1;
  }
  Program(arguments, beginning, std::move(*window), context).run();
  return 0;
}

}  // namespace
}  // namespace alongside

int main(int, char** arguments) {
  alongside::forbid_core_dumps();
  return alongside::run(arguments);
}
