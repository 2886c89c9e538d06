#pragma once

#include "client/view/ui.h"
#include "client/viewmodel/file_choice.h"
#include "client/viewmodel/new_vault_fields.h"

namespace alongside {

// Asks where a new file is to be: the folders there are, or a place to type. True when Enter was
// pressed in that.
bool draw_save_place(SavePlace& place, const Ui& ui);

// Asks which file somebody brings. True as above.
bool draw_file_choice(FileChoice& file, const Ui& ui);

// Asks what a new vault is to be called, and for its passphrase. True when Enter was pressed.
bool draw_new_vault(NewVaultFields& fields, const Ui& ui);

}  // namespace alongside
