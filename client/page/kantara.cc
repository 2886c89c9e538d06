#include "client/page/mappings.h"
#include "client/page/plain_text.h"
#include "client/page/times.h"

namespace alongside {
namespace {

using Json = nlohmann::ordered_json;

// Whole seconds since 1970, rounded down.
std::int64_t seconds_of(TimeMs time) { return time / 1000 - (time % 1000 < 0 ? 1 : 0); }

std::string at(const char* words, std::optional<TimeMs> time) {
  return std::string(words) + " " + (time ? utc_time(*time).value_or(kNotStated) : kNotStated) +
         ".";
}

std::string termination(const ConsentReceipt& receipt) {
  const std::optional<TimeMs> end = end_of(receipt);
  if (receipt.state == ConsentState::stopped) return at("The person stopped it:", end);
  if (receipt.state == ConsentState::run_out) return at("It ran out:", end);
  const std::string any_time = "The person can stop it at any time.";
  return end ? any_time + " " + at("It ends:", end) : any_time;
}

// Whose charity holds the record is not on a receipt.
Json controller() {
  return {{"piiController", kNotStated}, {"onBehalf", false}, {"contact", kNotStated},
          {"address", Json::object()},   {"email", ""},       {"phone", ""}};
}

Json purpose(const ConsentReceipt& receipt) {
  return {{"purpose", stated(receipt.why)},
          {"purposeCategory", Json::array({kNotStated})},
          {"consentType", "EXPLICIT"},
          {"piiCategory", Json::array({stated(receipt.section)})},
          {"primaryPurpose", true},
          {"termination", termination(receipt)},
          {"thirdPartyDisclosure", true},
          {"thirdPartyName", is_blank(receipt.to_name) ? receipt.to_id.hex() : receipt.to_name}};
}

}  // namespace

nlohmann::ordered_json kantara_1_1(const ConsentReceipt& receipt) {
  if (!was_given(receipt.state)) return nullptr;
  const Json service = {{"service", "Sharing one part of a person's own record"},
                        {"purposes", Json::array({purpose(receipt)})}};
  return {{"version", "KI-CR-v1.1.0"},
          {"jurisdiction", kNotStated},
          {"consentTimestamp", seconds_of(receipt.from)},
          {"collectionMethod", stated(receipt.how)},
          {"consentReceiptID", receipt.id.hex()},
          {"language", stated(receipt.language)},
          {"piiPrincipalId", receipt.person_id.hex()},
          {"piiControllers", Json::array({controller()})},
          {"policyUrl", kNotStated},
          {"services", Json::array({service})},
          // Free words may hold anything, so they are taken for sensitive.
          {"sensitive", true},
          {"spiCat", Json::array({kNotStated})}};
}

}  // namespace alongside
