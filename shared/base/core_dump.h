#pragma once

namespace alongside {

// From now on a crash of this process leaves none of its memory behind, and no other program of the
// same person may read that memory (setrlimit(2) RLIMIT_CORE, prctl(2) PR_SET_DUMPABLE). Called
// before any secret is read.
void forbid_core_dumps();

}  // namespace alongside
