#include <algorithm>

#include "client/page/mappings.h"
#include "client/page/plain_text.h"
#include "client/page/times.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kDateSize = 10;  // "2025-03-05"

const char* status_of(ConsentState state) {
  switch (state) {
    case ConsentState::asked:
      return "draft";
    case ConsentState::yes:
      return "active";
    case ConsentState::no:
      return "not-done";
    case ConsentState::stopped:
    case ConsentState::run_out:
      return "inactive";
  }
  MUST(false);
}

// Base64 with padding (RFC 4648 section 4), as FHIR has it.
std::string padded_base64(std::string_view text) {
  std::string out = to_base64(view_of(text));
  std::replace(out.begin(), out.end(), '-', '+');
  std::replace(out.begin(), out.end(), '_', '/');
  out.append((4 - out.size() % 4) % 4, '=');
  return out;
}

// FHIR has no empty texts: a blank one is left out.
void put_text(Json& object, const char* key, const std::string& text) {
  if (!is_blank(text)) object[key] = text;
}

void put_time(Json& object, const char* key, std::optional<TimeMs> time) {
  const auto utc = time ? utc_time(*time) : std::nullopt;
  if (utc) object[key] = *utc;
}

Json concept_of(const std::string& text) { return {{"text", text}}; }

Json person(const ConsentReceipt& receipt) {
  Json reference = {{"type", "Patient"}, {"identifier", {{"value", receipt.person_id.hex()}}}};
  put_text(reference, "display", receipt.person_name);
  return reference;
}

Json reader(const ConsentReceipt& receipt) {
  Json reference = {{"identifier", {{"value", receipt.to_id.hex()}}}};
  put_text(reference, "display", receipt.to_name);
  return reference;
}

Json words_shown(const ConsentReceipt& receipt) {
  Json attachment = {{"contentType", "text/plain;charset=utf-8"}};
  if (is_language_tag(receipt.language)) attachment["language"] = receipt.language;
  attachment["data"] = padded_base64(receipt.why);
  attachment["title"] = "The words the person was shown, about: " + stated(receipt.section);
  return attachment;
}

// True if what the yes allows can be written. Not where one of its times has no date that FHIR can
// write: left out, it would seem to allow more.
bool has_provision(const ConsentReceipt& receipt) {
  const std::optional<TimeMs> end = end_of(receipt);
  return was_given(receipt.state) && utc_time(receipt.from) && (!end || utc_time(*end));
}

// What the yes allows.
Json provision(const ConsentReceipt& receipt) {
  Json actor = {{"reference", reader(receipt)}};
  if (!is_blank(receipt.role)) actor["role"] = concept_of(receipt.role);
  Json rule = {{"actor", Json::array({actor})}};
  rule["action"] = Json::array({concept_of("read")});
  if (receipt.may_write) rule["action"].push_back(concept_of("write"));
  if (!is_blank(receipt.why)) rule["purpose"] = Json::array({{{"display", receipt.why}}});
  rule["code"] = Json::array({concept_of(stated(receipt.section))});
  if (!receipt.all_history) put_time(rule["dataPeriod"], "start", receipt.from);
  return rule;
}

// When what was given holds or held. Of an end before the beginning, as clocks may have it, only
// the end is kept: FHIR has no such periods.
Json period(const ConsentReceipt& receipt) {
  Json times = Json::object();
  const std::optional<TimeMs> end = end_of(receipt);
  if (!end || *end >= receipt.from) put_time(times, "start", receipt.from);
  put_time(times, "end", end);
  return times;
}

// The resource's times, which only a consent that was given has.
void put_times(Json& consent, const ConsentReceipt& receipt) {
  if (!was_given(receipt.state)) return;
  if (const auto begun = utc_time(receipt.from)) consent["date"] = begun->substr(0, kDateSize);
  const Json times = period(receipt);
  if (!times.empty()) consent["period"] = times;
}

}  // namespace

nlohmann::ordered_json fhir_r5(const ConsentReceipt& receipt) {
  Json consent = {{"resourceType", "Consent"},
                  {"identifier", Json::array({{{"value", receipt.id.hex()}}})},
                  {"status", status_of(receipt.state)},
                  {"category", Json::array({concept_of(kNotTheBasis)})},
                  {"subject", person(receipt)}};
  put_times(consent, receipt);
  consent["grantor"] = Json::array({person(receipt)});
  consent["grantee"] = Json::array({reader(receipt)});
  if (!is_blank(receipt.why)) consent["sourceAttachment"] = Json::array({words_shown(receipt)});
  if (!is_blank(receipt.how)) {
    // That nobody asked again is all that is known.
    consent["verification"] =
        Json::array({{{"verified", false}, {"verificationType", concept_of(receipt.how)}}});
  }
  consent["decision"] = "deny";
  if (has_provision(receipt)) consent["provision"] = Json::array({provision(receipt)});
  return consent;
}

}  // namespace alongside
