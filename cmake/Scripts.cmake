# Tests that are scripts: journeys through the real programs, and the tidy checks over the sources.

# Loaded into the window by journeys that press its keys.
add_library(alongside-hands MODULE tests/journeys/support/hands.cc)
target_link_libraries(alongside-hands PRIVATE alongside_options third_party_sdl2 third_party_sodium)
set_target_properties(alongside-hands PROPERTIES PREFIX ""
  LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

file(GLOB journeys CONFIGURE_DEPENDS "tests/journeys/*.sh" "tests/journeys/*.py")
foreach(script IN LISTS journeys)
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME journey.${name} COMMAND "${script}")
  set_tests_properties(journey.${name} PROPERTIES LABELS journey TIMEOUT 900
    ENVIRONMENT "ALONGSIDE_BIN=${CMAKE_BINARY_DIR}/bin;ALONGSIDE_SOURCE=${PROJECT_SOURCE_DIR}")
endforeach()

foreach(check layers leftovers server_link sizes test_count words)
  add_test(NAME tidy.${check}
    COMMAND "${PROJECT_SOURCE_DIR}/tools/lint/lint" --build "${CMAKE_BINARY_DIR}" ${check})
  add_test(NAME tidy.${check}.FindsWhatIsPlanted
    COMMAND "${PROJECT_SOURCE_DIR}/tools/lint/lint" --control ${check})
  set_tests_properties(tidy.${check} tidy.${check}.FindsWhatIsPlanted PROPERTIES LABELS tidy)
endforeach()
