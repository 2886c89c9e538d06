#include "tests/client/driver/driver.h"

#include <filesystem>

#include <SDL.h>
#include <catch2/catch_test_macros.hpp>
#include <imgui_impl_sdlrenderer2.h>
#include <imgui_internal.h>
#include <png.h>

#include "client/platform/paths.h"
#include "tests/client/driver/hooks.h"

namespace alongside {
namespace {

Strings strings_of(const std::string& language) {
  const auto folder = assets_folder() / "strings";
  return Strings(read_text(folder / "en.txt"), read_text(folder / (language + ".txt")));
}

ImVec2 middle(const Seen& seen) {
  return ImVec2((seen.from.x + seen.to.x) / 2, (seen.from.y + seen.to.y) / 2);
}

}  // namespace

struct Driver::Parts {
  Parts(const Screen& for_screen, Draw draw_screen)
      : screen(for_screen),
        draw(std::move(draw_screen)),
        words(strings_of(screen.settings.language)) {}

  Screen screen;
  Draw draw;
  Strings words;
  Motion motion;
  DrawingContext context;
  SDL_Surface* surface = nullptr;
  SDL_Renderer* renderer = nullptr;
  HookedItems hooked;
  std::vector<Seen> seen;
  std::string clipboard;
};

Driver::Driver(const Screen& screen, Draw draw)
    : parts_(std::make_unique<Parts>(screen, std::move(draw))) {
  parts_->surface = SDL_CreateRGBSurfaceWithFormat(0, static_cast<int>(screen.width_px),
                                                   static_cast<int>(screen.height_px), 32,
                                                   SDL_PIXELFORMAT_RGBA32);
  REQUIRE(parts_->surface != nullptr);
  parts_->renderer = SDL_CreateSoftwareRenderer(parts_->surface);
  REQUIRE(parts_->renderer != nullptr);
  ImGui_ImplSDLRenderer2_Init(parts_->renderer);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(screen.width_px, screen.height_px);
  io.ConfigInputTrickleEventQueue = true;
  listen_to_items(parts_->hooked);
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_ClipboardUserData = &parts_->clipboard;
  platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
    return static_cast<const std::string*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)
        ->c_str();
  };
  platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
    *static_cast<std::string*>(ImGui::GetPlatformIO().Platform_ClipboardUserData) = text;
  };
  frames(3);
}

Driver::~Driver() {
  ImGui_ImplSDLRenderer2_Shutdown();
  SDL_DestroyRenderer(parts_->renderer);
  SDL_FreeSurface(parts_->surface);
}

void Driver::frames(int count) {
  ImGuiIO& io = ImGui::GetIO();
  const Theme& theme = theme_of(parts_->screen.settings.theme);
  const float em = body_text_px(parts_->screen.settings, 1);
  for (int i = 0; i < count; ++i) {
    io.DeltaTime = 1.0F / 60;
    now_ms += 16;
    parts_->hooked.clear();
    parts_->motion.moving = false;
    apply_style(theme, em);
    ImGui_ImplSDLRenderer2_NewFrame();
    ImGui::NewFrame();
    parts_->draw({parts_->words,
                  theme,
                  {parts_->context.regular(), parts_->context.bold()},
                  em,
                  now_ms,
                  parts_->motion});
    ImGui::Render();
  }
  parts_->seen.clear();
  for (const auto& [id, item] : parts_->hooked) {
    if (item.label.empty()) continue;
    const bool is_whole = item.from.x >= item.clip_from.x - 1 && item.to.x <= item.clip_to.x + 1 &&
                          item.from.y >= item.clip_from.y - 1 && item.to.y <= item.clip_to.y + 1;
    ImRect in_sight(item.from, item.to);
    in_sight.ClipWith(ImRect(item.clip_from, item.clip_to));
    if (in_sight.IsInverted()) continue;
    const bool is_narrow = item.from.x < item.clip_from.x - 1 || item.to.x > item.clip_to.x + 1;
    const bool is_cut = is_narrow || (item.is_fixed && !is_whole);
    parts_->seen.push_back(
        {item.label, in_sight.Min, in_sight.Max, is_whole, is_cut, item.is_text});
  }
}

const Seen* Driver::find(const std::string& label) const {
  const Seen* words = nullptr;
  for (const Seen& seen : parts_->seen) {
    if (seen.label != label) continue;
    if (!seen.is_text) return &seen;  // a field rather than the words above it
    words = &seen;
  }
  return words;
}

