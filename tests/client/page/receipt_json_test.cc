#include <limits>

#include <nlohmann/json.hpp>

#include "client/page/mappings.h"
#include "client/page/plain_text.h"
#include "client/page/times.h"
#include "tests/client/page/receipt_samples.h"

namespace alongside {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const ConsentReceipt& receipt) { return Json::parse(receipt_json(receipt)); }

// The values of one fact of a receipt in its three mappings.
std::vector<std::string> texts_at(const Json& json, const std::vector<std::string>& places) {
  std::vector<std::string> texts;
  for (const std::string& place : places) {
    const Json::json_pointer at(place);
    if (json.contains(at)) texts.push_back(json.at(at).get<std::string>());
  }
  return texts;
}

void assert_same(const Json& json, const std::string& value,
                 const std::vector<std::string>& places) {
  for (const std::string& text : texts_at(json, places)) RC_ASSERT(text == value);
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& member : object.items()) keys.push_back(member.key());
  return keys;
}

}  // namespace

TEST_CASE("ConsentReceipt.MappingsSayWhatTheReceiptSays", "[page]") {
  check_property("one fact, one value", [] {
    const ConsentReceipt receipt = with_plain_texts(*any_receipt());
    const Json json = json_of(receipt);
    const std::string iso = "/iso_27560/pii_processing/purposes/0";
    const std::string kantara = "/kantara_1_1/services/0/purposes/0";
    assert_same(json, receipt.id.hex(),
                {"/id", "/iso_27560/record_header/record_id", "/kantara_1_1/consentReceiptID",
                 "/fhir_r5/identifier/0/value"});
    assert_same(json, receipt.person_id.hex(),
                {"/person_id", "/iso_27560/record_header/pii_principal_id",
                 "/iso_27560/event/0/entity_id", "/kantara_1_1/piiPrincipalId",
                 "/fhir_r5/subject/identifier/value", "/fhir_r5/grantor/0/identifier/value"});
    assert_same(
        json, receipt.to_id.hex(),
        {"/to_id", iso + "/recipient_third_parties/0", "/iso_27560/party_identification/0/party_id",
         "/fhir_r5/grantee/0/identifier/value",
         "/fhir_r5/provision/0/actor/0/reference/identifier/value"});
    assert_same(json, stated(receipt.why),
                {iso + "/purpose", "/iso_27560/pii_processing/privacy_notice", kantara + "/purpose",
                 "/fhir_r5/provision/0/purpose/0/display"});
    assert_same(json, stated(receipt.section),
                {iso + "/pii_information/0/pii_type", kantara + "/piiCategory/0",
                 "/fhir_r5/provision/0/code/0/text"});
    assert_same(json, stated(receipt.how),
                {iso + "/collection_method", "/kantara_1_1/collectionMethod",
                 "/fhir_r5/verification/0/verificationType/text"});
    assert_same(
        json, stated(receipt.role),
        {"/iso_27560/party_identification/0/party_role", "/fhir_r5/provision/0/actor/0/role/text"});
    assert_same(json, stated(receipt.language),
                {"/iso_27560/pii_processing/language", "/kantara_1_1/language",
                 "/fhir_r5/sourceAttachment/0/language"});
  });
}

TEST_CASE("ConsentReceipt.MappingsAllowWritingOnlyWhereItWasAllowed", "[page]") {
  check_property("write is said where it was given", [] {
    ConsentReceipt receipt = *any_receipt();
    receipt.state = ConsentState::yes;
    receipt.from = golden_receipt().from;
    receipt.until = golden_receipt().until;
    const Json json = json_of(receipt);
    const std::string method =
        json["iso_27560"]["pii_processing"]["purposes"][0]["processing_method"];
    RC_ASSERT(method == (receipt.may_write ? "read, write" : "read"));
    const Json provision = json["fhir_r5"]["provision"][0];
    RC_ASSERT(provision["action"].size() == (receipt.may_write ? 2U : 1U));
    RC_ASSERT(provision.contains("dataPeriod") == !receipt.all_history);
  });
}

TEST_CASE("ConsentReceipt.NoMappingShowsAYesThatWasNotGiven", "[page]") {
  check_property("asked and no allow nothing", [] {
    ConsentReceipt receipt = *any_receipt();
    receipt.state = *rc::gen::element(ConsentState::asked, ConsentState::no);
    const Json json = json_of(receipt);
    RC_ASSERT(json["kantara_1_1"].is_null());
    RC_ASSERT(json["fhir_r5"]["decision"] == "deny");
    for (const char* member : {"provision", "period", "date"}) {
      RC_ASSERT_FALSE(json["fhir_r5"].contains(member));
    }
    for (const Json& event : json["iso_27560"]["event"]) {
      RC_ASSERT(event["event_state"] != "dpv:ConsentGiven");
    }
  });
}

TEST_CASE("ConsentReceipt.AnEndedYesIsShownAsEnded", "[page]") {
  const Json stopped = json_of(receipt_in(ConsentState::stopped));
  CHECK(stopped["fhir_r5"]["status"] == "inactive");
  CHECK(stopped["fhir_r5"]["period"]["end"] == "2025-04-18T18:13:20Z");
  CHECK(stopped["iso_27560"]["event"][1]["event_state"] == "dpv:ConsentWithdrawn");
  CHECK(stopped["iso_27560"]["event"][1]["event_time"] == "2025-04-18T18:13:20Z");
  CHECK(stopped["kantara_1_1"]["services"][0]["purposes"][0]["termination"] ==
        "The person stopped it: 2025-04-18T18:13:20Z.");
  const Json run_out = json_of(receipt_in(ConsentState::run_out));
  CHECK(run_out["fhir_r5"]["status"] == "inactive");
  CHECK(run_out["iso_27560"]["event"][1]["event_state"] == "dpv:ConsentExpired");
  CHECK(run_out["iso_27560"]["event"][1]["event_time"] == "2025-07-31T21:59:59Z");
}

