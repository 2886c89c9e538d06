# One static library per folder, named after it: shared/base -> alongside_base,
# client/store -> alongside_client_store, sync-server/http -> alongside_server_http.

include(Migrations)
include(Precompiled)
alongside_precompiled_kind(code)

# Gives the target's name for a folder.
function(alongside_target_name folder result)
  string(REGEX REPLACE "^shared/" "" name "${folder}")
  string(REGEX REPLACE "^sync-server/" "server_" name "${name}")
  string(REPLACE "/" "_" name "${name}")
  set(${result} "alongside_${name}" PARENT_SCOPE)
endfunction()

# Gives the targets for short names: ours first, then third-party ones. A folder of ours that has no
# files yet is left out.
function(alongside_targets result)
  set(targets "")
  foreach(name IN LISTS ARGN)
    if(TARGET alongside_${name})
      list(APPEND targets alongside_${name})
    elseif(TARGET third_party_${name})
      list(APPEND targets third_party_${name})
    elseif(NOT name IN_LIST alongside_folders)
      message(FATAL_ERROR "'${name}' is neither a folder of ours nor a third-party target")
    endif()
  endforeach()
  set(${result} "${targets}" PARENT_SCOPE)
endfunction()

# Makes the library of one folder (its .cc files, not those of sub-folders called migrations).
function(alongside_folder folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  alongside_target_name(${folder} target)
  string(REPLACE "alongside_" "" short ${target})
  set(alongside_folders ${alongside_folders} ${short} PARENT_SCOPE)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${folder}/*.cc")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${folder}/*.h")
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  alongside_targets(links ${arg_LINKS})
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC alongside_options ${links})
    alongside_precompiled(${target} code)
  elseif(headers)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE alongside_options ${links})
  else()
    return()
  endif()
  alongside_migrations(${folder} ${target})
  if(folder STREQUAL "client/platform" AND sources)
    target_compile_definitions(${target} PRIVATE
      ALONGSIDE_ASSETS="${PROJECT_SOURCE_DIR}/assets"
      ALONGSIDE_FONTS="${ALONGSIDE_DEPS}/hyperlegible/files")
  endif()
endfunction()

# Makes one program of `main`; left out while its main file is not there.
function(alongside_program name main)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "LINKS")
  file(GLOB found CONFIGURE_DEPENDS "${main}")
  if(NOT found)
    message(STATUS "not here yet: ${name} (${main})")
    return()
  endif()
  alongside_targets(links ${arg_LINKS})
  add_executable(${name} ${main})
  target_link_libraries(${name} PRIVATE alongside_options ${links})
endfunction()
