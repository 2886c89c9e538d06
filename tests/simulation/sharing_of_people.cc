#include "client/store/drafts.h"
#include "client/store/epochs.h"
#include "client/store/shares.h"
#include "shared/base/check.h"
#include "tests/simulation/edits_of_people.h"
#include "tests/simulation/vault_log.h"

namespace alongside {
void keep_draft(World& world, std::size_t number) {
  SimDevice& device = world.device(number);
  Draft draft;
  draft.place = "note:" + std::to_string(world.random.below(2));
  draft.body = "half a sentence " + std::to_string(world.random.below(100));
  const std::pair key{number, draft.place};
  const auto before = world.drafts.find(key);
  const bool drops = before != world.drafts.end() && world.one_in(3);
  world.drafts.erase(key);  // until it is known which of the two stands
  bool done = false;
  run_on(world, number, [&] {
    if (drops) {
      drop_draft(device.window(), draft.place);
    } else {
      save_draft(device.window(), draft);
      done = !device.disk.is_unplugged();
    }
  });
  if (done) world.drafts[key] = draft.body;
}

void take_in_card(World& world, std::size_t number, std::size_t of) {
  if (world.device(number).root() == world.device(of).root()) return;
  std::string card;
  run_on(world, of, [&] { card = my_card(world.device(of).window()); });
  if (card.empty()) return;
  run_on(world, number, [&] { MUST(add_contact(world.device(number).window(), card)); });
}

void write_with_newer_app(World& world, std::size_t number) {
  const World::Person& person = world.people[world.random.below(world.people.size())];
  const SectionKey key{person.space, world.one_in(2) ? kSectionNotes : kSectionGoals};
  if (world.writers[key].count(number) == 0) return;
  SimDevice& device = world.device(number);
  const Bytes inside = world.random.bytes(40 + world.random.below(200));
  const bool is_sealed_anew = world.one_in(2);
  std::optional<World::NewerBlob> made;
  const bool failed = run_on(world, number, [&] {
    Vault& vault = device.window();
    Transaction transaction(vault.db());
    const auto section = find_section(vault.db(), key.first, key.second);
    const auto stream = section ? target_stream(vault, section->id) : std::nullopt;
    if (!stream) return;
    Bytes blob;
    if (is_sealed_anew) {
      blob = inside;
      blob[0] = std::byte{7};
    } else {
      const Payload payload{static_cast<std::uint8_t>(world.one_in(2) ? 9 : 12), inside};
      blob =
          seal_blob(content_key_of(*stream->epoch_key), stream->address, payload, vault.random());
    }
    lay_ready_to_send(vault, stream->id, blob);
    transaction.commit();
    made = World::NewerBlob{number, key, stream->address, std::move(blob), std::nullopt};
    if (!is_sealed_anew) made->inside = inside;
  });
  if (made && !failed) {
    ++world.counts.newer_blobs;
    world.newer_blobs.push_back(std::move(*made));
  }
}

}  // namespace alongside
