#pragma once

#include "client/store/vault.h"

namespace alongside {

// The files of one vault. The folder's name is a slow hash of the vault's name under a salt of the
// data folder, so that a copied disk does not say whose vaults are on it.
struct VaultPlace {
  std::filesystem::path folder;
  std::filesystem::path head() const { return folder / "head"; }
  std::filesystem::path database() const { return folder / "vault.db"; }
  std::filesystem::path lock() const { return folder / "lock"; }
};

// Where the vault of this name lies or would lie. With `create`, makes the data folder and its salt
// if they are not there. Without it, a missing salt gives a place that does not exist, after the
// same work. Errors: malformed (a damaged salt), too_large. Throws
// std::filesystem::filesystem_error.
Result<VaultPlace> find_place(const VaultName& name, Random& random, bool create);

// What unlocking a vault that is not there costs: as much as one that is in the same folder, always
// the same one for a place; so that its time does not tell what is there, also where weak devices
// have cheaper vaults. Throws std::filesystem::filesystem_error.
KdfCost decoy_cost(const VaultPlace& missing);

}  // namespace alongside
