#include "client/viewmodel/state_line.h"

#include <algorithm>
#include <string>

namespace alongside {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    if (name.empty()) continue;
    if (!all.empty()) all += ", ";
    all += name;
  }
  return all;
}

}  // namespace

Phrase state_line(const VaultStatus& status, Reach reach) {
  if (!status.has_server) return phrase("state.here");
  if (reach == Reach::turned_away) return phrase("state.turned_away");
  const std::int64_t not_sent =
      std::max<std::int64_t>(0, status.saved - status.sent) + status.messages_waiting_to_go;
  if (reach == Reach::no_signal) {
    return not_sent == 0 ? phrase("state.no_signal") : phrase("state.no_signal_waiting", not_sent);
  }
  if (not_sent > 0) return phrase("state.waiting", not_sent);
  const std::string who = joined(status.confirmed_by);
  return who.empty() ? phrase("state.sent") : phrase("state.confirmed").with("who", who);
}

}  // namespace alongside
