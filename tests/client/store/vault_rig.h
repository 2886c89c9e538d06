#pragma once

#include "client/store/vault.h"
#include "shared/base/check.h"
#include "tests/support/crypto.h"
#include "tests/support/temp_folder.h"
#include "tests/support/virtual_clock.h"

namespace alongside {

// A fresh vault in a folder of its own, with a clock that tests set.
struct VaultRig {
  VaultRig() {
    auto made = create_vault({name(), passphrase(), "Ade", KdfCost::light()}, means());
    MUST(made);
    code = made->recovery_code;
    opened = std::move(made->opened);
  }

  Vault& vault() { return *opened->vault; }
  VaultMeans means() { return {clock, random}; }
  VaultName name() const { return {folder.path() / "data", "ade"}; }
  View passphrase() const { return view_of("three quiet words"); }
  // Closes the vault and opens it again.
  void open_again() {
    opened.reset();
    auto again = open_vault(name(), passphrase(), means());
    MUST(again);
    opened = std::move(*again);
  }

  TempFolder folder;
  VirtualClock clock;
  SystemRandom random;
  std::string code;
  std::optional<OpenedVault> opened;
};

}  // namespace alongside
