#include "client/page/plain_text.h"
#include "client/page/receipt.h"
#include "client/page/receipt_style.h"
#include "client/page/section_words.h"
#include "client/page/times.h"
#include "shared/base/check.h"

// Every piece is HTML that is well-formed by itself; words of people come in through html_text().

namespace alongside {
namespace {

std::string paragraph(const std::string& html) { return "<p>" + html + "</p>\n"; }

std::string part(const std::string& heading, const std::string& html) {
  return "<section>\n<h2>" + heading + "</h2>\n" + html + "</section>\n";
}

// Words that a person typed, apart from the words around them in direction, too.
std::string typed(const std::string& text) {
  return "<bdi dir=\"auto\">" + html_text(text) + "</bdi>";
}

// Who may read, at the beginning of a sentence.
std::string reader(const ConsentReceipt& receipt) {
  return is_blank(receipt.to_name) ? "Someone whose name is not here" : typed(receipt.to_name);
}

// The section, inside a sentence.
std::string section(const ConsentReceipt& receipt) {
  const std::string_view words = words_of_section(receipt.section);
  if (!words.empty()) return std::string(words);
  return is_blank(receipt.section) ? "a part whose name is not here"
                                   : "the part called " + typed(receipt.section);
}

std::string how_it_stands(const ConsentReceipt& receipt) {
  const std::string who = reader(receipt), what = section(receipt);
  switch (receipt.state) {
    case ConsentState::asked:
      return who + " asks to read this: " + what + ". You have not answered yet.";
    case ConsentState::yes:
      return who + " can read this: " + what + ".";
    case ConsentState::no:
      return who + " asked to read this: " + what + ". You said no.";
    case ConsentState::stopped:
      return who + " could read this: " + what + ". You stopped that. They get nothing new.";
    case ConsentState::run_out:
      return who + " could read this: " + what + ". That has run out. They get nothing new.";
  }
  MUST(false);
}

std::string who_part(const ConsentReceipt& receipt) {
  std::string html = reader(receipt);
  if (!is_blank(receipt.role)) html += ", " + typed(receipt.role);
  return part("Who is it?", paragraph(html + "."));
}

std::string what_part(const ConsentReceipt& receipt) {
  std::string heading = "What did they ask for?";
  std::string rights = "They asked to read it";
  std::string no_writing = "They did not ask to write there.";
  if (receipt.state == ConsentState::yes) {
    heading = "What can they do?";
    rights = "They can read it";
    no_writing = "They cannot write there.";
  } else if (was_given(receipt.state)) {
    heading = "What could they do?";
    rights = "They could read it";
    no_writing = "They could not write there.";
  }
  rights += receipt.may_write ? ", and write there too." : ". " + no_writing;
  const std::string extent =
      receipt.all_history
          ? "It is about all of it: what was there before, and what comes after."
          : "It is only about what is added after it begins. It is not about what was there "
            "before.";
  return part(heading, paragraph(rights) + paragraph(extent));
}

std::string why_part(const ConsentReceipt& receipt) {
  if (is_blank(receipt.why)) return part("Why?", paragraph("No reason was written down."));
  const std::string language = is_language_tag(receipt.language) ? receipt.language : "";
  return part("Why?", paragraph("You were shown these words:") + "<blockquote lang=\"" + language +
                          "\" dir=\"auto\">" + html_text(receipt.why) + "</blockquote>\n");
}

std::string how_part(const ConsentReceipt& receipt) {
  std::string html = typed(receipt.how) + ".";
  if (is_blank(receipt.how)) html = "That was not written down.";
  if (receipt.how == "typed") html = "It was typed.";
  if (receipt.how == "said") html = "It was said out loud.";
  return part("How was it said?", paragraph(html));
}

std::string when_it_ends(const ConsentReceipt& receipt) {
  const std::optional<TimeMs> end = end_of(receipt);
  const std::string time = end ? utc_in_words(*end) : "a date that is not sure";
  switch (receipt.state) {
    case ConsentState::asked:
      return end ? "It would end: " + time + "." : "It would have no last day.";
    case ConsentState::yes:
      return end ? "It ends: " + time + "." : "It has no last day.";
    case ConsentState::no:
      return "You said no: " + time + ".";
    case ConsentState::stopped:
      return "You stopped it: " + time + ".";
    case ConsentState::run_out:
      return "It ran out: " + time + ".";
  }
  MUST(false);
}

std::string when_part(const ConsentReceipt& receipt) {
  const std::string begin = was_given(receipt.state) ? "It began: " : "They asked: ";
  return part("From when, until when?",
              paragraph(begin + utc_in_words(receipt.from) + ".") +
                  paragraph(when_it_ends(receipt)) +
                  paragraph("These times are in UTC. In summer, clocks in the UK show one hour "
                            "more."));
}

std::string choice_part(const ConsentReceipt& receipt) {
  const std::string why_not = " You do not have to say why.";
  switch (receipt.state) {
    case ConsentState::asked:
      return part("It is up to you", paragraph("You can say yes or no." + why_not) +
                                         paragraph("If you say yes, you can stop at any time."));
    case ConsentState::yes:
      return part("You can stop", paragraph("You can stop at any time." + why_not) +
                                      paragraph("From then on they get nothing new."));
    case ConsentState::no:
      return part("It is up to you", paragraph("You do not have to share." + why_not) +
                                         paragraph("You can say yes later. Then you can stop at "
                                                   "any time."));
    case ConsentState::stopped:
    case ConsentState::run_out:
      return part("It is up to you", paragraph("You do not have to share again." + why_not) +
                                         paragraph("If you share again, you can stop at any "
                                                   "time."));
  }
  MUST(false);
}

std::string limits_part() {
  return part("What stopping cannot do",
              paragraph("It cannot take back what someone has read or copied.") +
                  paragraph("If someone is in great danger, the law may make a worker pass on what "
                            "they know. They should then write that in your record, where you can "
                            "see it. They have 90 days at most."));
}

std::string basis_part() {
  return part("What this page is not",
              paragraph("This page is about permission to share. It is not the charity's lawful "
                        "basis for holding notes.") +
                  paragraph("A lawful basis is the reason in law to keep notes about someone. You "
                            "can ask the charity for theirs."));
}

std::string check_part(const ConsentReceipt& receipt) {
  const auto row = [](const char* name, const std::string& value) {
    return std::string("<dt>") + name + "</dt>\n<dd>" + value + "</dd>\n";
  };
  std::string rows = row("This receipt", receipt.id.hex()) +
                     row("You, on this receipt", receipt.person_id.hex()) +
                     row("The reader", receipt.to_id.hex());
  if (!receipt.evidence_hash.is_zero()) {
    rows += row("The signed record", receipt.evidence_hash.hex());
  }
  if (!is_blank(receipt.home_url)) rows += row("Server", typed(receipt.home_url));
  return part("To check this page", paragraph("You do not need to read these numbers. They say "
                                              "which record this page is a copy of.") +
                                        "<dl>\n" + rows + "</dl>\n");
}

std::string head() {
  return std::string(
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
             "<meta http-equiv=\"Content-Security-Policy\" "
             "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
             "<title>Sharing receipt</title>\n<style>") +
         kReceiptStyle + "</style>\n</head>\n";
}

}  // namespace

std::string receipt_html(const ConsentReceipt& receipt) {
  const ConsentReceipt shown = with_plain_texts(receipt);
  std::string page = head() + "<body>\n<main>\n<h1>Sharing receipt</h1>\n";
  if (!is_blank(shown.person_name)) page += paragraph("For " + typed(shown.person_name) + ".");
  page += "<p class=\"now\">" + how_it_stands(shown) + "</p>\n";
  page += who_part(shown) + what_part(shown) + why_part(shown) + how_part(shown) +
          when_part(shown) + choice_part(shown);
  if (shown.state != ConsentState::no) page += limits_part();
  return page + basis_part() + check_part(shown) + "</main>\n</body>\n</html>\n";
}

}  // namespace alongside
