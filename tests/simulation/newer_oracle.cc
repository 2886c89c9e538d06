#include "client/store/rows.h"
#include "shared/seal/blob.h"
#include "tests/simulation/oracles.h"

namespace alongside {
namespace {

// Whether it ever got into its stream: that may have been closed before.
bool was_taken(World& world, const World::NewerBlob& newer) {
  auto& query = world.device(newer.device)
                    .window()
                    .db()
                    .statement(
                        "SELECT 1 FROM blob JOIN stream ON stream.id = blob.stream WHERE "
                        "stream.address = ?1 AND blob.hash = ?2 AND (receipt IS NOT NULL OR place "
                        "IS NOT NULL)")
                    .bind(1, newer.address)
                    .bind(2, hash_of_blob(newer.bytes));
  return first_row(query, [](Statement&) { return true; }).has_value();
}

// A server that was put back may have lost it before anybody copied the stream: then it stays where
// it was made (docs/spec/erasing.md).
bool is_kept_by_its_maker(World& world, const World::NewerBlob& newer) {
  auto& query = world.device(newer.device)
                    .window()
                    .db()
                    .statement(
                        "SELECT blob.bytes FROM blob JOIN stream ON stream.id = blob.stream WHERE "
                        "stream.address = ?1 AND blob.hash = ?2 AND blob.bytes IS NOT NULL")
                    .bind(1, newer.address)
                    .bind(2, hash_of_blob(newer.bytes));
  const auto bytes = first_row(query, [](Statement& row) { return copy_of(row.blob(0)); });
  return bytes && equal(*bytes, newer.bytes);
}

}  // namespace

void check_newer_blobs(World& world) {
  for (const World::NewerBlob& newer : world.newer_blobs) {
    if (world.lost.count(newer.device) != 0) continue;  // it may have gone with its device
    if (!was_taken(world, newer)) continue;             // its own app would write it anew
    if (world.server.is_dropped(newer.address)) {
      const bool is_moved = newer.inside && lies_in_some_stream(world, *newer.inside);
      if (!is_moved && !(world.server.restores > 0 && is_kept_by_its_maker(world, newer))) {
        world.fail("what a newer app wrote went with a stream that was dropped");
      }
      continue;
    }
    if (!world.server.holds(newer.address, hash_of_blob(newer.bytes))) {
      world.fail("the server does not have what a newer app wrote");
    }
    for (const std::size_t number : readers_of(world, newer.section)) {
      auto& query = world.device(number).window().db().statement(
          "SELECT blob.bytes FROM blob JOIN stream ON stream.id = blob.stream "
          "WHERE stream.address = ?1 AND blob.hash = ?2 AND blob.place IS NOT NULL");
      query.bind(1, newer.address).bind(2, hash_of_blob(newer.bytes));
      const bool is_there = query.step() && equal(query.blob(0), newer.bytes);
      query.reset();
      if (!is_there)
        world.fail(world.device(number).name() + " did not keep what a newer app wrote");
    }
  }
}

}  // namespace alongside
