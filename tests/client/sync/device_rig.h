#pragma once

#include <catch2/catch_test_macros.hpp>

#include "client/store/edits.h"
#include "client/store/people.h"
#include "client/sync/enrol.h"
#include "client/sync/sync_once.h"
#include "tests/client/sync/naive_transport.h"
#include "tests/support/crypto.h"
#include "tests/support/temp_folder.h"

namespace alongside {

// A device with a vault of its own, in the weather of its place.
class Device {
 public:
  Device(NaiveCharity& charity, std::string name) : charity_(charity) {
    Result<CreatedVault> made =
        create_vault({{folder_.path(), name}, view_of("a long passphrase"), name, KdfCost::light()},
                     {clock_, random_});
    REQUIRE(made);
    opened_ = std::move(made->opened);
  }

  Vault& vault() { return *opened_.vault; }

  void join() {
    const Invite invite = charity_.invite();
    NaiveTransport transport(charity_, endpoint_of(invite));
    const Result<Home> home = enrol(vault().device(), invite, transport);
    REQUIRE(home);
    REQUIRE(set_home(vault(), *home, opened_.roots_key));
  }

  SyncReport sync(const Weather& weather = fair()) {
    const std::unique_ptr<Transport> transport = connect(weather);
    const std::optional<Home> server = home(vault());
    REQUIRE(server);
    return sync_once(vault(), *server, *transport);
  }

  std::unique_ptr<Transport> connect(const Weather& weather = fair()) {
    const std::optional<Home> server = home(vault());
    REQUIRE(server);
    return std::make_unique<WeatheredTransport>(
        std::make_unique<NaiveTransport>(charity_, endpoint_of(*server)), weather);
  }

  EntityId note(const std::string& words) {
    const Result<EntityId> note =
        add_entry(vault(), loose_notes(vault()), kKindNote,
                  {{kNoteBody, Text{words, "coach", "en"}, std::nullopt}});
    REQUIRE(note);
    return *note;
  }

  static Weather fair() {
    return [](const HttpRequest&) -> std::optional<Result<HttpAnswer>> { return std::nullopt; };
  }

 private:
  TempFolder folder_;
  SystemClock clock_;
  SystemRandom random_;
  NaiveCharity& charity_;
  OpenedVault opened_;
};

}  // namespace alongside
