#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "client/cli/answer.h"
#include "client/cli/session.h"

namespace alongside {

// What a line asked for, once its words were understood. Throws SqliteError.
using Action = std::function<Result<Answer>(CliSession&)>;

// Each adds one group of commands (docs/cli.md) to `app`; parsing sets `chosen`, which outlives it.
CLI::App* add_vault_commands(CLI::App& app, Action& chosen);  // gives the group
// Beside them, `vault recovery-sheet`.
void add_recovery_commands(CLI::App& app, CLI::App* vault_group, Action& chosen);
void add_device_commands(CLI::App& app, Action& chosen);
void add_card_commands(CLI::App& app, Action& chosen);
void add_server_commands(CLI::App& app, Action& chosen);
void add_person_commands(CLI::App& app, Action& chosen);
void add_join_commands(CLI::App& app, Action& chosen);
void add_relationship_commands(CLI::App& app, Action& chosen);
void add_note_commands(CLI::App& app, Action& chosen);
void add_entry_commands(CLI::App& app, Action& chosen);
void add_charity_commands(CLI::App& app, Action& chosen);
void add_share_commands(CLI::App& app, Action& chosen);
void add_ledger_commands(CLI::App& app, Action& chosen);
void add_preview_commands(CLI::App& app, Action& chosen);
void add_erase_commands(CLI::App& app, Action& chosen);
void add_held_commands(CLI::App& app, Action& chosen);
void add_sync_commands(CLI::App& app, Action& chosen);
void add_record_commands(CLI::App& app, Action& chosen);
void add_file_commands(CLI::App& app, Action& chosen);
void add_hand_over_commands(CLI::App& app, Action& chosen);
void add_leave_command(CLI::App& app, Action& chosen);

// Options of one command, filled in while parsing and kept until it has run.
template <class Options>
std::shared_ptr<Options> options() {
  return std::make_shared<Options>();
}

// Makes `run(session, options)` what parsing this command chooses.
template <class Options, class Run>
void choose_when_parsed(CLI::App* command, Action& chosen, std::shared_ptr<Options> options,
                        Run run) {
  command->callback([&chosen, options, run] {
    chosen = [options, run](CliSession& session) { return run(session, *options); };
  });
}

}  // namespace alongside
