# The parts of the build besides the library: ADALINE_BUILD_CLI, ADALINE_BUILD_TESTS, ADALINE_BUILD_BENCHMARKS.
#
#   AUTO  the default of a build of its own: built where all that it needs is found, else left out, as a line says
#   ON    what is missing stops CMake
#   OFF   left out; the default where adaline is a part of another build
#
# The cache keeps what the user said. Here each is set to ON or OFF, so that the rest of the build asks no more
# than that.

# adaline_part(option part needs..): decides about one part. Each need is a name and Debian's package, with a
# colon between: a CMake package, if need be with a version or with CONFIG; a header, whose folder is then in
# ADALINE_<NAME>_H; the path of a file; `emulator`, which runs the programs of another machine; or `Google
# Benchmark`, whose source will do as well.
function(adaline_part option part)
  set(default OFF)
  if(PROJECT_IS_TOP_LEVEL)
    set(default AUTO)
  endif()
  set(${option} ${default} CACHE STRING "Build ${part}: AUTO (where all that it needs is found), ON or OFF")
  set_property(CACHE ${option} PROPERTY STRINGS AUTO ON OFF)
  if(NOT ${option})
    return()
  endif()
  set(names "")
  set(packages "")
  foreach(need IN LISTS ARGN)
    string(REGEX MATCH "^(.+):(.+)$" need "${need}")
    set(name "${CMAKE_MATCH_1}")
    set(package "${CMAKE_MATCH_2}")
    if(name STREQUAL "emulator")
      set(found "${CMAKE_CROSSCOMPILING_EMULATOR}")
    elseif(name STREQUAL "Google Benchmark")
      find_package(benchmark QUIET)
      set(found ${benchmark_FOUND})
      if(NOT found)
        adaline_fetch_google_benchmark(found)
      endif()
    elseif(name MATCHES "^[^/]+[.]h$")
      string(MAKE_C_IDENTIFIER "ADALINE_${name}" variable)
      string(TOUPPER "${variable}" variable)
      find_path(${variable} "${name}")
      set(found "${${variable}}")
    elseif(IS_ABSOLUTE "${name}")
      file(GLOB found "${name}")
    else()
      separate_arguments(request UNIX_COMMAND "${name}")
      find_package(${request} QUIET)
      list(GET request 0 package_name)
      set(found "${${package_name}_FOUND}")
    endif()
    if(NOT found)
      string(REPLACE " CONFIG" "" name "${name}")
      list(APPEND names "${name}")
      list(APPEND packages ${package})
    endif()
  endforeach()
  if(NOT names)
    set(${option} ON PARENT_SCOPE)
    return()
  endif()
  list(JOIN names ", " names)
  list(JOIN packages " " packages)
  string(TOUPPER "${${option}}" asked)
  if(NOT asked STREQUAL "AUTO")
    message(FATAL_ERROR " There is no ${names}, which ${part} needs: install it (Debian: ${packages}), or "
      "configure with -D${option}=OFF.")
  endif()
  message(STATUS "Left out: ${part}, without ${names}. For Debian: apt install ${packages}")
  set(${option} OFF PARENT_SCOPE)
endfunction()

adaline_part(ADALINE_BUILD_CLI "the program `adaline`"
  CLI11:libcli11-dev nlohmann_json:nlohmann-json3-dev fmt:libfmt-dev "Boost CONFIG:libboost-dev"
  xxhash.h:libxxhash-dev)
adaline_part(ADALINE_BUILD_BENCHMARKS "the benchmarks" "Google Benchmark:libbenchmark-dev")

set(test_needs "Python3 3.9:python3")
if(CMAKE_CROSSCOMPILING)
  # The packages of the libraries are for this machine. GoogleTest's source, which Debian packages as well, is
  # for any.
  set(ADALINE_GOOGLETEST_SOURCE /usr/src/googletest CACHE PATH
      "GoogleTest's source, for tests of another machine")
  list(APPEND test_needs emulator:qemu-user "${ADALINE_GOOGLETEST_SOURCE}/CMakeLists.txt:googletest")
else()
  list(APPEND test_needs GTest:libgtest-dev rapidcheck:librapidcheck-dev)
endif()
adaline_part(ADALINE_BUILD_TESTS "the tests" ${test_needs})
