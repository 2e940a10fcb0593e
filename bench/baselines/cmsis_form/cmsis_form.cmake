# The library adaline_cmsis_form: normalised LMS in the form of CMSIS-DSP, compiled once for each level as the plain
# loops are.
adaline_bench_library(adaline_cmsis_form)
foreach(name IN LISTS ADALINE_VECTOR_LEVELS)
  adaline_flags_of_level(${name} flags)
  adaline_file_of_level(adaline_cmsis_form baselines/cmsis_form/cmsis_form.cpp.in ${name} ${flags} -O3 ${reorder})
endforeach()
adaline_write_names("${CMAKE_CURRENT_BINARY_DIR}/cmsis_form.inc" ADALINE_CMSIS_FORM ${ADALINE_VECTOR_LEVELS})
