#include "client/store/vault_place.h"

#include <algorithm>

#include "client/store/files.h"
#include "client/store/vault_head.h"
#include "shared/sign/hash.h"

namespace alongside {
namespace {

constexpr std::size_t kFolderNameBytes = 16;
constexpr std::string_view kFolderPrefix = "v-";

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
  const std::string folder =
      std::string(kFolderPrefix) + to_hex(hash.view().first(kFolderNameBytes));
  return VaultPlace{name.data_folder / folder};
}

KdfCost decoy_cost(const VaultPlace& missing) {
  std::vector<std::filesystem::path> vaults;
  const std::filesystem::path data = missing.folder.parent_path();
  if (std::filesystem::exists(data)) {
    for (const auto& entry : std::filesystem::directory_iterator(data)) {
      if (entry.path().filename().string().starts_with(kFolderPrefix)) {
        vaults.push_back(entry.path());
      }
    }
  }
  if (vaults.empty()) return KdfCost::moderate();
  std::sort(vaults.begin(), vaults.end());
  const Hash pick = tagged_hash("alongside/decoy", {view_of(missing.folder.filename().string())});
  const auto number = std::to_integer<std::size_t>(pick.bytes[0]) % vaults.size();
  const auto bytes = read_file(VaultPlace{vaults[number]}.head(), kMaxHeadBytes);
  if (!bytes) return KdfCost::moderate();
  const auto head = decode_head(*bytes);
  return head ? head->cost : KdfCost::moderate();
}

}  // namespace alongside
