# The library adaline_highway: Highway's dot, compiled once for each level that Highway has a target for.
# ADALINE_HIGHWAY_NAMES lists these levels. Other files of the same names are in adaline_peers.
find_package(hwy QUIET NO_MODULE)
set(highway_include "")
if(TARGET hwy::hwy)
  get_target_property(highway_include hwy::hwy INTERFACE_INCLUDE_DIRECTORIES)
endif()

set(HWY_TARGET_OF_avx2 HWY_AVX2)
set(HWY_TARGET_OF_avx512 HWY_AVX3)
if(EXISTS "${highway_include}/hwy/contrib/dot/dot-inl.h")
  foreach(name IN LISTS ADALINE_VECTOR_LEVELS)
    if(HWY_TARGET_OF_${name})
      list(APPEND ADALINE_HIGHWAY_NAMES ${name})
    endif()
  endforeach()
endif()

if(ADALINE_HIGHWAY_NAMES)
  set(with_highway "ADALINE_HIGHWAY_VERSION=\"${hwy_VERSION}\"")
  set(highway_libraries adaline_highway)
  adaline_bench_library(adaline_highway)
  target_include_directories(adaline_highway SYSTEM PRIVATE ${highway_include})
else()
  message(STATUS "The benchmarks go without Highway, which was not found for these levels")
endif()
foreach(name IN LISTS ADALINE_HIGHWAY_NAMES)
  set(target ${HWY_TARGET_OF_${name}})
  adaline_flags_of_level(${name} flags)
  # The instructions of its targets that the level is compiled without do nothing for a dot.
  adaline_file_of_level(adaline_highway peers/highway/highway.cpp.in ${name} ${flags}
    -ffp-contract=fast -Dhwy=hwy_${name} -DHWY_COMPILE_ONLY_STATIC -DHWY_IS_DEBUG_BUILD=0
    -DHWY_DISABLE_PCLMUL_AES -DHWY_DISABLE_F16C)
endforeach()
