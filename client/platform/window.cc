#include "client/platform/window.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_sdl2.h>
#include <imgui_impl_sdlrenderer2.h>
#include <imgui_internal.h>

#include "client/platform/time_passed.h"

namespace alongside {
namespace {

constexpr int kFramesToSettle = 3;
constexpr int kCaretMs = 400;
constexpr int kFrameMs = 15;
constexpr int kWaitMs = 1000;

struct CloseWindow {
  void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
struct CloseRenderer {
  void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};
using Renderer = std::unique_ptr<SDL_Renderer, CloseRenderer>;

bool has_graphics_card() {
  std::error_code ignored;  // what cannot be seen cannot be used
  return std::filesystem::exists("/dev/dri", ignored);
}

// Drawing with the processor needs no driver and 90 MB less, if SDL is kept from putting its
// picture on the screen through OpenGL.
Renderer make_renderer(SDL_Window* window) {
  if (has_graphics_card()) {
    Renderer fast(
        SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC));
    if (fast) return fast;
  }
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  return Renderer(SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE));
}

// Waits for an event for at most `timeout_ms` (below 0: for ever), in short waits: a long one goes
// on as long as it was once the computer has woken from its sleep.
bool wait_for(SDL_Event& event, int timeout_ms) {
  if (timeout_ms < 0) return SDL_WaitEvent(&event) != 0;
  const std::int64_t until = time_passed_ms() + timeout_ms;
  std::int64_t left = timeout_ms;
  do {
    if (SDL_WaitEventTimeout(&event, static_cast<int>(std::min<std::int64_t>(left, kWaitMs))) != 0)
      return true;
    left = until - time_passed_ms();
  } while (left > 0);
  return false;
}

// ImGui takes one press or release a frame; what came faster waits for the next frames.
bool has_waiting_input() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

WindowPlace in_the_middle() {
  const float scale = ImGui_ImplSDL2_GetContentScaleForDisplay(0);
  const auto size = [scale](int px) { return static_cast<int>(static_cast<float>(px) * scale); };
  return {SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, size(412), size(800)};
}

bool closes(const SDL_Event& event) {
  return event.type == SDL_QUIT ||
         (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_CLOSE);
}

}  // namespace

struct Window::Parts {
  ~Parts() {
    if (has_backends) {
      ImGui_ImplSDLRenderer2_Shutdown();
      ImGui_ImplSDL2_Shutdown();
    }
    renderer.reset();
    window.reset();
    SDL_Quit();
  }
  std::unique_ptr<SDL_Window, CloseWindow> window;
  Renderer renderer;
  bool has_backends = false;
  Uint32 wake_event = 0;
  bool wants_to_close = false;
};

Window::Window(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const char* title,
                                             const std::optional<WindowPlace>& place) {
  const Error no_screen = error(ErrorCode::unavailable, "There is no screen to draw on.");
  SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return no_screen;
  auto parts = std::make_unique<Parts>();
  const float scale = ImGui_ImplSDL2_GetContentScaleForDisplay(0);
  const auto size = [scale](int px) { return static_cast<int>(static_cast<float>(px) * scale); };
  const WindowPlace at = place.value_or(in_the_middle());
  parts->window.reset(SDL_CreateWindow(title, at.x, at.y, at.width, at.height,
                                       SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI));
  if (!parts->window) return no_screen;
  SDL_SetWindowMinimumSize(parts->window.get(), size(320), size(480));
  parts->renderer = make_renderer(parts->window.get());
  if (!parts->renderer) return no_screen;
  parts->wake_event = SDL_RegisterEvents(1);
  ImGui_ImplSDL2_InitForSDLRenderer(parts->window.get(), parts->renderer.get());
  ImGui_ImplSDLRenderer2_Init(parts->renderer.get());
  parts->has_backends = true;
  return std::unique_ptr<Window>(new Window(std::move(parts)));
}

WindowPlace Window::place() const {
  WindowPlace place;
  SDL_GetWindowPosition(parts_->window.get(), &place.x, &place.y);
  SDL_GetWindowSize(parts_->window.get(), &place.width, &place.height);
  return place;
}

std::function<void()> Window::waker() const {
  return [type = parts_->wake_event] {
    SDL_Event event{};
    event.type = type;
    SDL_PushEvent(&event);
  };
}

void Window::run(const Frame& frame) {
  FrameEnd end;
  int frames_left = kFramesToSettle;
  while (!end.quit && !parts_->wants_to_close) {
    SDL_Event event;
    bool happened = false;
    if (frames_left <= 0 && !end.is_moving && !has_waiting_input()) {
      int timeout = end.is_typing ? kCaretMs : -1;
      if (end.wake_within_ms >= 0) {
        timeout = timeout < 0 ? end.wake_within_ms : std::min(timeout, end.wake_within_ms);
      }
      happened = wait_for(event, timeout);
    }
    for (; happened || SDL_PollEvent(&event) != 0; happened = false) {
      ImGui_ImplSDL2_ProcessEvent(&event);
      parts_->wants_to_close = parts_->wants_to_close || closes(event);
      frames_left = kFramesToSettle;
    }
    paint(frame, end);
    --frames_left;
  }
}

void Window::paint(const Frame& frame, FrameEnd& end) {
  const Uint64 began = SDL_GetTicks64();
  SDL_Renderer* renderer = parts_->renderer.get();
  const float scale = ImGui_ImplSDL2_GetContentScaleForWindow(parts_->window.get());
  frame.before(scale);
  ImGui_ImplSDLRenderer2_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGui::NewFrame();
  frame.draw(scale);
  ImGui::Render();
  const ImGuiIO& io = ImGui::GetIO();
  if ((SDL_GetWindowFlags(parts_->window.get()) & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN)) ==
      0) {
    SDL_RenderSetScale(renderer, io.DisplayFramebufferScale.x, io.DisplayFramebufferScale.y);
    SDL_RenderClear(renderer);
    ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), renderer);
    SDL_RenderPresent(renderer);
  }
  end = frame.after();
  // Where nothing waits for the screen, a moving list is kept to the pace of one.
  const auto took = static_cast<int>(SDL_GetTicks64() - began);
  if (end.is_moving && took < kFrameMs) SDL_Delay(static_cast<Uint32>(kFrameMs - took));
}

}  // namespace alongside
