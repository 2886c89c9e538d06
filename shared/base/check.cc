#include "shared/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace alongside {

void check_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "alongside: broken promise: %s (%s:%d)\n", expression, file, line);
  std::abort();
}

}  // namespace alongside
