# Compiler options. A function for each kind of target; each comes after the user's own flags and so wins.

# The flags of the machine that every x86-64 or Arm CPU can run.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64")
  set(ADALINE_ARCHITECTURE x86)
  # The architecture takes back a user's -march=native, and not a user's -mavx2 or -mbmi: those need their own word.
  set(ADALINE_BASELINE -march=x86-64 -mtune=generic -mno-sse3 -mno-popcnt -mno-bmi -mno-bmi2 -mno-lzcnt)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64|ARM64")
  set(ADALINE_ARCHITECTURE arm)
  set(ADALINE_BASELINE -march=armv8-a)
else()
  set(ADALINE_ARCHITECTURE other)
  set(ADALINE_BASELINE "")
endif()

# Whether sanitizers watch: what is slow under them, and what they see nothing in, asks for it.
set(ADALINE_IS_SANITIZED OFF)
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
  set(ADALINE_IS_SANITIZED ON)
endif()

# What the promise of same bits needs: no contraction, no value-changing optimisation, no code shared
# between files at link time.
set(ADALINE_NUMERICS -ffp-contract=off -fno-fast-math -fno-lto)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  list(APPEND ADALINE_NUMERICS -fdenormal-fp-math=ieee)  # clang's -Ofast flushes them, whatever follows
endif()

set(ADALINE_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
    -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)

function(adaline_warnings target)
  target_compile_options(${target} PRIVATE ${ADALINE_WARNINGS}
    $<$<BOOL:${ADALINE_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()

# For the library: for any CPU of the architecture, whatever the rest of the build is made for. Its symbols are hidden: a
# shared library that links the archive uses all of it and exports none of it.
function(adaline_library_options target)
  set_target_properties(${target} PROPERTIES
    POSITION_INDEPENDENT_CODE ON INTERPROCEDURAL_OPTIMIZATION OFF
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_compile_options(${target} PRIVATE ${ADALINE_BASELINE} ${ADALINE_NUMERICS})
  if(PROJECT_IS_TOP_LEVEL)
    adaline_warnings(${target})
  endif()
endfunction()

# For programs of the project itself: tests, benchmarks, the command line.
function(adaline_program_options target)
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_compile_options(${target} PRIVATE ${ADALINE_NUMERICS})
  # At link time, a user's -ffast-math would set flush-to-zero for the whole process.
  target_link_options(${target} PRIVATE -fno-fast-math)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  adaline_warnings(${target})
  # g++ 12 takes "text" + string for overlapping copies (its bug 105651).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
endfunction()

# For what works hardest: the library, the golden set, what reads files, tests of kernels, and the targets of
# libFuzzer. Sanitizers see it optimised, and libFuzzer which of its code is reached. The rest of a build for
# sanitizers is -O0, which takes two fifths of the time to compile.
function(adaline_sanitized_options target)
  if(ADALINE_IS_SANITIZED)
    target_compile_options(${target} PRIVATE -O1)
  endif()
  if(ADALINE_BUILD_FUZZERS)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# The headers that most files of a target include and that take seconds to read. Every file includes them itself as well:
# a build with CMAKE_DISABLE_PRECOMPILE_HEADERS shows it (preset `clang`).
function(adaline_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
endfunction()

# adaline_compile_together(target files..): as one unit, which takes a half to a third of the time where most of it
# goes into inline functions and templates of headers. A file of no unit is compiled alone, and where precompiled
# headers are disabled, each is. Alone stays, too, what has a function of the same name as another file, and a type
# with a member of an unnamed namespace's type, of which g++ warns where it is included.
function(adaline_compile_together target)
  if(NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    list(GET ARGN 0 unit)
    string(MAKE_C_IDENTIFIER "${unit}" unit)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${unit})
  endif()
endfunction()
