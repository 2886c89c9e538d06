#include "client/platform/drawing_context.h"

#include <sstream>
#include <string>
#include <utility>

#include "client/platform/paths.h"

namespace alongside {

DrawingContext::DrawingContext() {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  std::istringstream lines(read_text(assets_folder() / "fonts.txt"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string weight;
    std::string file;
    if (line.rfind('#', 0) != 0 && words >> weight >> file) load(weight, file);
  }
  if (regular_ == nullptr) regular_ = io.Fonts->AddFontDefault();
  if (bold_ == nullptr) bold_ = regular_;
}

DrawingContext::~DrawingContext() { ImGui::DestroyContext(); }

void DrawingContext::load(const std::string& weight, const std::string& file) {
  ImFont*& font = weight == "bold" ? bold_ : regular_;
  for (const auto& folder : font_folders()) {
    auto mapped = MappedFile::open(folder / file);
    if (!mapped) continue;
    ImFontConfig config;
    config.MergeMode = font != nullptr;
    config.DstFont = font;
    const View bytes = mapped->bytes();
    ImFont* loaded = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
        const_cast<std::byte*>(bytes.data()), static_cast<int>(bytes.size()), 0, &config);
    if (loaded == nullptr) continue;
    // Said only now: when told at once, ImGui makes a copy of a file it does not own.
    loaded->Sources.back()->FontDataOwnedByAtlas = false;
    font = loaded;
    files_.push_back(std::move(*mapped));
    return;
  }
}

}  // namespace alongside
