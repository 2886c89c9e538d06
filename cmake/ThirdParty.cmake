# Third-party targets, all called third_party_<name>. Debian's come through pkg-config or their own
# CMake files; SQLite3 Multiple Ciphers and Dear ImGui are built once per machine and compiler
# from the pinned sources that tools/deps fetches, and shared by all build folders (docs/adr).

if(DEFINED ENV{ALONGSIDE_DEPS})
  set(default_deps "$ENV{ALONGSIDE_DEPS}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(default_deps "$ENV{XDG_CACHE_HOME}/alongside/deps")
else()
  set(default_deps "$ENV{HOME}/.cache/alongside/deps")
endif()
set(ALONGSIDE_DEPS "${default_deps}" CACHE PATH "Where tools/deps/install keeps pinned sources")

execute_process(COMMAND "${PROJECT_SOURCE_DIR}/tools/deps/install" --check
  RESULT_VARIABLE missing ERROR_VARIABLE complaint)
if(missing)
  message(FATAL_ERROR "${complaint}Run tools/deps/install first.")
endif()

find_package(PkgConfig REQUIRED)
find_package(Catch2 3.7 REQUIRED)
find_package(rapidcheck REQUIRED)

function(alongside_pkg_config name module)
  pkg_check_modules(found_${name} REQUIRED IMPORTED_TARGET ${module})
  add_library(third_party_${name} INTERFACE)
  target_link_libraries(third_party_${name} INTERFACE PkgConfig::found_${name})
endfunction()

alongside_pkg_config(sodium libsodium)
alongside_pkg_config(zstd libzstd)
alongside_pkg_config(curl libcurl)
alongside_pkg_config(sdl2 sdl2)
alongside_pkg_config(freetype freetype2)
alongside_pkg_config(png libpng)
alongside_pkg_config(qrencode libqrencode)
alongside_pkg_config(harfbuzz harfbuzz)
alongside_pkg_config(fribidi fribidi)
alongside_pkg_config(openssl openssl)
alongside_pkg_config(spdlog spdlog)
alongside_pkg_config(json nlohmann_json)
alongside_pkg_config(cli11 CLI11)

# cpp-httplib is one header. The backlog of 5 it has by default hangs devices that return together.
add_library(third_party_httplib INTERFACE)
target_include_directories(third_party_httplib SYSTEM INTERFACE "${ALONGSIDE_DEPS}/httplib")
target_compile_definitions(third_party_httplib INTERFACE
  CPPHTTPLIB_OPENSSL_SUPPORT CPPHTTPLIB_LISTEN_BACKLOG=1024)
target_link_libraries(third_party_httplib INTERFACE third_party_openssl)

# Builds cmake/third_party into the cache unless this compiler's build of these sources is there.
file(READ "${PROJECT_SOURCE_DIR}/cmake/third_party/CMakeLists.txt" recipe)
file(READ "${ALONGSIDE_DEPS}/sqlite3mc/.pinned" sqlite_pin)
file(READ "${ALONGSIDE_DEPS}/imgui/.pinned" imgui_pin)
execute_process(COMMAND c++ --version OUTPUT_VARIABLE compiler COMMAND_ERROR_IS_FATAL ANY)
string(SHA256 key "${recipe}${sqlite_pin}${imgui_pin}${compiler}")
string(SUBSTRING ${key} 0 16 key)
set(built "${ALONGSIDE_DEPS}/built/${key}")
file(MAKE_DIRECTORY "${built}")
file(LOCK "${built}" DIRECTORY GUARD FILE)
if(NOT EXISTS "${built}/done")
  message(STATUS "Building SQLite and Dear ImGui, once for this machine (about two minutes)")
  foreach(step "-S;${PROJECT_SOURCE_DIR}/cmake/third_party;-B;${built};-G;Ninja;-DCMAKE_CXX_COMPILER=c++;-DCMAKE_C_COMPILER=cc;-DALONGSIDE_DEPS=${ALONGSIDE_DEPS}"
          "--build;${built}")
    execute_process(COMMAND "${CMAKE_COMMAND}" ${step}
      OUTPUT_VARIABLE words ERROR_VARIABLE words RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "${words}\nSQLite and Dear ImGui could not be built.")
    endif()
  endforeach()
  file(TOUCH "${built}/done")
endif()

function(alongside_built name)
  add_library(third_party_${name} STATIC IMPORTED GLOBAL)
  set_target_properties(third_party_${name} PROPERTIES IMPORTED_LOCATION "${built}/lib${name}.a")
  target_link_libraries(third_party_${name} INTERFACE ${ARGN})
endfunction()

alongside_built(sqlite3mc m Threads::Threads)
target_include_directories(third_party_sqlite3mc SYSTEM INTERFACE
  "${ALONGSIDE_DEPS}/sqlite3mc/deps/sqlite3")

# What is compiled against Dear ImGui takes its headers; programs link `imgui`, tests that drive
# screens by label link `imgui_tested`, which calls the test hooks.
add_library(third_party_imgui_headers INTERFACE)
target_include_directories(third_party_imgui_headers SYSTEM INTERFACE
  "${ALONGSIDE_DEPS}/imgui" "${ALONGSIDE_DEPS}/imgui/backends" "${ALONGSIDE_DEPS}/imgui/misc/cpp"
  "${ALONGSIDE_DEPS}/imgui/misc/freetype")
target_compile_definitions(third_party_imgui_headers INTERFACE
  IMGUI_ENABLE_FREETYPE IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_USE_WCHAR32)
alongside_built(imgui third_party_imgui_headers third_party_sdl2 third_party_freetype)
alongside_built(imgui_tested third_party_imgui_headers third_party_sdl2 third_party_freetype)
target_compile_definitions(third_party_imgui_tested INTERFACE IMGUI_ENABLE_TEST_ENGINE)
