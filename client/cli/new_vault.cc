#include "client/cli/new_vault.h"

namespace alongside {

void add_kdf_option(CLI::App* command, std::string& kdf) {
  command->add_option("--kdf", kdf, "how hard a passphrase is to guess: light is for weak devices")
      ->check(CLI::IsMember({"light", "moderate"}));
}

KdfCost cost_called(std::string_view kdf) {
  return kdf == "light" ? KdfCost::light() : KdfCost::moderate();
}

Result<Answer> made_vault(CliSession& session, const std::string& code) {
  TRY(Vault * vault, session.vault());
  return Answer{{{"id", vault->me().hex()}, {"recovery_code", code}},
                "Made the vault. This is its recovery code; write it down now, it is not shown "
                "again:\n\n  " +
                    code + "\n\n"};
}

}  // namespace alongside
