# What a level's file gets besides its instruction set.
set(ADALINE_LEVEL_OPTIONS -O3 -fno-exceptions)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # g++ tells how it passes vectors by value; nothing of a level is called from outside.
  list(APPEND ADALINE_LEVEL_OPTIONS -Wno-psabi)
endif()
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
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
define_property(GLOBAL PROPERTY ADALINE_LEVELS BRIEF_DOCS "levels in the library, slowest first")

# adaline_add_level(name flags..): compiles kernels/isa/<name>.cpp into the library, with those flags on top
# of the baseline. Call in the order of speed, slowest first.
#
# Nothing of such a file may be shared with another: its xsimd namespace gets its own name, it has no
# exceptions, and it is optimised in every build type, so that no inline function of it is emitted for the
# linker to pick. tests/archive checks the result.
function(adaline_add_level name)
  set(file "${PROJECT_SOURCE_DIR}/kernels/isa/${name}.cpp")
  target_sources(adaline PRIVATE "${file}")
  set_source_files_properties("${file}" TARGET_DIRECTORY adaline PROPERTIES COMPILE_OPTIONS
    "${ADALINE_BASELINE};${ARGN};${ADALINE_LEVEL_OPTIONS};-Dxsimd=xsimd_${name}")
  set_property(GLOBAL APPEND PROPERTY ADALINE_LEVELS ${name})
endfunction()

# Writes levels.inc, the list that dispatch.cpp reads.
function(adaline_write_levels)
  get_property(names GLOBAL PROPERTY ADALINE_LEVELS)
  list(TRANSFORM names REPLACE "(.+)" "ADALINE_LEVEL(\\1)\n")
  list(JOIN names "" text)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/levels.inc" CONTENT "${text}" @ONLY)
  target_include_directories(adaline PRIVATE "${PROJECT_BINARY_DIR}/generated")
endfunction()
