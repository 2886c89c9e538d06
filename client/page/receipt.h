#pragma once

#include <optional>
#include <string>

#include "shared/base/clock.h"
#include "shared/sign/hash.h"

namespace alongside {

// Where one permission to share stands. Which of two answers given apart counts is decided before a
// receipt is made of it.
enum class ConsentState : std::uint8_t {
  asked,    // no answer yet
  yes,      // given, and it holds
  no,       // not given
  stopped,  // given, and ended by the person
  run_out,  // given, and past its last day
};

// The name of `state` as it stands in JSON, e.g. "run_out".
std::string_view name_of(ConsentState state);

// True where a yes was given, even if it holds no longer.
bool was_given(ConsentState state);

// One permission to share one section, as the person may keep it (docs/spec/receipt.md). It holds
// no key and no word of the record: the signed grant, which has keys, is only named. Times are ms
// since 1970 UTC, as the devices' clocks had it.
struct ConsentReceipt {
  AdmissionId id;
  Hash person_id;           // an alias for this one receipt: person_id_on()
  std::string person_name;  // may be empty
  RootId to_id;             // who may read
  std::string to_name;      // may be empty
  std::string role;         // theirs: "coach at Lantern"; may be empty
  std::string section;      // as in shared/model/kinds.h: "notes"
  bool may_write = false;
  bool all_history = false;     // else only what is added from `from` on
  std::string why;              // the purpose, in the words the person was shown
  std::string language;         // of those words, BCP 47
  std::string how;              // "typed", "said", "witnessed by …"; may be empty
  TimeMs from = 0;              // when it began, or was asked for
  std::optional<TimeMs> until;  // the end that was agreed
  ConsentState state = ConsentState::asked;
  std::optional<TimeMs> ended;  // when the person said no or stopped, or it ran out
  std::string home_url;         // the server; may be empty
  Hash evidence_hash;           // message_id() of the signed grant; zero where there is none
};

// The name a person goes by on one receipt. Two receipts of one person cannot be told to be theirs
// except by who knows the person's root.
Hash person_id_on(const AdmissionId& receipt, const RootId& person);

// When it ended or will end, as far as that is known: for an asked and a yes the end that was
// agreed, else when the person said no or stopped, or it ran out.
std::optional<TimeMs> end_of(const ConsentReceipt& receipt);

// The receipt for programs: one JSON object of docs/spec/receipt.schema.json, indented, keys always
// in the same order, ended by a new line. It holds the fields above and, made of them alone, what
// ISO/IEC TS 27560, Kantara Consent Receipt 1.1 and FHIR R5 call them. What we do not know is "not
// stated" or empty there, and a mapping never shows a yes that was not given.
// Texts come out as plain_text() has them.
std::string receipt_json(const ConsentReceipt& receipt);

// The receipt for people: one HTML page in plain English that needs nothing else, for a screen and
// for A4; also well-formed XML. No scripts, no links. Words of people are never markup.
// Texts come out as plain_text() has them.
std::string receipt_html(const ConsentReceipt& receipt);

}  // namespace alongside
