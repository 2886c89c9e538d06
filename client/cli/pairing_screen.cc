#include "client/cli/pairing_screen.h"

#include "client/cli/answer.h"
#include "client/cli/words.h"
#include "client/page/qr_code.h"

namespace alongside {
namespace {

// The text, for a camera and to be copied.
Result<Answer> shown_text(const std::string& text) {
  TRY(const QrMatrix matrix, qr_matrix(text));
  return Answer{
      {{"pair", text}},
      "Give this to the new device: it is good for one try and a quarter of an hour.\n\n" +
          qr_text(matrix, TerminalGround::dark) + "\n" + text +
          "\n\nOn the new device: alongside-cli device join TEXT\nWaiting for it…\n"};
}

Result<bool> ask_same(CliSession& session, const std::string& digits, const std::string& whose) {
  session.tell(
      {{{"digits", digits}, {"whose", whose}},
       (whose.empty() ? std::string() : "This is the vault of " + for_terminal(whose) + ".\n") +
           "Both devices show six digits. Here they are\n\n    " + digits +
           "\n\nDo both show the same? Type yes or no.\n"});
  TRY(const std::string answer, session.read_line());
  if (answer == "yes") return true;
  if (answer == "no") return false;
  return error(ErrorCode::usage,
               "That was neither yes nor no, so nothing was handed over. Begin again, with a new "
               "text.");
}

}  // namespace

PairingScreen pairing_screen(CliSession& session) {
  PairingScreen screen;
  screen.show_text = [&session](const std::string& text) {
    if (const auto shown = shown_text(text)) session.tell(*shown);
  };
  screen.is_same = [&session](const std::string& digits, const std::string& whose) {
    return ask_same(session, digits, whose);
  };
  screen.pause = [&session](std::int64_t ms) { session.pause(ms); };
  return screen;
}

Error by_itself() {
  return error(ErrorCode::usage,
               "Give this command by itself, not among other commands: it asks a question.");
}

}  // namespace alongside
