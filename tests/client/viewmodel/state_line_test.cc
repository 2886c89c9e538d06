#include "client/viewmodel/state_line.h"

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

VaultStatus with_server(std::int64_t saved, std::int64_t sent) {
  VaultStatus status;
  status.has_server = true;
  status.saved = saved;
  status.sent = sent;
  return status;
}

TEST_CASE("StateLine.WithoutAServerItOnlySaysThatItIsSavedHere", "[view]") {
  VaultStatus status;
  status.saved = 5;
  CHECK(state_line(status, Reach::no_signal).key == "state.here");
}

TEST_CASE("StateLine.NeverSaysSentWhileSomethingIsNot", "[view]") {
  for (const Reach reach :
       {Reach::not_tried, Reach::no_signal, Reach::reached, Reach::turned_away}) {
    CHECK(state_line(with_server(5, 4), reach).key != "state.sent");
    CHECK(state_line(with_server(5, 4), reach).key != "state.confirmed");
  }
}

TEST_CASE("StateLine.CountsWhatIsNotSent", "[view]") {
  const Phrase words = state_line(with_server(9, 4), Reach::reached);
  CHECK(words.key == "state.waiting");
  CHECK(words.count == 5);
}

TEST_CASE("StateLine.WithoutSignalEverythingIsSavedHere", "[view]") {
  CHECK(state_line(with_server(4, 4), Reach::no_signal).key == "state.no_signal");
  CHECK(state_line(with_server(5, 4), Reach::no_signal).count == 1);
}

TEST_CASE("StateLine.NamesWhoHasIt", "[view]") {
  VaultStatus status = with_server(4, 4);
  status.confirmed_by = {"Bea"};
  const Phrase words = state_line(status, Reach::reached);
  CHECK(words.key == "state.confirmed");
  CHECK(words.args.at(0).text == "Bea");
}

TEST_CASE("StateLine.AGrantThatWaitsIsNotSent", "[view]") {
  VaultStatus status = with_server(4, 4);
  status.messages_waiting_to_go = 1;
  CHECK(state_line(status, Reach::reached).key == "state.waiting");
}

}  // namespace
}  // namespace alongside
