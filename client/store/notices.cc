#include "client/store/notices.h"

#include "client/store/identities.h"

namespace alongside {
bool wrote(Vault& vault, const RootId& root, const BatchHash& batch) {
  auto& query = vault.db()
                    .statement(
                        "SELECT 1 FROM batch JOIN author ON author.id = batch.author WHERE "
                        "batch.hash = ?1 AND author.root = ?2")
                    .bind(1, batch)
                    .bind(2, root);
  return first_row(query, [](Statement&) { return true; }).has_value();
}

StopNotice notice_for(Vault& vault, const SectionRow& section, const EpochRecord& head,
                      const Stopped& whom) {
  StopNotice notice;
  notice.space = section.space;
  notice.section = section.number;
  notice.stopped = whom.admissions;
  notice.gone = whom.admissions;
  if (const auto card = known_card(vault, whom.root)) {
    for (const DeviceId& device : head.ended) {
      if (card->certified.contains(device)) notice.ended.insert(device);
    }
  }
  for (const BatchRef& tip : head.frontier) {
    if (whom.admissions.contains(tip.chain.admission)) notice.frontier.push_back(tip);
  }
  for (const BatchHash& batch : head.adopted) {
    if (wrote(vault, whom.root, batch)) notice.adopted.insert(batch);
  }
  return notice;
}

}  // namespace alongside
