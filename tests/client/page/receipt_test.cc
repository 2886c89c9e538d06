#include "client/page/receipt.h"

#include "tests/client/page/receipt_samples.h"
#include "tests/support/golden.h"

// What a receipt is made of, and the golden one. `ALONGSIDE_WRITE_GOLDEN=consent_receipt` writes
// the golden files anew: only before the first release, or for a new version of the format.

namespace alongside {

TEST_CASE("ConsentReceipt.JsonIsTheGoldenOne", "[page]") {
  const std::string json = receipt_json(golden_receipt());
  rewrite_golden_text("consent_receipt", "consent_receipt.json", json);
  CHECK(golden_text("consent_receipt.json") == json);
}

TEST_CASE("ConsentReceipt.PageIsTheGoldenOne", "[page]") {
  const std::string page = receipt_html(golden_receipt());
  rewrite_golden_text("consent_receipt", "consent_receipt.html", page);
  CHECK(golden_text("consent_receipt.html") == page);
}

TEST_CASE("ConsentReceipt.EachReceiptHasAnAliasOfItsOwn", "[page]") {
  const auto person = sample_id<RootId>("Mo");
  const auto first = sample_id<AdmissionId>("first"), second = sample_id<AdmissionId>("second");
  CHECK(person_id_on(first, person) == person_id_on(first, person));
  CHECK(person_id_on(first, person) != person_id_on(second, person));
  CHECK(person_id_on(first, person) != person_id_on(first, sample_id<RootId>("Bea")));
  CHECK(person_id_on(first, person).hex() != person.hex());
}

// By hashlib of Python 3: blake2b(len(tag) ‖ tag ‖ parts, digest_size=32).
TEST_CASE("ConsentReceipt.AliasIsThatOfTheSpec", "[page]") {
  AdmissionId receipt;
  receipt.bytes.fill(std::byte{1});
  RootId person;
  person.bytes.fill(std::byte{2});
  CHECK(person_id_on(receipt, person).hex() ==
        "78d22b677040aee5ca0277432ad9089341780b1dee40899611fc263f4fcdc6ef");
}

TEST_CASE("ConsentReceipt.EndIsTheAgreedOneOnlyWhileNothingElseHasEndedIt", "[page]") {
  ConsentReceipt receipt = golden_receipt();
  receipt.until = 20;
  receipt.ended = 10;
  for (const ConsentState state : kAllStates) {
    INFO(name_of(state));
    receipt.state = state;
    const bool is_open = state == ConsentState::asked || state == ConsentState::yes;
    CHECK(end_of(receipt) == (is_open ? 20 : 10));
  }
  receipt.ended.reset();
  receipt.state = ConsentState::stopped;
  CHECK_FALSE(end_of(receipt));
  receipt.state = ConsentState::run_out;
  CHECK(end_of(receipt) == 20);
}

TEST_CASE("ConsentReceipt.OneReceiptAlwaysGivesTheSameBytes", "[page]") {
  check_property("same receipt, same bytes", [] {
    const ConsentReceipt receipt = *any_receipt();
    const ConsentReceipt copy = receipt;
    RC_ASSERT(receipt_json(receipt) == receipt_json(copy));
    RC_ASSERT(receipt_html(receipt) == receipt_html(copy));
  });
}

}  // namespace alongside
