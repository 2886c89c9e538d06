#pragma once

#include "tests/simulation/world.h"

namespace alongside {

// A device's way to the server: loses, doubles, holds up, cuts and swaps what goes through it, and
// lets others act in the meantime, as the world's random source says. When the world is calm it is
// perfect.
class SimLink final : public Transport {
 public:
  SimLink(World& world, std::size_t device) : world_(world), device_(device) {}

  Result<HttpAnswer> send(const HttpRequest& request) override;
  void stop() override {}

 private:
  Result<HttpAnswer> deliver(const HttpRequest& request);
  void deliver_unheard(const HttpRequest& request);  // nobody gets the answer
  Result<HttpAnswer> send_with_faults(const HttpRequest& request);
  Token token() const;

  World& world_;
  std::size_t device_;
  std::optional<HttpAnswer> earlier_;  // an answer to an earlier request of this sync
};

// Lets requests that were held up arrive: some of them, or all. Nobody waits for the answers.
void deliver_late(World& world, bool all);

}  // namespace alongside
