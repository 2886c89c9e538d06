#pragma once

#include <string>
#include <string_view>

#include "client/page/receipt.h"

namespace alongside {

// Words of people, made fit for a page or for another program.

// `text` as well-formed UTF-8 of characters that XML 1.0 knows: control characters except tab and
// new line, the direction overrides U+202D and U+202E, U+FFFE, U+FFFF and each byte that is not
// UTF-8 come out as U+FFFD. A carriage return is a new line, together with a new line after it.
std::string plain_text(std::string_view text);

// The receipt with every text so.
ConsentReceipt with_plain_texts(ConsentReceipt receipt);

// True if there is nothing but spaces, tabs and new lines.
bool is_blank(std::string_view text);

// What stands where a standard wants words and a receipt has none.
inline constexpr const char* kNotStated = "not stated";

// `text`, or kNotStated where it is blank.
std::string stated(const std::string& text);

// `plain` as text of an HTML page or in a quoted attribute: & < > " ' as character references.
// Requires: plain_text() made it.
std::string html_text(std::string_view plain);

// True if `text` has the form of a BCP 47 tag (RFC 5646): letters, then parts of one to eight
// letters or digits.
bool is_language_tag(std::string_view text);

}  // namespace alongside
