#pragma once

#include "client/store/erase_record.h"
#include "tests/simulation/own_devices.h"
#include "tests/simulation/vault_search.h"

namespace alongside {

inline constexpr std::string_view kErasedWords = "qzjxkvbwpyfm";

// The small world with a second device of Ade, who keeps Mo's record; every word in it is
// kErasedWords, so that it can be searched for.
class ErasedWorld {
 public:
  ErasedWorld();

  std::vector<SimDevice*> all() { return {&world.ade, &tablet, &world.bea, &world.cem}; }
  void sync_all(int rounds = 5);
  void everybody_writes();
  Result<RecordToErase> ask(SimDevice& on);
  // Asked for by Ade, the wait is over, and everybody has heard.
  void erase();
  // Time goes by, for the server and everybody.
  void pass(TimeMs ms);
  void reopen(SimDevice& device);
  // Ade removes her tablet.
  void remove_tablet();

  bool is_on(SimDevice& device) { return holds_bytes(device, view_of(kErasedWords)); }
  bool is_held_by_all();
  // At the server lies something in a stream that Mo's sections once had.
  bool is_at_server();
  // Something there opens with the keys that any of the devices has.
  bool is_readable_at_server();
  // Neither on a device nor, in whatever form, at the server.
  bool is_nowhere();

  TwoCoaches world;
  SimDevice tablet{"Ade's tablet", 99};
  std::set<Address> addresses;  // of the streams that Mo's sections had so far
};

}  // namespace alongside
