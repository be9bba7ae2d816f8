# One static library a room: its sources are the .cpp files of its folder, and what it links is what it may include.

# Sanitizers bring their own checks; "address,undefined" has a comma, so this can't be a generator expression.
set(bancheng_fortify 2)
if(BANCHENG_SANITIZE)
  set(bancheng_fortify 0)
endif()

add_library(bancheng_options INTERFACE)
target_include_directories(bancheng_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(bancheng_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Werror
  -fno-omit-frame-pointer $<$<NOT:$<CONFIG:Debug>>:-O2> -D_FORTIFY_SOURCE=${bancheng_fortify})
# GCC 12 warns wrongly about assigning literals to std::string (GCC bug 105651); later versions keep the warning.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(bancheng_options INTERFACE -Wno-restrict)
endif()
# An optional or variant that holds nothing is taken for an uninitialized one (GCC bug 80635): by GCC 13 and later, and by
# GCC 12 when sanitizers add their checks.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND (BANCHENG_SANITIZE OR CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13))
  target_compile_options(bancheng_options INTERFACE -Wno-maybe-uninitialized)
endif()
if(BANCHENG_SANITIZE)
  target_compile_options(bancheng_options INTERFACE -O1)
  # The thread checker does not see fences; Asio has some (beside atomics, which it sees).
  if(BANCHENG_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(bancheng_options INTERFACE -Wno-tsan)
  endif()
  add_compile_options(-fsanitize=${BANCHENG_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BANCHENG_SANITIZE})
endif()
find_program(BANCHENG_MOLD mold)
if(BANCHENG_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(BANCHENG_CCACHE ccache)
if(BANCHENG_CCACHE)
  # Paths below the checkout do not count, so that a fresh clone finds what another checkout has compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=true ${BANCHENG_CCACHE})
endif()

# bancheng_room(<name> [LINKS <rooms and libraries>] [PRIVATE <libraries>] [EXCLUDE <files>])
# makes the static library bancheng_<name> of every .cpp file beside the calling CMakeLists.txt.
function(bancheng_room name)
  cmake_parse_arguments(ROOM "" "" "LINKS;PRIVATE;EXCLUDE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  foreach(file ${ROOM_EXCLUDE})
    list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  if(sources)
    add_library(bancheng_${name} STATIC ${sources})
    target_link_libraries(bancheng_${name} PUBLIC bancheng_options ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE})
  else()
    add_library(bancheng_${name} INTERFACE)
    target_link_libraries(bancheng_${name} INTERFACE bancheng_options ${ROOM_LINKS})
  endif()
endfunction()

# bancheng_test(<name> LABEL <unit|conformance|scenario|crash|fuzz|vm|web> [LINKS <libraries>] [SUITES <doctest suites>])
# makes the doctest program <name>_test of every .cpp file beside the calling CMakeLists.txt and registers it. Each of the
# SUITES becomes a test of its own, <name>-<suite>, so that what mostly waits can wait side by side; <name> is the rest.
function(bancheng_test name)
  cmake_parse_arguments(TEST "" "LABEL" "LINKS;SUITES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_executable(${name}_test ${sources} ${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp)
  target_link_libraries(${name}_test PRIVATE bancheng_options ${TEST_LINKS})
  target_compile_definitions(${name}_test PRIVATE BANCHENG_SOURCE_DIR="${CMAKE_SOURCE_DIR}" BANCHENG_BINARY_DIR="${CMAKE_BINARY_DIR}")
  set(rest)
  set(tests ${name})
  if(TEST_SUITES)
    list(JOIN TEST_SUITES "," all_suites)
    set(rest --test-suite-exclude=${all_suites})
  endif()
  add_test(NAME ${name} COMMAND ${name}_test ${rest})
  foreach(suite ${TEST_SUITES})
    add_test(NAME ${name}-${suite} COMMAND ${name}_test --test-suite=${suite})
    list(APPEND tests ${name}-${suite})
  endforeach()
  # A suite that does not exist would pass.
  set_tests_properties(${tests} PROPERTIES LABELS ${TEST_LABEL} TIMEOUT 300 FAIL_REGULAR_EXPRESSION "test cases: +0 ")
endfunction()
