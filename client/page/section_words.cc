#include "client/page/section_words.h"

namespace alongside {
namespace {

struct Words {
  std::string_view section;
  std::string_view words;
};

constexpr Words kWords[] = {
    {"person", "your name, and when you paused or came back"},
    {"about", "what is about you"},
    {"story", "your story"},
    {"notes", "your notes"},
    {"goals", "what you want"},
    {"connections", "your connections"},
    {"budget", "your budget"},
    {"wellbeing", "how you are doing"},
    {"outcomes", "what has changed for you"},
    {"barriers", "where the system got in the way"},
};

}  // namespace

std::string_view words_of_section(std::string_view section) {
  for (const Words& known : kWords) {
    if (known.section == section) return known.words;
  }
  return {};
}

}  // namespace alongside
