# Configures `source` in `folder` without some packages, and builds nothing: parts that need them are left out
# in one line each, are back when the packages are, and stop CMake where the user has asked for them.
include("${CMAKE_CURRENT_LIST_DIR}/must_fail.cmake")
file(REMOVE_RECURSE "${folder}")
set(configure "${CMAKE_COMMAND}" -S "${source}" -G "${generator}" "-DCMAKE_CXX_COMPILER=${compiler}"
    "-DADALINE_XSIMD_INCLUDE=${xsimd}" -DADALINE_LEVELS=scalar -DADALINE_BUILD_EXAMPLES=OFF)

# configured(said built arguments..): what is said to be left out, and which folders of parts there are then.
function(configured said built)
  execute_process(COMMAND ${configure} -B "${folder}/build" ${ARGN}
    OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "Left out: [^\n]+" lines "${output}")
  if(NOT lines STREQUAL said)
    message(FATAL_ERROR "expected\n${said}\ngot\n${output}")
  endif()
  foreach(part cli bench tests)
    file(GLOB rules "${folder}/build/${part}/cmake_install.cmake")
    if(rules)
      list(APPEND there ${part})
    endif()
  endforeach()
  if(NOT "${there}" STREQUAL built)
    message(FATAL_ERROR "expected the parts '${built}', there are '${there}'")
  endif()
endfunction()

# Google Benchmark's source will do as well: it is looked for where there is none.
set(without "-DADALINE_BENCHMARK_SOURCE=${folder}/none")
foreach(package Boost CLI11 benchmark fmt rapidcheck)
  list(APPEND without -DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON)
endforeach()
string(CONCAT said
  "Left out: the program `adaline`, without CLI11, fmt, Boost. For Debian: apt install libcli11-dev libfmt-dev libboost-dev;"
  "Left out: the benchmarks, without Google Benchmark. For Debian: apt install libbenchmark-dev;"
  "Left out: the tests, without rapidcheck. For Debian: apt install librapidcheck-dev")
configured("${said}" "" ${without})
# What is turned off is not missed.
set(no_others -DADALINE_BUILD_CLI=OFF -DADALINE_BUILD_BENCHMARKS=OFF)
configured("" tests -DCMAKE_DISABLE_FIND_PACKAGE_rapidcheck=OFF ${no_others})

must_fail("There is no CLI11, fmt, Boost, which the program `adaline` needs: install it (Debian: libcli11-dev \
libfmt-dev libboost-dev), or configure with -DADALINE_BUILD_CLI=OFF." ${configure} -B "${folder}/asked" ${without} -DADALINE_BUILD_CLI=ON)
