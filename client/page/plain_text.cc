#include "client/page/plain_text.h"

#include <algorithm>

namespace alongside {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::size_t kMaxCharacterBytes = 4;
constexpr std::size_t kMaxLanguagePart = 8;

// The bytes of the character that begins at `at`; 0 where none does.
std::size_t character_size(std::string_view text, std::size_t at) {
  for (std::size_t size = 1; size <= std::min(kMaxCharacterBytes, text.size() - at); ++size) {
    if (is_utf8(text.substr(at, size))) return size;
  }
  return 0;
}

// U+202D and U+202E, which show letters in another order than they stand in.
bool is_override(std::string_view character) {
  return character == "\xE2\x80\xAD" || character == "\xE2\x80\xAE";
}

bool is_shown(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) {
    return (first >= 0x20 && first != 0x7F) || first == '\t' || first == '\n';
  }
  const bool is_c1 = first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  const bool is_in_xml = character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF";
  return !is_c1 && is_in_xml && !is_override(character);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string plain_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character_size(text, at);
    const std::string_view character = text.substr(at, size);
    if (character == "\r") {
      if (text.substr(at + 1, 1) != "\n") out += '\n';
    } else if (size == 0 || !is_shown(character)) {
      out += kReplacement;
    } else {
      out += character;
    }
    at += std::max<std::size_t>(size, 1);
  }
  return out;
}

ConsentReceipt with_plain_texts(ConsentReceipt receipt) {
  for (std::string* text : {&receipt.person_name, &receipt.to_name, &receipt.role, &receipt.section,
                            &receipt.why, &receipt.language, &receipt.how, &receipt.home_url}) {
    *text = plain_text(*text);
  }
  return receipt;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

std::string stated(const std::string& text) { return is_blank(text) ? kNotStated : text; }

std::string html_text(std::string_view plain) {
  std::string out;
  out.reserve(plain.size());
  for (const char c : plain) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

bool is_language_tag(std::string_view text) {
  bool is_first = true;
  while (true) {
    const std::string_view part = text.substr(0, text.find('-'));
    const bool fits = std::all_of(part.begin(), part.end(), [&](char c) {
      return is_letter(c) || (is_digit(c) && !is_first);
    });
    if (!fits || part.empty() || part.size() > kMaxLanguagePart) return false;
    if (part.size() == text.size()) return true;
    text.remove_prefix(part.size() + 1);
    is_first = false;
  }
}

}  // namespace alongside
