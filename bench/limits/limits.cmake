# The library adaline_probes: loops that only load, update or multiply, once for each level. Its other file is there so
# that it is never empty.
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/limits/none.cpp" CONTENT "" @ONLY)
adaline_bench_library(adaline_probes "${CMAKE_CURRENT_BINARY_DIR}/limits/none.cpp")

foreach(name IN LISTS ADALINE_VECTOR_LEVELS)
  set(register_bytes 16)
  if(name MATCHES "^(avx2|sve256)$")
    set(register_bytes 32)
  elseif(name MATCHES "^(avx512|sve512)$")
    set(register_bytes 64)
  endif()
  adaline_flags_of_level(${name} flags)
  adaline_file_of_level(adaline_probes limits/probe.cpp.in ${name} ${flags} -ffp-contract=fast)
endforeach()
adaline_write_names("${CMAKE_CURRENT_BINARY_DIR}/probes.inc" ADALINE_PROBE ${ADALINE_VECTOR_LEVELS})
