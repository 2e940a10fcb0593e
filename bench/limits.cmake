# The library adaline_probes: the loops of limits/, once for each level. ADALINE_PROBE_NAMES lists them.
#
# As with the levels, nothing of such a file may be shared with another: see cmake/levels.cmake.
add_library(adaline_probes STATIC)
target_compile_options(adaline_probes PRIVATE ${ADALINE_BASELINE} ${ADALINE_NUMERICS})
target_include_directories(adaline_probes PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(adaline_probes PRIVATE adaline::adaline)
adaline_warnings(adaline_probes)

# A file that is there on every machine, so that the library is never empty.
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/limits/none.cpp" CONTENT "" @ONLY)
target_sources(adaline_probes PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/limits/none.cpp")

get_property(ADALINE_PROBE_NAMES GLOBAL PROPERTY ADALINE_LEVELS)
list(REMOVE_ITEM ADALINE_PROBE_NAMES scalar)
foreach(name IN LISTS ADALINE_PROBE_NAMES)
  set(register_bytes 16)
  if(name STREQUAL "avx2")
    set(register_bytes 32)
  elseif(name STREQUAL "avx512")
    set(register_bytes 64)
  endif()
  set(file "${CMAKE_CURRENT_BINARY_DIR}/limits/${name}.cpp")
  configure_file(limits/probe.cpp.in "${file}" @ONLY)
  target_sources(adaline_probes PRIVATE "${file}")
  get_source_file_property(level_flags "${PROJECT_SOURCE_DIR}/kernels/isa/${name}.cpp"
    TARGET_DIRECTORY adaline COMPILE_OPTIONS)
  set_source_files_properties("${file}" PROPERTIES COMPILE_OPTIONS "${level_flags};-ffp-contract=fast")
endforeach()

list(TRANSFORM ADALINE_PROBE_NAMES REPLACE "(.+)" "ADALINE_PROBE(\\1)\n" OUTPUT_VARIABLE lines)
list(JOIN lines "" text)
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/limits/probes.inc" CONTENT "${text}" @ONLY)
target_include_directories(adaline_bench PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/limits)
