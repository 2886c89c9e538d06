#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace alongside {

// The folder of this device's vaults: $XDG_DATA_HOME/alongside, else ~/.local/share/alongside
// (XDG Base Directory Specification). Not made here.
std::filesystem::path data_folder();

// The folder with strings and the list of fonts: beside the program (../share/alongside) where it
// is installed so, else that of the sources it was built from.
std::filesystem::path assets_folder();

// The folder that is the person's own ($HOME).
std::filesystem::path home_folder();

// Where font files may lie, the first one first.
std::vector<std::filesystem::path> font_folders();

// The words of a small text file; empty if there is none.
std::string read_text(const std::filesystem::path& path);

// Puts `text` at `path` so that after a crash the old or the new file is there in full. False if
// the disk did not take it.
bool write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace alongside
