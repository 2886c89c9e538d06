#pragma once

#include <vector>

#include "client/page/receipt.h"
#include "tests/support/property.h"

namespace alongside {

inline constexpr ConsentState kAllStates[] = {ConsentState::asked, ConsentState::yes,
                                              ConsentState::no, ConsentState::stopped,
                                              ConsentState::run_out};

// An id made of `words`.
template <class AnyId>
AnyId sample_id(std::string_view words) {
  const Hash hash = tagged_hash("sample", {view_of(words)});
  return *AnyId::from(View(hash.bytes).first(AnyId::kSize));
}

// The receipt of the golden files: made-up people, every field filled.
inline ConsentReceipt golden_receipt() {
  const auto id = sample_id<AdmissionId>("the share");
  return {.id = id,
          .person_id = person_id_on(id, sample_id<RootId>("Mo")),
          .person_name = "Mo Example",
          .to_id = sample_id<RootId>("Bea"),
          .to_name = "Bea Example",
          .role = "coach at Lantern",
          .section = "goals",
          .may_write = true,
          .all_history = false,
          .why = "So that Bea can help with the flat\nwhile Ade is away. \xC3\x87 & \"me\" <3",
          .language = "en-GB",
          .how = "witnessed by Cy Example",
          .from = 1'741'183'500'000,   // 5 March 2025, 14:05 UTC
          .until = 1'753'999'199'000,  // 31 July 2025, 21:59:59 UTC
          .state = ConsentState::yes,
          .ended = std::nullopt,
          .home_url = "https://lantern.example",
          .evidence_hash = sample_id<Hash>("the signed grant")};
}

// The golden receipt as it would be in `state`.
inline ConsentReceipt receipt_in(ConsentState state) {
  ConsentReceipt receipt = golden_receipt();
  receipt.state = state;
  if (state == ConsentState::no || state == ConsentState::stopped) {
    receipt.ended = 1'745'000'000'000;  // 18 April 2025, 18:13 UTC
  }
  return receipt;
}

// Texts as people and strangers write them: any bytes, and pieces that mean something to HTML, to
// XML, to terminals or to the direction of writing.
inline std::string any_text() {
  const std::vector<std::string> pieces = {"<script>alert(1)</script>",
                                           "\"",
                                           "'",
                                           "' onload='x",
                                           "&amp;",
                                           "&#0;",
                                           "<",
                                           ">",
                                           "</style>",
                                           "</bdi></p>",
                                           "]]>",
                                           "<!--",
                                           "-->",
                                           "\x1B[2J",
                                           std::string(1, '\0'),
                                           "\x1E",
                                           "\x7F",
                                           "\r\n",
                                           "\r",
                                           "\n",
                                           "\t",
                                           " ",
                                           "\xC2\x85",
                                           "\xE2\x80\xAE",
                                           "\xEF\xBF\xBF",
                                           "\xED\xA0\x80",
                                           "\xFF",
                                           "\xC3",
                                           "\xD8\xA7\xD9\x84",
                                           "\xF0\x9F\x8C\xB1",
                                           "en",
                                           "-",
                                           "notes",
                                           "Mo"};
  if (*rc::gen::inRange(0, 4) == 0) return *rc::gen::arbitrary<std::string>();
  std::string text;
  for (const std::string& piece :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) {
    text += piece;
  }
  return text;
}

// Any time at all, mostly one with a date.
inline TimeMs any_time() {
  if (*rc::gen::inRange(0, 3) == 0) return *rc::gen::arbitrary<TimeMs>();
  return *rc::gen::inRange<TimeMs>(-100'000'000'000'000, 300'000'000'000'000);
}

inline rc::Gen<ConsentReceipt> any_receipt() {
  return rc::gen::exec([] {
    const auto label = *rc::gen::arbitrary<std::string>();
    ConsentReceipt receipt = golden_receipt();
    receipt.id = sample_id<AdmissionId>("share " + label);
    receipt.person_id = sample_id<Hash>("person " + label);
    receipt.to_id = sample_id<RootId>("reader " + label);
    for (std::string* text :
         {&receipt.person_name, &receipt.to_name, &receipt.role, &receipt.section, &receipt.why,
          &receipt.language, &receipt.how, &receipt.home_url}) {
      *text = any_text();
    }
    if (*rc::gen::arbitrary<bool>()) receipt.evidence_hash = {};
    receipt.may_write = *rc::gen::arbitrary<bool>();
    receipt.all_history = *rc::gen::arbitrary<bool>();
    receipt.from = any_time();
    receipt.until = *rc::gen::arbitrary<bool>() ? std::optional(any_time()) : std::nullopt;
    receipt.ended = *rc::gen::arbitrary<bool>() ? std::optional(any_time()) : std::nullopt;
    receipt.state = *rc::gen::elementOf(
        std::vector<ConsentState>(std::begin(kAllStates), std::end(kAllStates)));
    return receipt;
  });
}

// `count` receipts of any_receipt(), the same in every run of one RC_PARAMS.
inline std::vector<ConsentReceipt> some_receipts(int count) {
  rc::Random random(property_params().seed);
  std::vector<ConsentReceipt> receipts;
  for (int i = 0; i < count; ++i) {
    receipts.push_back(any_receipt()(random.split(), i % 50).value());
  }
  return receipts;
}

}  // namespace alongside
