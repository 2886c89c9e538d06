#pragma once

#include "client/store/status.h"
#include "client/viewmodel/phrase.h"

namespace alongside {

// What is known of the way to the server.
enum class Reach {
  not_tried,    // nothing has been tried yet in this sitting
  no_signal,    // no answer, or one that is not the server's
  reached,      // the last try was answered by the server
  turned_away,  // the server does not let this device in
};

// The one honest line about what is saved, sent, and with others. It says "sent" only of what the
// server has a receipt for, and "has it" only of what another device confirmed.
Phrase state_line(const VaultStatus& status, Reach reach);

}  // namespace alongside
