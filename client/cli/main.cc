#include <chrono>
#include <csignal>
#include <iostream>
#include <thread>

#include "client/cli/program.h"
#include "client/sync/curl_transport.h"
#include "shared/base/core_dump.h"

namespace {

void wait_for(std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

}  // namespace

int main(int count, char** words) {
  alongside::forbid_core_dumps();
  // A reader that went away shows as an answer that cannot be written, not as a silent end.
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  alongside::start_crypto();
  const alongside::SystemClock clock;
  alongside::SystemRandom random;
  const alongside::CliMeans means{
      clock, random, alongside::make_curl_transport, std::cin, std::cout, std::cerr, wait_for};
  return alongside::run_cli({words + 1, words + count}, means);
}
