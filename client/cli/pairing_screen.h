#pragma once

#include "client/cli/session.h"

namespace alongside {

// How a pairing is shown and answered on a terminal.
PairingScreen pairing_screen(CliSession& session);

// A command that asks a question cannot stand among others.
Error by_itself();

}  // namespace alongside
