#include "client/store/vault.h"

#include "client/store/facts.h"
#include "client/store/vault_lock.h"
#include "shared/base/check.h"

namespace alongside {
namespace {

OpenDatabase how_to_open(const VaultMeans& means, const std::filesystem::path& file,
                         const Key& key) {
  return {.path = file, .raw_key = copy_of(key.view()), .vfs = means.vfs, .cache_kib = 32 * 1024};
}

}  // namespace

Vault::Vault(const VaultMeans& means, std::filesystem::path file, const Key& key)
    : means_(means), file_(std::move(file)), key_(key), db_(how_to_open(means, file_, key)) {}

Vault::~Vault() = default;

void Vault::read_identity() {
  const auto me = fact(db_, kFactMe);
  const auto seed = fact(db_, kFactDeviceSeed);
  const auto box = fact(db_, kFactRootsBox);
  MUST(me && seed && box);
  const auto root = RootId::from(*me);
  const auto device_seed = Key::from(*seed);
  const auto roots_box = BoxPublic::from(*box);
  MUST(root && device_seed && roots_box);
  me_ = *root;
  device_ = std::make_unique<DeviceKeys>(*device_seed);
  roots_box_ = *roots_box;
}

void Vault::set_keys(const Key& device_seed, const BoxPublic& roots_box) {
  set_fact(db_, kFactDeviceSeed, device_seed.view());
  set_fact(db_, kFactRootsBox, roots_box.view());
  device_ = std::make_unique<DeviceKeys>(device_seed);
  roots_box_ = roots_box;
}

void Vault::become(const RootId& me) {
  set_fact(db_, kFactMe, me.view());
  me_ = me;
}

std::unique_ptr<Vault> Vault::second_connection() const {
  std::unique_ptr<Vault> other(new Vault(means_, file_, key_));
  other->lock_ = lock_;
  other->read_identity();
  return other;
}

std::int64_t Vault::revision() {
  auto& row = db_.statement("SELECT number FROM revision");
  MUST(row.step());
  const std::int64_t number = row.integer(0);
  row.reset();
  return number;
}

CardMemo& Vault::cards() {
  auto& row = db_.statement("PRAGMA data_version");
  MUST(row.step());
  const std::int64_t now = row.integer(0);
  row.reset();
  if (now != data_version_) cards_.clear();
  data_version_ = now;
  return cards_;
}

void Vault::touch() { db_.statement("UPDATE revision SET number = number + 1").run(); }

}  // namespace alongside
