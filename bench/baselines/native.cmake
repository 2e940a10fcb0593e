# The library adaline_native: the plain loops over rows, for the CPU that builds them. with_native: a definition for
# peers.cpp, and native_libraries; both empty where the compiler does not know the CPU, or builds for another one.
include(CheckCXXCompilerFlag)
set(with_native "")
set(native_libraries "")
if(NOT CMAKE_CROSSCOMPILING)
  check_cxx_compiler_flag(-march=native ADALINE_HAS_MARCH_NATIVE)
endif()
if(ADALINE_HAS_MARCH_NATIVE)
  set(with_native ADALINE_WITH_NATIVE)
  set(native_libraries adaline_native)
  adaline_bench_library(adaline_native baselines/native.cpp)
  # For this file alone: as a flag of a linker -ffast-math would set flush-to-zero for the whole process. It does not
  # take back the -ffp-contract=off of the library.
  set_source_files_properties(baselines/native.cpp PROPERTIES
    COMPILE_OPTIONS "-O3;-march=native;-mtune=native;-ffast-math;-ffp-contract=fast")
endif()
