# Headers that most files read, compiled once for all targets of one kind: `code` is the product and what
# tests share, `tests` the test programs, which have flags of their own. Everyday builds (dev) go without,
# so a file that forgets an #include does not pass there; release compiles only its tests so, for at -O2
# g++ 12 warns of overruns in headers that come from there and are none (at -O1 with the thread sanitizer,
# too: that build is not optimised).

set(alongside_precompiled_headers
  <algorithm> <array> <chrono> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <optional>
  <set> <span> <sstream> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>
  <tl/expected.hpp>)

# Makes the target that the others of this kind take them from.
function(alongside_precompiled_kind kind)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;LINKS;FLAGS")
  if(NOT kind IN_LIST ALONGSIDE_PRECOMPILED)
    return()
  endif()
  set(source "${PROJECT_BINARY_DIR}/generated/precompiled_${kind}.cc")
  file(CONFIGURE OUTPUT ${source} CONTENT "\n")
  add_library(alongside_precompiled_${kind} STATIC ${source})
  target_link_libraries(alongside_precompiled_${kind} PRIVATE alongside_options ${arg_LINKS})
  target_compile_options(alongside_precompiled_${kind} PRIVATE ${arg_FLAGS})
  target_precompile_headers(alongside_precompiled_${kind} PRIVATE
    ${alongside_precompiled_headers} ${arg_HEADERS})
endfunction()

function(alongside_precompiled target kind)
  if(kind IN_LIST ALONGSIDE_PRECOMPILED)
    target_precompile_headers(${target} REUSE_FROM alongside_precompiled_${kind})
  endif()
endfunction()
