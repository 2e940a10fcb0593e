# The program adaline_bench_pack: the same benchmarks as one static program, which runs on other machines of the
# architecture without anything installed there. ADALINE_BENCH_PACK is the target, or empty where none can be made.
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_LINK_OPTIONS -static)
check_cxx_source_compiles("#include <string>\nint main(int count, char**) { return int(std::string(size_t(count), 'a').size()); }"
  ADALINE_CAN_LINK_STATICALLY)
unset(CMAKE_REQUIRED_LINK_OPTIONS)

set(ADALINE_BENCH_PACK "")
# The package of Google Benchmark may have no static library; the source that there is must be of its version.
if(ADALINE_CAN_LINK_STATICALLY AND NOT ADALINE_IS_SANITIZED AND NOT TARGET adaline_google_benchmark)
  if(benchmark_VERSION VERSION_EQUAL 1.7.1)
    adaline_fetch_google_benchmark(source)
    if(source)
      adaline_add_google_benchmark(adaline_google_benchmark "${source}")
    endif()
  endif()
endif()
if(NOT TARGET adaline_google_benchmark)
  message(STATUS "Left out: the packed benchmarks, without static libraries of C++ or of Google Benchmark")
else()
  set(ADALINE_BENCH_PACK adaline_bench_pack)
  set(pack_peers ${with_eigen} ${with_highway})
  set(pack_libraries ${highway_libraries})
  if(ADALINE_OPENBLAS_LIBRARY MATCHES "\\.a$")
    list(APPEND pack_peers ${with_openblas})
    list(APPEND pack_libraries ${openblas_libraries})
  endif()
  if(ADALINE_BLIS_LIBRARY MATCHES "\\.a$")
    list(APPEND pack_peers ${with_blis})
    list(APPEND pack_libraries ${blis_libraries})
  endif()
  adaline_bench_program(adaline_bench_pack FRAMEWORK adaline_google_benchmark PEERS ${pack_peers} LIBRARIES ${pack_libraries})
  target_link_options(adaline_bench_pack PRIVATE -static -s)
  set_target_properties(adaline_bench_pack PROPERTIES
    OUTPUT_NAME "adaline_bench-${PROJECT_VERSION}-${CMAKE_SYSTEM_PROCESSOR}"
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/pack")
endif()
