# What every one of our targets is compiled with. Third-party code is not touched by any of it.
option(ALONGSIDE_PLANTS "Compile the planted bugs that tests switch on" OFF)
option(ALONGSIDE_WARNINGS_ARE_ERRORS "Stop at the first compiler warning" OFF)
set(ALONGSIDE_PRECOMPILED "" CACHE STRING "Kinds of targets with precompiled headers: code, tests")
option(ALONGSIDE_FUZZ "Build the fuzzers with libFuzzer (clang)" OFF)
set(ALONGSIDE_SANITIZERS "" CACHE STRING "Sanitizers for our code, as -fsanitize takes them")

find_package(Threads REQUIRED)

add_library(alongside_options INTERFACE)
target_compile_features(alongside_options INTERFACE cxx_std_20)
target_include_directories(alongside_options INTERFACE
  "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
target_compile_options(alongside_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  # g++ 12 takes the virtual call of a Random that is the first member of a class being made for
  # unreachable, and cuts the function off there.
  $<$<CXX_COMPILER_ID:GNU>:-fno-devirtualize>
  $<$<BOOL:${ALONGSIDE_WARNINGS_ARE_ERRORS}>:-Werror>)
target_compile_definitions(alongside_options INTERFACE
  _GLIBCXX_ASSERTIONS
  # SDL2 asks for it; what shares precompiled headers must agree.
  _REENTRANT
  $<$<BOOL:${ALONGSIDE_PLANTS}>:ALONGSIDE_PLANTS=1>)
target_link_libraries(alongside_options INTERFACE Threads::Threads)
set(CMAKE_CXX_EXTENSIONS OFF)

if(ALONGSIDE_SANITIZERS)
  set(sanitize -fsanitize=${ALONGSIDE_SANITIZERS} -fno-sanitize-recover=all)
  target_compile_options(alongside_options INTERFACE ${sanitize} -fno-omit-frame-pointer
    # g++ sees uninitialised reads in the code its own sanitizers insert.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    $<$<BOOL:${ALONGSIDE_FUZZ}>:-fsanitize=fuzzer-no-link>)
  # These four make up almost half of what compiling with sanitizers costs. A null pointer and an object
  # too small are met by the address sanitizer too; the fuzzers, which read others' bytes, keep all four.
  if(ALONGSIDE_SANITIZERS MATCHES "undefined" AND NOT ALONGSIDE_FUZZ)
    target_compile_options(alongside_options INTERFACE
      -fno-sanitize=null,alignment,vptr,object-size)
  endif()
  target_link_options(alongside_options INTERFACE ${sanitize})
endif()
