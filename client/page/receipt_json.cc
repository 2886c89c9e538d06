#include "client/page/mappings.h"
#include "client/page/plain_text.h"
#include "client/page/receipt.h"
#include "client/page/times.h"

namespace alongside {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 2;

Json time_json(std::optional<TimeMs> time) {
  if (!time) return nullptr;
  const auto utc = utc_time(*time);
  return {{"ms", *time}, {"utc", utc ? Json(*utc) : Json(nullptr)}};
}

// Null for the zero that means none.
Json hash_json(const Hash& hash) {
  if (hash.is_zero()) return nullptr;
  return hash.hex();
}

Json own_fields(const ConsentReceipt& receipt) {
  return {{"format", "alongside consent receipt"},
          {"version", 1},
          {"about", kNotTheBasis},
          {"id", receipt.id.hex()},
          {"person_id", receipt.person_id.hex()},
          {"person_name", receipt.person_name},
          {"to_id", receipt.to_id.hex()},
          {"to_name", receipt.to_name},
          {"role", receipt.role},
          {"section", receipt.section},
          {"may_write", receipt.may_write},
          {"all_history", receipt.all_history},
          {"why", receipt.why},
          {"language", receipt.language},
          {"how", receipt.how},
          {"from", time_json(receipt.from)},
          {"until", time_json(receipt.until)},
          {"state", name_of(receipt.state)},
          {"ended", time_json(receipt.ended)},
          {"home_url", receipt.home_url},
          {"evidence_hash", hash_json(receipt.evidence_hash)}};
}

}  // namespace

std::string receipt_json(const ConsentReceipt& receipt) {
  const ConsentReceipt shown = with_plain_texts(receipt);
  Json json = own_fields(shown);
  json["iso_27560"] = iso_27560(shown);
  json["kantara_1_1"] = kantara_1_1(shown);
  json["fhir_r5"] = fhir_r5(shown);
  return json.dump(kIndent) + "\n";
}

}  // namespace alongside
