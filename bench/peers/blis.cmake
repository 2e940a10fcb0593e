# The serial library is taken first: one thread is all that is measured, and needs nothing of OpenMP.
find_path(ADALINE_BLIS_INCLUDE blis.h
  PATH_SUFFIXES blis-serial blis-pthread blis-openmp blis
                ${CMAKE_LIBRARY_ARCHITECTURE}/blis-serial ${CMAKE_LIBRARY_ARCHITECTURE}/blis-pthread
                ${CMAKE_LIBRARY_ARCHITECTURE}/blis-openmp)
find_library(ADALINE_BLIS_LIBRARY NAMES libblis.a blis PATH_SUFFIXES blis-serial blis-pthread blis-openmp)
mark_as_advanced(ADALINE_BLIS_INCLUDE ADALINE_BLIS_LIBRARY)
if(ADALINE_BLIS_INCLUDE AND ADALINE_BLIS_LIBRARY)
  find_package(Threads REQUIRED)
  set(with_blis ADALINE_WITH_BLIS)
  set(blis_libraries adaline_blis "${ADALINE_BLIS_LIBRARY}" Threads::Threads m)
  file(STRINGS "${ADALINE_BLIS_INCLUDE}/blis.h" openmp REGEX "^#define BLIS_ENABLE_OPENMP")
  if(openmp)
    list(APPEND blis_libraries gomp)
  endif()
  adaline_bench_library(adaline_blis peers/blis.cpp)
  target_include_directories(adaline_blis SYSTEM PRIVATE "${ADALINE_BLIS_INCLUDE}")
  target_link_libraries(adaline_blis PRIVATE adaline_peers)
else()
  message(STATUS "The benchmarks go without BLIS, which was not found")
endif()
