#include "client/page/mappings.h"
#include "client/page/plain_text.h"
#include "client/page/times.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

using Json = nlohmann::ordered_json;

// The states of the Data Privacy Vocabulary, which the guide to this standard uses.
const char* status_of(ConsentState state) {
  switch (state) {
    case ConsentState::asked:
      return "dpv:ConsentRequested";
    case ConsentState::yes:
      return "dpv:ConsentGiven";
    case ConsentState::no:
      return "dpv:ConsentRefused";
    case ConsentState::stopped:
      return "dpv:ConsentWithdrawn";
    case ConsentState::run_out:
      return "dpv:ConsentExpired";
  }
  MUST(false);
}

std::string time_of(std::optional<TimeMs> time) {
  return time ? utc_time(*time).value_or(kNotStated) : kNotStated;
}

// An interval of ISO 8601, or that it has no end.
std::string validity(const ConsentReceipt& receipt) {
  if (!receipt.until) return "until the person stops it";
  return time_of(receipt.from) + "/" + time_of(receipt.until);
}

Json event(const ConsentReceipt& receipt, ConsentState state, std::optional<TimeMs> time) {
  return {{"event_time", time_of(time)},
          {"validity_duration", validity(receipt)},
          {"entity_id", receipt.person_id.hex()},
          {"event_type", "explicit"},
          {"event_state", status_of(state)}};
}

// How it began, and how it went on where it did.
Json events(const ConsentReceipt& receipt) {
  const ConsentState begun = was_given(receipt.state) ? ConsentState::yes : ConsentState::asked;
  Json list = Json::array({event(receipt, begun, receipt.from)});
  if (receipt.state == begun) return list;
  list.push_back(event(receipt, receipt.state, end_of(receipt)));
  return list;
}

Json purpose(const ConsentReceipt& receipt) {
  return {{"purpose", stated(receipt.why)},
          {"lawful_basis", std::string(kNotStated) + ". " + kNotTheBasis},
          {"pii_information", Json::array({{{"pii_type", stated(receipt.section)}}})},
          {"pii_controllers", Json::array({kNotStated})},
          {"collection_method", stated(receipt.how)},
          {"processing_method", receipt.may_write ? "read, write" : "read"},
          {"storage_locations", Json::array({stated(receipt.home_url)})},
          {"retention_period", kNotStated},
          {"jurisdiction", kNotStated},
          {"recipient_third_parties", Json::array({receipt.to_id.hex()})},
          {"withdrawal_method", "The person can stop sharing at any time, on their own device."}};
}

Json party(const ConsentReceipt& receipt) {
  return {{"party_id", receipt.to_id.hex()},    {"party_name", stated(receipt.to_name)},
          {"party_role", stated(receipt.role)}, {"party_address", kNotStated},
          {"party_contact", kNotStated},        {"party_type", "recipient"}};
}

}  // namespace

nlohmann::ordered_json iso_27560(const ConsentReceipt& receipt) {
  return {{"record_header",
           {{"schema_version", "ISO/IEC TS 27560:2023"},
            {"record_id", receipt.id.hex()},
            {"pii_principal_id", receipt.person_id.hex()}}},
          {"pii_processing",
           {{"privacy_notice", stated(receipt.why)},
            {"language", stated(receipt.language)},
            {"purposes", Json::array({purpose(receipt)})}}},
          {"party_identification", Json::array({party(receipt)})},
          {"event", events(receipt)}};
}

}  // namespace alongside
