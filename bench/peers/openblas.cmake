# The static library is taken first: it makes a program that can be carried to other machines.
find_path(ADALINE_OPENBLAS_INCLUDE openblas_config.h
  PATH_SUFFIXES openblas openblas-pthread openblas-serial openblas-openmp
                ${CMAKE_LIBRARY_ARCHITECTURE}/openblas-pthread ${CMAKE_LIBRARY_ARCHITECTURE}/openblas-serial)
find_library(ADALINE_OPENBLAS_LIBRARY NAMES libopenblas.a openblas
  PATH_SUFFIXES openblas-pthread openblas-serial openblas-openmp)
mark_as_advanced(ADALINE_OPENBLAS_INCLUDE ADALINE_OPENBLAS_LIBRARY)
if(ADALINE_OPENBLAS_INCLUDE AND ADALINE_OPENBLAS_LIBRARY)
  find_package(Threads REQUIRED)
  set(with_openblas ADALINE_WITH_OPENBLAS)
  set(openblas_libraries adaline_openblas "${ADALINE_OPENBLAS_LIBRARY}" Threads::Threads m)
  # By itself: BLIS has a cblas.h as well.
  adaline_bench_library(adaline_openblas peers/openblas.cpp)
  target_include_directories(adaline_openblas SYSTEM PRIVATE "${ADALINE_OPENBLAS_INCLUDE}")
  target_link_libraries(adaline_openblas PRIVATE adaline_peers)
else()
  message(STATUS "The benchmarks go without OpenBLAS, which was not found")
endif()
