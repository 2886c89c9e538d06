#pragma once

#include <string>

#include "client/viewmodel/session.h"
#include "client/viewmodel/typed_secret.h"

namespace alongside {

// What somebody types where a vault is made of something that comes from elsewhere: a name and a
// passphrase of their own choice.
class NewVaultFields {
 public:
  NewVaultFields() { passphrase.reserve(kRoomForSecret); }
  ~NewVaultFields() { empty(); }
  NewVaultFields(const NewVaultFields&) = delete;

  std::string name, passphrase;
  bool show_passphrase = false;

  bool is_filled() const { return !name.empty() && !passphrase.empty(); }
  bool has_typed() const { return !name.empty() || !passphrase.empty(); }
  // What is to be made. It looks at these fields.
  NewVault vault(const Session& session) const {
    return {{session.means().data_folder, name}, view_of(passphrase), {}, session.means().cost};
  }
  // Overwrites what was typed.
  void empty() {
    forget(passphrase);
    name.clear();
    show_passphrase = false;
  }
};

}  // namespace alongside
