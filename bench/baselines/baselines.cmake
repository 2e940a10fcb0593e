# The library adaline_baselines: the plain loops, compiled once as they stand and once for each level as the compiler
# vectorises them. ADALINE_BASELINE_NAMES lists them.
adaline_bench_library(adaline_baselines)

set(isa scalar)
set(plain_flags -O2 -fno-tree-vectorize)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  set(plain_flags -O2 -fno-vectorize -fno-slp-vectorize)
endif()
adaline_file_of_level(adaline_baselines baselines/baseline.cpp.in plain ${plain_flags})

# Leave to reorder sums, flag by flag: -ffast-math would also set flush-to-zero for the whole process.
set(reorder -fassociative-math -fno-signed-zeros -fno-trapping-math -fno-math-errno -ffp-contract=fast)
foreach(isa IN LISTS ADALINE_VECTOR_LEVELS)
  adaline_flags_of_level(${isa} flags)
  adaline_file_of_level(adaline_baselines baselines/baseline.cpp.in ${isa} ${flags} -O3 ${reorder})
endforeach()

set(ADALINE_BASELINE_NAMES plain ${ADALINE_VECTOR_LEVELS})
adaline_write_names("${CMAKE_CURRENT_BINARY_DIR}/baselines.inc" ADALINE_BASELINE ${ADALINE_BASELINE_NAMES})
