#include "client/cli/answer.h"

namespace alongside {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// C0 and DEL, but neither tab nor new line.
bool is_control(unsigned char byte) {
  return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
}

// C1: U+0080 to U+009F, in UTF-8 C2 80 to C2 9F.
bool is_c1(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size() || text[at] != '\xC2') return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  return second >= 0x80 && second <= 0x9F;
}

}  // namespace

int exit_code_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::usage:
      return kExitUsage;
    case ErrorCode::wrong_passphrase:
      return kExitLocked;
    default:
      return kExitFailed;
  }
}

nlohmann::json json_of(const Error& error) {
  return {{"error", {{"code", name_of(error.code)}, {"message", error.message}}}};
}

std::string one_line(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_control(static_cast<unsigned char>(text[at]))) {
      out += kReplacement;
    } else if (is_c1(text, at)) {
      out += kReplacement;
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

Answer made(const std::string& id) { return {{{"id", id}}, "Made " + id + ".\n"}; }

Answer changed(const std::string& id, bool is_changed) {
  return {{{"id", id}, {"changed", is_changed}},
          is_changed ? "Saved.\n" : "Nothing had to change.\n"};
}

}  // namespace alongside
