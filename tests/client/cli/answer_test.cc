#include "client/cli/answer.h"

#include "tests/support/property.h"

namespace alongside {

TEST_CASE("Answer.TerminalTextHoldsNoControlCharacters", "[cli]") {
  CHECK(for_terminal("plain\ttext\n") == "plain\ttext\n");
  CHECK(for_terminal("\x1B[2Jgone") == "\xEF\xBF\xBD[2Jgone");
  CHECK(for_terminal("\xC2\x9B"
                     "2J") ==
        "\xEF\xBF\xBD"
        "2J");
  CHECK(for_terminal("caf\xC3\xA9 \xC2\xA3") == "caf\xC3\xA9 \xC2\xA3");
  check_property("no escape survives", [](const std::string& text) {
    const std::string shown = for_terminal(text);
    RC_ASSERT(shown.find('\x1B') == std::string::npos);
    RC_ASSERT(shown.find("\xC2\x9B") == std::string::npos);
  });
}

TEST_CASE("Answer.AnyBytesMakeOneLineOfJson", "[cli]") {
  check_property("one line, readable back", [](const std::string& bytes) {
    const std::string line = one_line({{"value", bytes}});
    RC_ASSERT(line.find('\n') == std::string::npos);
    RC_ASSERT(nlohmann::json::accept(line));
  });
}

TEST_CASE("Answer.ExitCodesFollowTheError", "[cli]") {
  CHECK(exit_code_of(error(ErrorCode::usage, "")) == 2);
  CHECK(exit_code_of(error(ErrorCode::wrong_passphrase, "")) == 4);
  CHECK(exit_code_of(error(ErrorCode::not_found, "")) == 1);
  CHECK(exit_code_of(error(ErrorCode::busy, "")) == 1);
}

}  // namespace alongside
