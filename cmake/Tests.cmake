# Test programs: one per layer, each TEST_CASE of it one ctest test labelled with the layer, and with
# <layer>-threads where it is tagged [threads] (so `ctest -L threads` runs those of all layers).
include(Catch)

# What is tested is compiled as its preset says; the tests themselves as fast as can be.
set(alongside_test_flags -O0 -U_FORTIFY_SOURCE)
if(ALONGSIDE_SANITIZERS MATCHES "undefined")
  list(APPEND alongside_test_flags -fno-sanitize=undefined)
endif()
alongside_precompiled_kind(tests HEADERS <catch2/catch_test_macros.hpp>
  LINKS Catch2::Catch2 FLAGS ${alongside_test_flags})

# Makes the program `name` of the test files below `folder` (and further folders in EXTRA).
function(alongside_tests name folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINKS;EXTRA")
  set(sources "")
  foreach(place ${folder} ${arg_EXTRA})
    file(GLOB_RECURSE found CONFIGURE_DEPENDS "${place}/*_test.cc")
    list(APPEND sources ${found})
  endforeach()
  if(NOT sources)
    message(STATUS "not here yet: ${name} (${folder})")
    return()
  endif()
  alongside_targets(links ${arg_LINKS})
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE alongside_options ${links} Catch2::Catch2WithMain rapidcheck)
  target_compile_definitions(${name} PRIVATE
    ALONGSIDE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests")
  target_compile_options(${name} PRIVATE ${alongside_test_flags})
  alongside_precompiled(${name} tests)
  string(REPLACE "alongside-tests-" "" layer ${name})
  catch_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_SPEC "~[threads]"
    PROPERTIES TIMEOUT 600 LABELS ${layer})
  catch_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_SPEC "[threads]"
    PROPERTIES TIMEOUT 600 LABELS ${layer}-threads)
endfunction()

# What tests share: every .cc of a folder that is neither a test nor a program.
function(alongside_test_library target folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINKS")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${folder}/*.cc")
  list(FILTER sources EXCLUDE REGEX "(_test|_main)\\.cc$")
  if(NOT sources)
    return()
  endif()
  alongside_targets(links ${arg_LINKS})
  add_library(${target} STATIC ${sources})
  target_link_libraries(${target} PUBLIC alongside_options ${links} Catch2::Catch2 rapidcheck)
  target_compile_definitions(${target} PRIVATE
    ALONGSIDE_TEST_DATA="${PROJECT_SOURCE_DIR}/tests")
  alongside_precompiled(${target} code)
endfunction()

set(shared base codec sign seal change merge model consent protocol pairing sqlite)
set(client client_store client_sync client_viewmodel client_view client_platform client_page client_cli)
set(server server_store server_http server_keeper)
list(APPEND alongside_folders test_support simulation screen_driver bench)

alongside_test_library(alongside_test_support tests/support LINKS ${shared} json)
alongside_test_library(alongside_simulation tests/simulation
  LINKS test_support client_store client_sync server_store server_http)

alongside_tests(alongside-tests-shared tests/shared EXTRA tests/support tests/golden
  LINKS test_support ${shared})
alongside_test_library(alongside_screen_driver tests/client/driver
  LINKS client_view client_platform imgui_tested png)
alongside_tests(alongside-tests-client tests/client/cli
  EXTRA tests/client/driver tests/client/page tests/client/platform tests/client/store tests/client/view
        tests/client/viewmodel
  LINKS test_support ${client} screen_driver simulation json)
alongside_tests(alongside-tests-sync tests/client/sync
  LINKS test_support client_store client_sync)
alongside_tests(alongside-tests-server tests/sync-server
  LINKS test_support ${server} json)
alongside_tests(alongside-tests-simulation tests/simulation
  LINKS simulation test_support)
alongside_program(alongside-simulate tests/simulation/simulate_main.cc
  LINKS simulation test_support cli11 json)
alongside_program(alongside-replay-traces tests/support/replay_traces_main.cc
  LINKS test_support json)
alongside_test_library(alongside_bench tools/bench LINKS simulation test_support)
alongside_program(alongside-bench tools/bench/bench_main.cc LINKS bench simulation test_support)

include(Simulation)
include(Fuzzers)
include(Scripts)
