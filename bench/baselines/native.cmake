# The library adaline_native: the plain loops over rows, for the CPU that builds them. with_native: definitions for
# peers.cpp, and native_libraries; both empty where the compiler does not know the CPU, or builds for another one.
include(CheckCXXCompilerFlag)
set(with_native "")
set(native_libraries "")
if(NOT CMAKE_CROSSCOMPILING)
  check_cxx_compiler_flag(-march=native ADALINE_HAS_MARCH_NATIVE)
endif()
if(NOT ADALINE_HAS_MARCH_NATIVE)
  return()
endif()

set(with_native ADALINE_WITH_NATIVE)
set(native_libraries adaline_native)
adaline_bench_library(adaline_native baselines/native.cpp)
# For this file alone: as a flag of a linker -ffast-math would set flush-to-zero for the whole process. It does not take
# back the -ffp-contract=off of the library.
set(native_flags -O3 -march=native -mtune=native -ffast-math -ffp-contract=fast)
set_source_files_properties(baselines/native.cpp PROPERTIES
  COMPILE_OPTIONS "${native_flags}" COMPILE_DEFINITIONS ADALINE_NATIVE=native)

# g++ adds up a product in one register, clang in four: where both are there, both are rivals.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  find_program(ADALINE_NATIVE_CLANG clang++)
  mark_as_advanced(ADALINE_NATIVE_CLANG)
endif()
if(NOT ADALINE_NATIVE_CLANG)
  return()
endif()
set(clang_command "${ADALINE_NATIVE_CLANG}" -std=c++20 ${native_flags} -fPIC -DADALINE_NATIVE=native_clang
  "-I${PROJECT_SOURCE_DIR}" "-I${PROJECT_SOURCE_DIR}/include" -c "${CMAKE_CURRENT_SOURCE_DIR}/baselines/native.cpp")
execute_process(COMMAND ${clang_command} -fsyntax-only RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
if(status EQUAL 0)
  set(object "${CMAKE_CURRENT_BINARY_DIR}/native_clang.o")
  add_custom_command(OUTPUT "${object}" COMMAND ${clang_command} -o "${object}" -MD -MF "${object}.d" -MT "${object}"
    DEPENDS baselines/native.cpp DEPFILE "${object}.d" VERBATIM)
  target_sources(adaline_native PRIVATE "${object}")
  set_source_files_properties("${object}" PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
  list(APPEND with_native ADALINE_WITH_NATIVE_CLANG)
endif()
