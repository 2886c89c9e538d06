# SQL that is compiled in: <folder>/migrations/0001_name.sql, 0002_name.sql ... become the array
# k<Folder>Migrations (kClientStoreMigrations) in the generated header <folder>/migrations.h.

function(alongside_migrations folder target)
  file(GLOB files CONFIGURE_DEPENDS "${folder}/migrations/*.sql")
  if(NOT files)
    return()
  endif()
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  string(REPLACE "sync-server/" "server/" words "${folder}")
  string(REGEX MATCHALL "[a-z]+" words "${words}")
  set(array "k")
  foreach(word IN LISTS words)
    string(SUBSTRING ${word} 0 1 first)
    string(SUBSTRING ${word} 1 -1 rest)
    string(TOUPPER ${first} first)
    string(APPEND array "${first}${rest}")
  endforeach()
  set(entries "")
  foreach(path IN LISTS files)
    get_filename_component(name ${path} NAME)
    if(NOT name MATCHES "^0*([1-9][0-9]*)_[a-z_]+\\.sql$")
      message(FATAL_ERROR "${path}: a migration is called NNNN_name.sql")
    endif()
    set(number ${CMAKE_MATCH_1})
    file(READ ${path} sql)
    string(APPEND entries "    {${number}, R\"sql(${sql})sql\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/${folder}/migrations.h" @ONLY CONTENT
"#pragma once

// Generated from @folder@/migrations.

#include \"shared/sqlite/migrate.h\"

namespace alongside {

inline constexpr Migration @array@Migrations[] = {
@entries@};

}  // namespace alongside
")
endfunction()
