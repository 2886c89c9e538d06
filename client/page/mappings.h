#pragma once

#include <nlohmann/json.hpp>

#include "client/page/receipt.h"

namespace alongside {

// One receipt in the words of three standards (docs/spec/receipt.md has the table). Pure functions
// of the receipt. Each Requires: with_plain_texts() made `receipt`.

// That a permission to share is not what allows a charity to hold notes.
inline constexpr const char* kNotTheBasis =
    "This is permission to share. It is not the charity's lawful basis for holding notes.";

// A consent record of ISO/IEC TS 27560:2023: header, processing, parties, events.
nlohmann::ordered_json iso_27560(const ConsentReceipt& receipt);

// A Kantara Consent Receipt 1.1.0. That format only knows consents that were given, so it is null
// for an asked and for a no.
nlohmann::ordered_json kantara_1_1(const ConsentReceipt& receipt);

// A FHIR R5 Consent. Its base decision is always "deny"; what a yes allows is its one provision, so
// that it is there only if a yes was given.
nlohmann::ordered_json fhir_r5(const ConsentReceipt& receipt);

}  // namespace alongside
