#include "client/store/vault_place.h"

#include "client/store/files.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::size_t kFolderNameBytes = 16;

Result<Salt> folder_salt(const std::filesystem::path& folder, Random& random, bool create) {
  const std::filesystem::path path = folder / "salt";
  auto bytes = read_file(path, Salt::kSize);
  if (bytes) {
    auto salt = Salt::from(*bytes);
    if (!salt) return error(ErrorCode::malformed, "The file \"salt\" of this folder is damaged.");
    return *salt;
  }
  if (bytes.error().code != ErrorCode::not_found) return bytes.error();
  const Salt fresh = random.id<Salt>();
  if (create) {
    make_private_folder(folder);
    write_durably(path, fresh.view());
  }
  return fresh;
}

}  // namespace

Result<VaultPlace> find_place(const VaultName& name, Random& random, bool create) {
  TRY(const Salt salt, folder_salt(name.data_folder, random, create));
  TRY(const PassphraseKeys slow, keys_from_passphrase(view_of(name.name), salt, KdfCost::light()));
  const Hash hash = tagged_hash("alongside/place", {slow.vault.view()});
  return VaultPlace{name.data_folder / ("v-" + to_hex(hash.view().first(kFolderNameBytes)))};
}

}  // namespace alongside
