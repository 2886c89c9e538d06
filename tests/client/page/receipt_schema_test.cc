#include <set>

#include <nlohmann/json.hpp>

#include "tests/client/page/receipt_samples.h"
#include "tests/support/scripts.h"

// Receipts and docs/spec/receipt.schema.json, as Python's jsonschema reads it. That the schema
// refuses what is broken is tested as much as that it takes what is whole.

namespace alongside {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "receipt.schema.json";

// A receipt with one thing wrong.
struct Broken {
  std::string how;
  std::string document;
};

// The members that a receipt may do without: only of FHIR's part, which has no empty texts.
const std::set<std::string> kMayBeMissing = {
    "display",    "language",         "role",        "start", "end", "purpose",
    "dataPeriod", "sourceAttachment", "verification"};

Json of_another_type(const Json& value) {
  if (value.is_string()) return 7;
  if (value.is_object()) return Json::array();
  if (value.is_array()) return Json::object();
  return "another type";
}

void break_members(Json& whole, const Json::json_pointer& at, std::vector<Broken>& broken);

// Puts `instead` where `at` points, notes the document, and puts back what was there.
void note(Json& whole, const Json::json_pointer& at, const Json& instead, const std::string& how,
          std::vector<Broken>& broken) {
  const Json before = whole[at];
  whole[at] = instead;
  broken.push_back({at.to_string() + " " + how, whole.dump()});
  whole[at] = before;
}

void break_value(Json& whole, const Json::json_pointer& at, std::vector<Broken>& broken) {
  const Json value = whole[at];
  note(whole, at, of_another_type(value), "of another type", broken);
  if (value.is_array()) {
    note(whole, at, Json::array(), "empty", broken);
    Json longer = value;
    longer.push_back("one too many");
    note(whole, at, longer, "with one too many", broken);
    for (std::size_t i = 0; i < value.size(); ++i) break_value(whole, at / i, broken);
  }
  if (value.is_object()) break_members(whole, at, broken);
}

void break_members(Json& whole, const Json::json_pointer& at, std::vector<Broken>& broken) {
  const Json object = at.empty() ? whole : whole[at];
  const auto noted = [&](const Json& instead, const std::string& how) {
    if (at.empty()) {
      broken.push_back({how, instead.dump()});
    } else {
      note(whole, at, instead, how, broken);
    }
  };
  Json with_more = object;
  with_more["extra"] = 1;
  noted(with_more, "with a member that is not in the schema");
  for (const auto& member : object.items()) {
    Json with_less = object;
    with_less.erase(member.key());
    if (!kMayBeMissing.contains(member.key())) noted(with_less, "without " + member.key());
    break_value(whole, at / member.key(), broken);
  }
}

// Every way to take one member from this receipt, give it one, or make one of another type.
std::vector<Broken> broken_forms_of(const ConsentReceipt& receipt) {
  std::vector<Broken> broken;
  Json whole = Json::parse(receipt_json(receipt));
  break_members(whole, Json::json_pointer(), broken);
  return broken;
}

// The golden receipt with one value that has the right type and is wrong all the same.
std::vector<Broken> wrong_values() {
  const std::vector<std::pair<std::string, Json>> wrong = {
      {"/version", 2},
      {"/about", "We have consent to hold notes."},
      {"/id", "AA"},
      {"/person_id", std::string(64, 'G')},
      {"/evidence_hash", std::string(66, '0')},
      {"/from/ms", 1.5},
      {"/from/utc", "5 March 2025"},
      {"/state", "maybe"},
      {"/state", "no"},
      {"/state", "stopped"},
      {"/kantara_1_1", nullptr},
      {"/kantara_1_1/version", "KI-CR-v1.0.0"},
      {"/kantara_1_1/jurisdiction", "GB"},
      {"/kantara_1_1/sensitive", false},
      {"/kantara_1_1/services/0/purposes/0/thirdPartyName", ""},
      {"/iso_27560/event/0/event_state", "dpv:ConsentWithdrawn"},
      {"/iso_27560/pii_processing/purposes/0/lawful_basis", "consent"},
      {"/fhir_r5/status", "inactive"},
      {"/fhir_r5/decision", "permit"},
      {"/fhir_r5/sourceAttachment/0/data", "not base64"},
      {"/fhir_r5/provision/0/action/0/text", "delete"},
      {"/fhir_r5/verification/0/verified", true}};
  std::vector<Broken> broken;
  Json whole = Json::parse(receipt_json(golden_receipt()));
  for (const auto& [path, value] : wrong) {
    note(whole, Json::json_pointer(path), value, "as " + value.dump(), broken);
  }
  return broken;
}

void check_refused(const std::vector<Broken>& broken) {
  std::vector<std::string> documents;
  for (const Broken& one : broken) documents.push_back(one.document);
  const std::vector<std::string> faults = schema_faults(kSchema, documents);
  for (std::size_t i = 0; i < broken.size(); ++i) {
    INFO(broken[i].how);
    CHECK_FALSE(faults[i].empty());
  }
}

}  // namespace

TEST_CASE("ConsentReceipt.EveryReceiptFitsTheSchema", "[page]") {
  std::vector<ConsentReceipt> receipts = some_receipts(500);
  for (const ConsentState state : kAllStates) receipts.push_back(receipt_in(state));
  std::vector<std::string> documents;
  for (const ConsentReceipt& receipt : receipts) documents.push_back(receipt_json(receipt));
  const std::vector<std::string> faults = schema_faults(kSchema, documents);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    INFO(documents[i]);
    CHECK(faults[i] == "");
  }
}

TEST_CASE("ConsentReceipt.SchemaRefusesAnyMemberTakenAwayOrAddedOrOfAnotherType", "[page]") {
  for (const ConsentState state : kAllStates) {
    const std::vector<Broken> broken = broken_forms_of(receipt_in(state));
    REQUIRE(broken.size() > 200);
    check_refused(broken);
  }
}

TEST_CASE("ConsentReceipt.SchemaRefusesWrongValues", "[page]") { check_refused(wrong_values()); }

TEST_CASE("ConsentReceipt.SchemaRefusesAYesThatWasNotGivenInAMapping", "[page]") {
  const Json yes = Json::parse(receipt_json(receipt_in(ConsentState::yes)));
  std::vector<Broken> broken;
  for (const ConsentState state : {ConsentState::asked, ConsentState::no}) {
    Json other = Json::parse(receipt_json(receipt_in(state)));
    note(other, Json::json_pointer("/kantara_1_1"), yes["kantara_1_1"], "given", broken);
    for (const char* member : {"provision", "period", "date"}) {
      Json fhir = other["fhir_r5"];
      fhir[member] = yes["fhir_r5"][member];
      note(other, Json::json_pointer("/fhir_r5"), fhir, member, broken);
    }
  }
  check_refused(broken);
}

}  // namespace alongside
