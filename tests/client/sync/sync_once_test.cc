#include "client/sync/sync_once.h"

#include "tests/client/sync/device_rig.h"

namespace alongside {
namespace {

struct SyncRig {
  SystemRandom random;
  NaiveCharity charity{Key::random(random)};
  Device ade{charity, "Ade"};
};

}  // namespace

TEST_CASE("Syncer.SendsWhatIsSavedInOneRequest", "[sync]") {
  SyncRig rig;
  rig.ade.join();
  rig.ade.sync();
  for (int i = 0; i < 5; ++i) rig.ade.note("words");
  const SyncReport report = rig.ade.sync();
  CHECK(report.state == SyncState::sent);
  CHECK(report.sent == 5);
  CHECK(report.pending == 0);
  CHECK(report.requests == 1);
  CHECK(report.reason.empty());
}

TEST_CASE("Syncer.ASecondSyncSendsNothing", "[sync]") {
  SyncRig rig;
  rig.ade.join();
  rig.ade.note("words");
  rig.ade.sync();
  const SyncReport again = rig.ade.sync();
  CHECK(again.state == SyncState::sent);
  CHECK(again.sent == 0);
  CHECK(again.requests == 1);
}

TEST_CASE("Syncer.WithoutSignalEverythingStaysSavedHere", "[sync]") {
  SyncRig rig;
  rig.ade.join();
  rig.ade.note("words");
  const SyncReport report = rig.ade.sync(no_signal());
  CHECK(report.state == SyncState::offline);
  CHECK(report.sent == 0);
  CHECK(report.pending == 1);
  CHECK_FALSE(report.reason.empty());
  CHECK(rig.ade.sync().state == SyncState::sent);
}

TEST_CASE("Syncer.ACaptivePortalIsNotSentYet", "[sync]") {
  SyncRig rig;
  rig.ade.join();
  for (int i = 0; i < 5; ++i) rig.ade.note("words");
  const SyncReport report = rig.ade.sync(captive_portal());
  CHECK(report.state == SyncState::offline);
  CHECK(report.pending == 5);
  CHECK(status(rig.ade.vault()).sent == 0);
}

TEST_CASE("Syncer.ADisabledDeviceIsTurnedAwayAndKeepsItsNotes", "[sync]") {
  SyncRig rig;
  rig.ade.join();
  rig.ade.note("words");
  for (const auto& [invite, used] : rig.charity.used) rig.charity.disabled.insert(used.token);
  const SyncReport report = rig.ade.sync();
  CHECK(report.state == SyncState::turned_away);
  CHECK(report.pending == 1);
  CHECK(status(rig.ade.vault()).saved == 1);
}

TEST_CASE("Syncer.AnAnswerThatIsLostCostsNoChangeAndNoCopy", "[sync]") {
  SyncRig rig;
  rig.ade.join();
  rig.ade.note("words");
  NaiveTransport direct(rig.charity, endpoint_of(*home(rig.ade.vault())));
  const auto count_blobs = [&rig] {
    std::size_t count = 0;
    for (const auto& [address, stream] : rig.charity.server.streams) count += stream.blobs.size();
    return count;
  };
  const SyncReport lost = rig.ade.sync([&](const HttpRequest& request) {
    REQUIRE(direct.send(request).has_value());
    return std::optional<Result<HttpAnswer>>(error(ErrorCode::unavailable, "lost"));
  });
  CHECK(lost.state == SyncState::offline);
  const std::size_t stored = count_blobs();
  CHECK(stored > 0);
  CHECK(rig.ade.sync().state == SyncState::sent);
  CHECK(count_blobs() == stored);
}

TEST_CASE("Syncer.AVaultWithoutAServerSaysWhatWaits", "[sync]") {
  SyncRig rig;
  rig.ade.note("words");
  const SyncReport report = sync_without_server(rig.ade.vault());
  CHECK(report.state == SyncState::offline);
  CHECK(report.pending == 1);
}

TEST_CASE("Syncer.WhatWasWrittenBeforeJoiningGoesToo", "[sync]") {
  SyncRig rig;
  rig.ade.note("words");
  rig.ade.join();
  const SyncReport report = rig.ade.sync();
  CHECK(report.state == SyncState::sent);
  CHECK(report.sent == 1);
}

}  // namespace alongside