TEST_CASE("ConsentReceipt.FhirAllowsNothingForWantOfADate", "[page]") {
  const ConsentReceipt receipt = golden_receipt();
  CHECK(json_of(receipt)["fhir_r5"].contains("provision"));
  for (const TimeMs time :
       {std::numeric_limits<TimeMs>::min(), std::numeric_limits<TimeMs>::max()}) {
    ConsentReceipt begins = receipt, ends = receipt;
    begins.from = time;
    ends.until = time;
    CHECK_FALSE(json_of(begins)["fhir_r5"].contains("provision"));
    CHECK_FALSE(json_of(ends)["fhir_r5"].contains("provision"));
  }
}

TEST_CASE("ConsentReceipt.APeriodNeverEndsBeforeItBegins", "[page]") {
  ConsentReceipt receipt = golden_receipt();
  receipt.until = receipt.from - 1000;
  const Json period = json_of(receipt)["fhir_r5"]["period"];
  CHECK(keys_of(period) == std::vector<std::string>{"end"});
}

TEST_CASE("ConsentReceipt.WhatIsNotKnownIsNotInvented", "[page]") {
  const ConsentReceipt bare;
  ConsentReceipt given = bare;
  given.state = ConsentState::yes;
  const Json json = json_of(given);
  const Json party = json["iso_27560"]["party_identification"][0];
  for (const char* key : {"party_name", "party_role", "party_address", "party_contact"}) {
    CHECK(party[key] == kNotStated);
  }
  const Json kantara = json["kantara_1_1"];
  for (const char* key : {"jurisdiction", "collectionMethod", "language", "policyUrl"}) {
    CHECK(kantara[key] == kNotStated);
  }
  CHECK(kantara["piiControllers"][0]["piiController"] == kNotStated);
  CHECK(kantara["piiControllers"][0]["email"] == "");
  CHECK(keys_of(json["fhir_r5"]["subject"]) == std::vector<std::string>{"type", "identifier"});
  CHECK_FALSE(json["fhir_r5"].contains("sourceAttachment"));
  CHECK(json["evidence_hash"].is_null());
}

TEST_CASE("ConsentReceipt.KantaraPartHasAllThatItsSpecificationRequires", "[page]") {
  const Json kantara = json_of(golden_receipt())["kantara_1_1"];
  for (const char* key :
       {"version", "jurisdiction", "consentTimestamp", "collectionMethod", "consentReceiptID",
        "piiPrincipalId", "piiControllers", "services", "policyUrl", "sensitive", "spiCat"}) {
    INFO(key);
    CHECK(kantara.contains(key));
  }
  CHECK(kantara["consentTimestamp"] == 1'741'183'500);
  for (const char* key : {"piiController", "contact", "address", "email", "phone"}) {
    INFO(key);
    CHECK(kantara["piiControllers"][0].contains(key));
  }
  for (const char* key :
       {"purpose", "purposeCategory", "consentType", "piiCategory", "primaryPurpose", "termination",
        "thirdPartyDisclosure", "thirdPartyName"}) {
    INFO(key);
    CHECK(kantara["services"][0]["purposes"][0].contains(key));
  }
}

TEST_CASE("ConsentReceipt.KeysStandInOneOrder", "[page]") {
  const std::vector<std::string> own = {
      "format", "version",  "about",         "id",        "person_id",   "person_name",
      "to_id",  "to_name",  "role",          "section",   "may_write",   "all_history",
      "why",    "language", "how",           "from",      "until",       "state",
      "ended",  "home_url", "evidence_hash", "iso_27560", "kantara_1_1", "fhir_r5"};
  check_property("the same keys in the same order",
                 [&] { RC_ASSERT(keys_of(json_of(*any_receipt())) == own); });
}

TEST_CASE("ConsentReceipt.JsonSaysThatItIsNotTheLawfulBasis", "[page]") {
  const Json json = json_of(golden_receipt());
  CHECK(json["about"] == kNotTheBasis);
  const std::string basis = json["iso_27560"]["pii_processing"]["purposes"][0]["lawful_basis"];
  CHECK(basis.find(kNotTheBasis) != std::string::npos);
  CHECK(json["fhir_r5"]["category"][0]["text"] == kNotTheBasis);
}

TEST_CASE("ConsentReceipt.WordsShownTravelAsBase64WithPadding", "[page]") {
  ConsentReceipt receipt = golden_receipt();
  const auto data = [&](const std::string& why) -> std::string {
    receipt.why = why;
    return json_of(receipt)["fhir_r5"]["sourceAttachment"][0]["data"];
  };
  CHECK(data("a") == "YQ==");
  CHECK(data("ab") == "YWI=");
  CHECK(data("abc") == "YWJj");
  CHECK(data("?>?>") == "Pz4/Pg==");
  CHECK(data("~~~") == "fn5+");
}

}  // namespace alongside
