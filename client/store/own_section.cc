#include "client/store/own_section.h"

#include "client/store/epochs.h"
#include "client/store/history_streams.h"

namespace alongside {

std::vector<OwnKeys> own_keys_of(Vault& vault, const SectionRow& section) {
  OwnKeys empty;
  empty.space = section.space;
  empty.section = section.number;
  std::vector<OwnKeys> all;
  for (const SignedEpoch& epoch : epochs_of(vault, section.id)) {
    const auto stream = find_stream(vault.db(), epoch.record.stream);
    const auto owned = stream ? stream->owned() : std::nullopt;
    if (!owned) continue;  // made by another of the owner's devices, whose keys are on their way
    all.push_back(empty);
    all.back().epochs = {epoch};
    all.back().streams = {*owned};
  }
  for (const HistoryStream& history : history_streams(vault.db(), section.id)) {
    const auto owned = history.stream.owned();
    if (!owned) continue;
    all.push_back(empty);
    all.back().beside = {{history.epoch, *owned}};
  }
  auto& rows =
      vault.db()
          .statement("SELECT message FROM share WHERE section = ?1 AND given = 1 ORDER BY id")
          .bind(1, section.id);
  while (rows.step()) {
    all.push_back(empty);
    all.back().grants = {copy_of(rows.blob(0))};
  }
  return all;
}

}  // namespace alongside
