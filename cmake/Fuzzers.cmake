# Each tests/fuzz/<name>_fuzz.cc is one decoder's fuzzer, alongside-fuzz-<name>. With ALONGSIDE_FUZZ it
# runs libFuzzer; otherwise it is a test that replays the corpus in tests/fuzz/corpus/<name>.
file(GLOB fuzzers CONFIGURE_DEPENDS "tests/fuzz/*.cc")
foreach(source IN LISTS fuzzers)
  get_filename_component(name ${source} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" name ${name})
  alongside_targets(links test_support ${shared})
  add_executable(alongside-fuzz-${name} ${source} tests/support/fuzz_main.cc)
  target_link_libraries(alongside-fuzz-${name} PRIVATE alongside_options ${links})
  if(ALONGSIDE_FUZZ)
    target_link_options(alongside-fuzz-${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(alongside-fuzz-${name} PRIVATE tests/support/fuzz_replay_main.cc)
    add_test(NAME fuzz.${name}.CorpusIsRefusedOrRoundTrips
      COMMAND alongside-fuzz-${name} "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name}")
    set_tests_properties(fuzz.${name}.CorpusIsRefusedOrRoundTrips PROPERTIES LABELS fuzz)
  endif()
endforeach()
