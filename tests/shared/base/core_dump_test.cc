#include "shared/base/core_dump.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

namespace alongside {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int kDumpable = 1;
#else
constexpr int kDumpable = 0;
#endif

// In a process of its own, since it cannot be taken back. Gives its exit code.
int forbid_and_look() {
  forbid_core_dumps();
  rlimit limit{1, 1};
  getrlimit(RLIMIT_CORE, &limit);
  if (limit.rlim_cur != 0 || limit.rlim_max != 0) return 1;
  return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == kDumpable ? 0 : 2;
}

}  // namespace

TEST_CASE("CoreDump.NoMemoryIsLeftOnceForbidden", "[base]") {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(forbid_and_look());
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

}  // namespace alongside
