# Code that is compiled once for each level, for the benchmarks alone. As with the levels of the library, nothing of such a
# file may be shared with another: see cmake/levels.cmake.

# adaline_bench_library(name sources..): a static library for any CPU of the architecture, but for its files of levels.
function(adaline_bench_library name)
  add_library(${name} STATIC ${ARGN})
  target_compile_options(${name} PRIVATE ${ADALINE_BASELINE} ${ADALINE_NUMERICS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE adaline::adaline)
  adaline_warnings(${name})
endfunction()

# adaline_file_of_level(library template name flags..): the template, with @name@ and other variables filled in,
# compiled with these flags.
function(adaline_file_of_level library template name)
  get_filename_component(folder "${template}" DIRECTORY)
  set(file "${CMAKE_CURRENT_BINARY_DIR}/${folder}/${name}.cpp")
  configure_file("${template}" "${file}" @ONLY)
  target_sources(${library} PRIVATE "${file}")
  set_source_files_properties("${file}" PROPERTIES COMPILE_OPTIONS "${ARGN}")
endfunction()

get_property(ADALINE_VECTOR_LEVELS GLOBAL PROPERTY ADALINE_BUILT_LEVELS)
list(REMOVE_ITEM ADALINE_VECTOR_LEVELS scalar)

# The flags of a level, as the library's own files of it have them.
function(adaline_flags_of_level level result)
  get_property(flags GLOBAL PROPERTY ADALINE_OPTIONS_OF_${level})
  set(${result} ${flags} PARENT_SCOPE)
endfunction()
