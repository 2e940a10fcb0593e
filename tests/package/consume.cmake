# Builds tests/consumer in `folder` by one of three ways, runs it, and compares what it prints with what
# `reference` prints. `flags` are those of adaline's build, `own_flags` the consumer's. `levels` are those that the
# library must say it has, or that it is to be built with, with blanks between them.
set(consumer "${CMAKE_CURRENT_LIST_DIR}/../consumer")

function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT RESULT_VARIABLE result)
  if(result)
    message(FATAL_ERROR "ended with ${result}")
  endif()
endfunction()

if(by STREQUAL "pkg_config")
  set(ENV{PKG_CONFIG_PATH} "")
  file(GLOB_RECURSE pc "${prefix}/adaline.pc")
  cmake_path(GET pc PARENT_PATH pc)
  set(ENV{PKG_CONFIG_LIBDIR} "${pc}")
  execute_process(COMMAND pkg-config --cflags --libs --static adaline
    OUTPUT_VARIABLE pkg_flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND pkg-config --variable=levels adaline
    OUTPUT_VARIABLE told OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  if(NOT told STREQUAL levels)
    message(FATAL_ERROR "pkg-config tells of the levels '${told}', expected '${levels}'")
  endif()
  separate_arguments(before UNIX_COMMAND "${flags} ${own_flags}")
  separate_arguments(after UNIX_COMMAND "${pkg_flags}")
  file(MAKE_DIRECTORY "${folder}")
  run("${compiler}" -std=c++20 ${before} "${consumer}/main.cpp" ${after} -o "${folder}/consumer")
else()
  set(arguments "-DCMAKE_PREFIX_PATH=${prefix}" "-DEXPECTED_LEVELS=${levels}")
  if(by STREQUAL "add_subdirectory")
    set(arguments "-DADALINE_SOURCE=${adaline}" "-DADALINE_XSIMD_INCLUDE=${xsimd}" "-DADALINE_LEVELS=${levels}")
  endif()
  run("${CMAKE_COMMAND}" -S "${consumer}" -B "${folder}" -G "${generator}" "-DCMAKE_CXX_COMPILER=${compiler}"
      "-DCMAKE_CXX_FLAGS=${flags}" -DCMAKE_BUILD_TYPE=Release ${arguments})
  run("${CMAKE_COMMAND}" --build "${folder}" --parallel 2)
endif()

if(by STREQUAL "add_subdirectory")
  set(ENV{ADALINE_ISA} "${levels}")  # the family must be the same, also on a CPU without fused multiply-add
endif()
execute_process(COMMAND "${reference}" OUTPUT_VARIABLE expected COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${folder}/consumer" OUTPUT_VARIABLE printed RESULT_VARIABLE result)
message("${printed}")
if(result)
  message(FATAL_ERROR "the consumer ended with ${result}")
endif()
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "expected\n${expected}")
endif()
