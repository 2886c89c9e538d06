#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include <catch2/catch_test_macros.hpp>

#include "client/sync/enrol.h"
#include "client/sync/sync_once.h"
#include "tests/client/driver/app_under_test.h"
#include "tests/simulation/token_wire.h"

namespace alongside {

// Ade's window, whose vault is at a server, and a new device's window that has none. Their talks
// take turns where they wait, so that no clock decides anything.
class Meeting {
 public:
  Meeting() {
    for (AppUnderTest* each : {&ade, &tablet}) {
      const int me = each == &tablet ? 1 : 0;
      each->connect = [this](const Endpoint& endpoint) {
        return std::make_unique<Wire>(*this, endpoint.token);
      };
      each->on_wake = [this, me] { give_turn(1 - me); };
      each->pause = [this, me](std::int64_t) { pass(me); };
    }
    make_vault();
    ade.start();
    REQUIRE(ade->session.is_open());
  }
  ~Meeting() { leave_alone(); }

  // Lets everything happen until `is_so`; both windows draw on in the meantime.
  template <class IsSo>
  void until(IsSo is_so) {
    for (;;) {
      std::uint64_t seen = 0;
      {
        const std::lock_guard lock(mutex_);
        seen = wakes_;
      }
      ade.settle();
      tablet.settle();
      if (is_so()) return;
      if (is_one_over()) leave_alone();
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return wakes_ != seen; });
    }
  }

  // The host has begun, and shows its text: for a device of its own, or for a person's.
  void show_text(const JoinsAs& person = std::nullopt) {
    person ? ade->add_device.open_for(*person) : ade->add_device.open();
    ade.settle();
    ade->add_device.passphrase = "three quiet words";
    ade->add_device.begin();
    ade.settle();
    has_host_ = true;
    until([&] { return ade->add_device.step() == AddDeviceScreen::Step::text; });
  }
  // The new device has the text, and both show digits.
  void show_digits(const JoinsAs& person = std::nullopt) {
    show_text(person);
    tablet->start.arrive();
    tablet->join.open(person ? JoinScreen::From::coach : JoinScreen::From::my_device);
    tablet.settle();
    tablet->join.text = ade->add_device.text();
    tablet->join.new_vault.name = "tablet";
    tablet->join.new_vault.passphrase = "my own words";
    tablet->join.begin();
    tablet.settle();
    has_guest_ = true;
    until([&] {
      return ade->add_device.step() == AddDeviceScreen::Step::digits &&
             tablet->join.step() == JoinScreen::Step::digits;
    });
  }
  void both_say_yes() {
    ade->add_device.answer(true);
    tablet->join.answer(true);
    until([&] {
      return tablet->session.is_open() &&
             ade->add_device.step() == AddDeviceScreen::Step::passphrase;
    });
  }
  void sync() { sync(ade); }
  void sync(AppUnderTest& who) {
    Vault& vault = who->session.vault();
    Wire wire(*this, Token::from(home(vault)->token).value());
    REQUIRE(sync_once(vault, *home(vault), wire).state == SyncState::sent);
    who.settle();
  }
  // No one waits for the other any more: one of them has ended.
  void leave_alone() {
    {
      const std::lock_guard lock(mutex_);
      is_alone_ = true;
    }
    changed_.notify_all();
  }
  bool has_vault() {
    const VaultMeans means{tablet.clock, random_};
    return open_vault({tablet.data_folder(), "tablet"}, view_of("my own words"), means).has_value();
  }

 private:
  // One request at a time, from whatever thread.
  class Wire final : public Transport {
   public:
    Wire(Meeting& at, std::optional<Token> token) : at_(at), wire_(at.server_, token) {}
    Result<HttpAnswer> send(const HttpRequest& request) override {
      if (!at_.has_signal || is_stopped_) {
        return error(ErrorCode::unavailable, "There is no signal.");
      }
      const std::lock_guard lock(at_.server_mutex_);
      return wire_.send(request);
    }
    void stop() override { is_stopped_ = true; }

   private:
    Meeting& at_;
    TokenWire wire_;
    std::atomic<bool> is_stopped_{false};
  };

  void make_vault() {
    auto made = create_vault(
        {{ade.data_folder(), "ade"}, view_of("three quiet words"), "Ade", KdfCost::light()},
        {ade.clock, random_});
    REQUIRE(made);
    code = made->recovery_code;
    Vault& vault = *made->opened.vault;
    const Invite invite = server_.invite();
    Wire wire(*this, std::nullopt);
    const auto home = enrol(vault.device(), invite, wire);
    REQUIRE(home);
    REQUIRE(set_home(vault, *home, made->opened.roots_key));
  }
  void give_turn(int whom) {
    {
      const std::lock_guard lock(mutex_);
      turn_ = whom;
      ++wakes_;
    }
    changed_.notify_all();
  }
  // Whoever waits lets the other one go on.
  void pass(int me) {
    give_turn(1 - me);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return turn_ == me || is_alone_; });
  }
  bool is_one_over() {
    const bool is_host_over =
        has_host_ && ade->add_device.step() == AddDeviceScreen::Step::passphrase;
    return is_host_over || (has_guest_ && tablet->join.step() == JoinScreen::Step::fields);
  }

  SystemRandom random_;
  SimServer server_{7};
  std::mutex server_mutex_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t wakes_ = 0;
  int turn_ = 0;
  bool is_alone_ = false;
  bool has_host_ = false, has_guest_ = false;

 public:
  std::string code;  // of Ade's vault
  std::atomic<bool> has_signal{true};
  AppUnderTest ade, tablet;  // end before what their talks use
};

}  // namespace alongside
