#include "shared/base/core_dump.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "shared/base/check.h"

namespace alongside {

void forbid_core_dumps() {
  const rlimit none{0, 0};
  MUST(setrlimit(RLIMIT_CORE, &none) == 0);
#ifndef __SANITIZE_ADDRESS__  // its look for leaks reads the process's memory as another program
                              // does
  MUST(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
#endif
}

}  // namespace alongside
