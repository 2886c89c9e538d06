#pragma once

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "client/store/erasing.h"
#include "client/store/streams.h"
#include "shared/seal/blob.h"
#include "tests/simulation/own_devices.h"
#include "tests/simulation/vault_search.h"

namespace alongside {

inline constexpr std::string_view kWords = "qzjxkvbwpyfm";
inline constexpr std::string_view kOthers = "ghdlrctnuoea";

// The small world with a second device of Ade, who keeps Mo's record.
struct Erasing {
  TwoCoaches world;
  SimDevice tablet{"Ade's tablet", 99};

  Erasing() {
    world.sync_all();
    tablet.home = world.enrol_device(tablet);
    make_own_device(world.ade, tablet);
    sync_all();
  }
  std::vector<SimDevice*> all() { return {&world.ade, &tablet, &world.bea, &world.cem}; }
  void sync_all(int rounds = 5) {
    for (int round = 0; round < rounds; ++round) {
      for (SimDevice* device : all()) world.sync(*device);
    }
  }
  EntityId note_everybody_has(SimDevice& by, std::string_view words) {
    const EntityId note = world.write_note(by, std::string(words));
    sync_all();
    for (SimDevice* device : all()) REQUIRE(world.has_note(*device, note, std::string(words)));
    return note;
  }
  Result<ErasedEntry> erase(SimDevice& on, const EntityId& note) {
    return erase_entry(on.window(), {world.mo, kSectionNotes, kKindNote, note});
  }
  bool is_anywhere(std::string_view words) {
    const auto devices = all();
    return std::any_of(devices.begin(), devices.end(),
                       [&](SimDevice* device) { return holds_bytes(*device, view_of(words)); });
  }
  // What lies in the section's streams at the server, opened, for who has every key.
  std::vector<Bytes> at_server() {
    std::vector<Bytes> opened;
    for (const auto& [address, blobs] : world.server.all_blobs()) {
      const auto stream = find_stream(world.ade.window().db(), address);
      if (!stream || !stream->epoch_key || stream->purpose != StreamPurpose::section) continue;
      for (const Bytes& blob : blobs) {
        auto payload = open_blob(content_key_of(*stream->epoch_key), address, blob);
        if (payload) opened.push_back(std::move(payload->bytes));
      }
    }
    return opened;
  }
  bool is_at_server(std::string_view words) { return stands_in(at_server(), words); }
  static bool stands_in(const std::vector<Bytes>& opened, std::string_view words) {
    return std::any_of(opened.begin(), opened.end(), [&](const Bytes& bytes) {
      const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      return text.find(words) != std::string_view::npos;
    });
  }
};

}  // namespace alongside