const std::vector<Seen>& Driver::seen() const { return parts_->seen; }
bool Driver::is_moving() const { return parts_->motion.moving; }

std::string Driver::focused() const {
  const auto found = parts_->hooked.find(ImGui::GetCurrentContext()->NavId);
  return found == parts_->hooked.end() ? "" : found->second.label;
}

void Driver::tap(const std::string& label) {
  const Seen* seen = find(label);
  INFO("tap \"" << label << '"');
  REQUIRE(seen != nullptr);
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 at = middle(*seen);
  io.AddMousePosEvent(at.x, at.y);
  frames(1);
  io.AddMouseButtonEvent(0, true);
  frames(2);
  io.AddMouseButtonEvent(0, false);
  frames(3);
}

void Driver::type(const std::string& words) {
  for (const char c : words) {
    if (c == '\n') {
      key(ImGuiKey_Enter);
      continue;
    }
    const char one[] = {c, '\0'};
    ImGui::GetIO().AddInputCharactersUTF8(one);
    frames(1);
  }
  frames(2);
}

void Driver::type_in(const std::string& label, const std::string& words) {
  tap(label);
  type(words);
}

void Driver::key(ImGuiKey key, ImGuiKey modifier) {
  ImGuiIO& io = ImGui::GetIO();
  if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, true);
  io.AddKeyEvent(key, true);
  frames(2);
  io.AddKeyEvent(key, false);
  if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, false);
  frames(2);
}

void Driver::drag(ImVec2 from, ImVec2 to, int steps) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(from.x, from.y);
  frames(1);
  io.AddMouseButtonEvent(0, true);
  frames(1);
  for (int i = 1; i <= steps; ++i) {
    const float part = static_cast<float>(i) / static_cast<float>(steps);
    io.AddMousePosEvent(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    frames(1);
  }
  io.AddMouseButtonEvent(0, false);
  frames(1);
}

void Driver::scroll_to(const std::string& label) {
  const ImVec2 low(parts_->screen.width_px / 2, parts_->screen.height_px * 0.6F);
  const ImVec2 high(low.x, parts_->screen.height_px * 0.35F);
  for (int i = 0; i < 60; ++i) {
    const Seen* seen = find(label);
    if (seen != nullptr && seen->is_whole) return;
    drag(low, high, 12);
    frames(60);
  }
  FAIL("never came into sight: " << label);
}

std::vector<std::string> Driver::faults() const {
  std::vector<std::string> faults;
  const auto& all = parts_->seen;
  const float em = body_text_px(parts_->screen.settings, 1);
  for (const Seen& one : all) {
    const float tall = one.to.y - one.from.y;
    if (one.is_cut || one.from.x < -0.5F || one.to.x > parts_->screen.width_px + 0.5F) {
      faults.push_back("cut: " + one.label);
    }
    const bool one_word = one.label.find_first_of(" \n") == std::string::npos && !one.is_text;
    if (one_word && one.is_whole && tall > 3.4F * em) {
      faults.push_back("a word is broken: " + one.label);
    }
    if (!one.is_text && one.is_whole && tall < 48) faults.push_back("too small: " + one.label);
    for (const Seen& other : all) {
      const ImRect first(one.from, one.to);
      ImRect second(other.from, other.to);
      second.Expand(-1);
      if (&one < &other && first.Overlaps(second)) {
        faults.push_back("over each other: " + one.label + " / " + other.label);
      }
    }
  }
  return faults;
}

bool Driver::picture(const std::string& name) {
  SDL_Renderer* renderer = parts_->renderer;
  SDL_SetRenderDrawColor(renderer, 255, 0, 255, 255);
  SDL_RenderClear(renderer);
  ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), renderer);
  SDL_RenderFlush(renderer);
  const std::filesystem::path folder =
      std::filesystem::path(ALONGSIDE_TEST_DATA) / ".." / "build" / "pictures";
  std::filesystem::create_directories(folder);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(parts_->surface->w);
  image.height = static_cast<png_uint_32>(parts_->surface->h);
  image.format = PNG_FORMAT_RGBA;
  const std::string file = (folder / (name + "-" + parts_->screen.name + ".png")).string();
  return png_image_write_to_file(&image, file.c_str(), 0, parts_->surface->pixels,
                                 parts_->surface->pitch, nullptr) != 0;
}

}  // namespace alongside
