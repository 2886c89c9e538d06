#pragma once

#include <filesystem>
#include <functional>
#include <vector>

namespace alongside {

// The sticks and cards that are plugged in and may be written to: what is mounted right below
// /media and /run/media, or one folder deeper (a folder for each user), by name.
std::vector<std::filesystem::path> removable_drives();

// The same below other folders; `is_mounted` says whether a folder is a file system of its own.
std::vector<std::filesystem::path> drives_below(
    const std::vector<std::filesystem::path>& roots,
    const std::function<bool(const std::filesystem::path&)>& is_mounted);

}  // namespace alongside
