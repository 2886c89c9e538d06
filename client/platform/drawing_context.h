#pragma once

#include <vector>

#include <imgui.h>

#include "client/platform/mapped_file.h"

namespace alongside {

// The Dear ImGui context of this program or test, with the fonts of assets/fonts.txt. One at a
// time. It writes no file. The fonts are read as memory, not copied.
class DrawingContext {
 public:
  DrawingContext();
  ~DrawingContext();
  DrawingContext(const DrawingContext&) = delete;
  DrawingContext& operator=(const DrawingContext&) = delete;

  // Never null: without any file of the list they are ImGui's own.
  ImFont* regular() const { return regular_; }
  ImFont* bold() const { return bold_; }
  // How many files of the list were found.
  std::size_t file_count() const { return files_.size(); }

 private:
  void load(const std::string& weight, const std::string& file);

  std::vector<MappedFile> files_;
  ImFont* regular_ = nullptr;
  ImFont* bold_ = nullptr;
};

}  // namespace alongside
