# The library adaline_baselines: the plain loops of baselines/, compiled once as they stand and once for each
# level as the compiler vectorises them. ADALINE_BASELINE_NAMES lists them.
#
# As with the levels, nothing of such a file may be shared with another: see cmake/levels.cmake.
add_library(adaline_baselines STATIC)
target_compile_options(adaline_baselines PRIVATE ${ADALINE_BASELINE} ${ADALINE_NUMERICS})
target_include_directories(adaline_baselines PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(adaline_baselines PRIVATE adaline::adaline)
adaline_warnings(adaline_baselines)

# adaline_baseline(isa name flags..)
function(adaline_baseline isa name)
  set(file "${CMAKE_CURRENT_BINARY_DIR}/baselines/${name}.cpp")
  configure_file(baselines/baseline.cpp.in "${file}" @ONLY)
  target_sources(adaline_baselines PRIVATE "${file}")
  set_source_files_properties("${file}" PROPERTIES COMPILE_OPTIONS "${ARGN}")
  set(ADALINE_BASELINE_NAMES ${ADALINE_BASELINE_NAMES} ${name} PARENT_SCOPE)
endfunction()

set(ADALINE_BASELINE_NAMES "")
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  adaline_baseline(scalar plain -O2 -fno-vectorize -fno-slp-vectorize)
else()
  adaline_baseline(scalar plain -O2 -fno-tree-vectorize)
endif()

# Leave to reorder sums, flag by flag: -ffast-math would also set flush-to-zero for the whole process.
set(reorder -fassociative-math -fno-signed-zeros -fno-trapping-math -fno-math-errno -ffp-contract=fast)
get_property(levels GLOBAL PROPERTY ADALINE_LEVELS)
list(REMOVE_ITEM levels scalar)
foreach(level IN LISTS levels)
  get_source_file_property(level_flags "${PROJECT_SOURCE_DIR}/kernels/isa/${level}.cpp"
    TARGET_DIRECTORY adaline COMPILE_OPTIONS)
  adaline_baseline(${level} ${level} ${level_flags} -O3 ${reorder})
endforeach()

list(TRANSFORM ADALINE_BASELINE_NAMES REPLACE "(.+)" "ADALINE_BASELINE(\\1)\n" OUTPUT_VARIABLE lines)
list(JOIN lines "" text)
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/baselines.inc" CONTENT "${text}" @ONLY)
target_include_directories(adaline_bench PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
