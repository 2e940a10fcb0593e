# What a level's file gets besides its instruction set.
set(ADALINE_LEVEL_OPTIONS -O3 -fno-exceptions)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # g++ tells how it passes vectors by value; nothing of a level is called from outside.
  list(APPEND ADALINE_LEVEL_OPTIONS -Wno-psabi)
endif()
if(ADALINE_IS_SANITIZED)
  # All is inlined, and checks of each inlined register in memory take g++ over ten times as long to compile.
  # The checks of the arrays that a kernel is given stay.
  list(APPEND ADALINE_LEVEL_OPTIONS -fno-sanitize=null,alignment,object-size,pointer-overflow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    list(APPEND ADALINE_LEVEL_OPTIONS --param=asan-stack=0)
  else()
    # Checks of arrays as calls: in line, clang compiles AVX-512 in 170 s instead of 50.
    list(APPEND ADALINE_LEVEL_OPTIONS -mllvm -asan-stack=0 -mllvm -asan-instrumentation-with-call-threshold=0)
  endif()
endif()
set(ADALINE_LEVELS "" CACHE STRING
    "The levels to build besides `scalar`, as in \"avx2;avx512\"; `scalar` alone for no other; empty for all")
define_property(GLOBAL PROPERTY ADALINE_BUILT_LEVELS BRIEF_DOCS "levels in the library, slowest first")
define_property(GLOBAL PROPERTY ADALINE_LEFT_OUT_LEVELS BRIEF_DOCS "the architecture's other levels, slowest first")

# adaline_add_level(name flags..): compiles kernels/isa/<name>.hpp into the library, with those flags on top of the
# baseline, unless ADALINE_LEVELS leaves it out. Call in the order of speed, slowest first.
#
# Each element type is a file of its own, so that two cores can share the work. Nothing of such a file may be shared
# with another: its xsimd namespace gets its own name, it has no exceptions, and it is optimised in every build type, so
# that no inline function of it is emitted for the linker to pick. tests/archive checks the result.
function(adaline_add_level level)
  if(NOT level STREQUAL "scalar" AND ADALINE_LEVELS AND NOT level IN_LIST ADALINE_LEVELS)
    set_property(GLOBAL APPEND PROPERTY ADALINE_LEFT_OUT_LEVELS ${level})
    return()
  endif()
  set(options ${ADALINE_BASELINE} ${ARGN} ${ADALINE_LEVEL_OPTIONS} -Dxsimd=xsimd_${level})
  foreach(element float double)
    set(file "${PROJECT_BINARY_DIR}/generated/isa/${level}_${element}.cpp")
    configure_file("${PROJECT_SOURCE_DIR}/kernels/isa/level.cpp.in" "${file}" @ONLY)
    target_sources(adaline PRIVATE "${file}")
    set_source_files_properties("${file}" TARGET_DIRECTORY adaline PROPERTIES COMPILE_OPTIONS "${options}")
  endforeach()
  set_property(GLOBAL APPEND PROPERTY ADALINE_BUILT_LEVELS ${level})
  set_property(GLOBAL PROPERTY ADALINE_OPTIONS_OF_${level} ${options})
endfunction()

# Writes the lists that dispatch.cpp reads: levels.inc and levels_left_out.inc.
function(adaline_write_levels)
  get_property(built GLOBAL PROPERTY ADALINE_BUILT_LEVELS)
  get_property(left_out GLOBAL PROPERTY ADALINE_LEFT_OUT_LEVELS)
  # Those of another architecture are known, and do nothing here: one list can serve several.
  foreach(level IN LISTS ADALINE_LEVELS)
    if(NOT EXISTS "${PROJECT_SOURCE_DIR}/kernels/isa/${level}.hpp")
      list(JOIN built ", " built)
      list(JOIN left_out ", " left_out)
      message(FATAL_ERROR " ADALINE_LEVELS: there is no level '${level}'. Built: ${built}; left out: ${left_out}.")
    endif()
  endforeach()
  adaline_write_names("${PROJECT_BINARY_DIR}/generated/levels.inc" ADALINE_LEVEL ${built})
  adaline_write_names("${PROJECT_BINARY_DIR}/generated/levels_left_out.inc" ADALINE_LEVEL ${left_out})
  target_include_directories(adaline PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
endfunction()

# Writes a file that calls a macro with each name.
function(adaline_write_names file macro)
  list(TRANSFORM ARGN REPLACE "(.+)" "${macro}(\\1)\n" OUTPUT_VARIABLE lines)
  list(JOIN lines "" text)
  file(CONFIGURE OUTPUT "${file}" CONTENT "${text}" @ONLY)
endfunction()
