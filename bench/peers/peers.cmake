# The library adaline_peers: OpenBLAS, BLIS and Eigen doing what the kernels do, where they are found.
#
# ADALINE_EIGEN_NAMES lists the levels that Eigen is compiled for.
option(ADALINE_BENCH_PEERS "Measure OpenBLAS, BLIS and Eigen beside the kernels, where they are found" ON)
set(with_openblas "")  # definitions for peers.cpp
set(with_blis "")
set(with_eigen "")
set(openblas_libraries "")
set(blis_libraries "")
set(ADALINE_EIGEN_NAMES "")

adaline_bench_library(adaline_peers peers/blas_levels.cpp peers/scratch.cpp)

if(ADALINE_BENCH_PEERS)
  # The static library first: it makes a program that can be carried to other machines.
  find_path(ADALINE_OPENBLAS_INCLUDE openblas_config.h
    PATH_SUFFIXES openblas openblas-pthread openblas-serial openblas-openmp
                  ${CMAKE_LIBRARY_ARCHITECTURE}/openblas-pthread ${CMAKE_LIBRARY_ARCHITECTURE}/openblas-serial)
  find_library(ADALINE_OPENBLAS_LIBRARY NAMES libopenblas.a openblas
    PATH_SUFFIXES openblas-pthread openblas-serial openblas-openmp)
  mark_as_advanced(ADALINE_OPENBLAS_INCLUDE ADALINE_OPENBLAS_LIBRARY)
  if(ADALINE_OPENBLAS_INCLUDE AND ADALINE_OPENBLAS_LIBRARY)
    find_package(Threads REQUIRED)
    set(with_openblas ADALINE_WITH_OPENBLAS)
    set(openblas_libraries "${ADALINE_OPENBLAS_LIBRARY}" Threads::Threads m)
    target_sources(adaline_peers PRIVATE peers/openblas.cpp)
    # For this file alone: BLIS has a cblas.h as well.
    set_source_files_properties(peers/openblas.cpp PROPERTIES
      COMPILE_OPTIONS "-isystem${ADALINE_OPENBLAS_INCLUDE}")
  else()
    message(STATUS "The benchmarks go without OpenBLAS, which was not found")
  endif()

  # One thread is all that is measured, and needs no library of OpenMP.
  find_path(ADALINE_BLIS_INCLUDE blis.h
    PATH_SUFFIXES blis-serial blis-pthread blis-openmp blis
                  ${CMAKE_LIBRARY_ARCHITECTURE}/blis-serial ${CMAKE_LIBRARY_ARCHITECTURE}/blis-pthread
                  ${CMAKE_LIBRARY_ARCHITECTURE}/blis-openmp)
  find_library(ADALINE_BLIS_LIBRARY NAMES libblis.a blis PATH_SUFFIXES blis-serial blis-pthread blis-openmp)
  mark_as_advanced(ADALINE_BLIS_INCLUDE ADALINE_BLIS_LIBRARY)
  if(ADALINE_BLIS_INCLUDE AND ADALINE_BLIS_LIBRARY)
    find_package(Threads REQUIRED)
    set(with_blis ADALINE_WITH_BLIS)
    set(blis_libraries "${ADALINE_BLIS_LIBRARY}" Threads::Threads m)
    file(STRINGS "${ADALINE_BLIS_INCLUDE}/blis.h" openmp REGEX "^#define BLIS_ENABLE_OPENMP")
    if(openmp)
      list(APPEND blis_libraries gomp)
    endif()
    target_sources(adaline_peers PRIVATE peers/blis.cpp)
    set_source_files_properties(peers/blis.cpp PROPERTIES COMPILE_OPTIONS "-isystem${ADALINE_BLIS_INCLUDE}")
  else()
    message(STATUS "The benchmarks go without BLIS, which was not found")
  endif()

  find_package(Eigen3 3.3 QUIET NO_MODULE)
  if(Eigen3_FOUND)
    set(with_eigen "ADALINE_EIGEN_VERSION=\"${Eigen3_VERSION}\"")
    get_target_property(eigen_include Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
    target_include_directories(adaline_peers SYSTEM PRIVATE ${eigen_include})
    set(ADALINE_EIGEN_NAMES ${ADALINE_VECTOR_LEVELS})
  else()
    message(STATUS "The benchmarks go without Eigen, which was not found")
  endif()
endif()

foreach(name IN LISTS ADALINE_EIGEN_NAMES)
  # Its users would let the compiler fuse, and not check.
  adaline_flags_of_level(${name} flags)
  adaline_file_of_level(adaline_peers peers/eigen.cpp.in ${name} ${flags}
    -ffp-contract=fast -DEigen=Eigen_${name} -DEIGEN_NO_DEBUG -DEIGEN_DONT_PARALLELIZE)
endforeach()
adaline_write_names("${CMAKE_CURRENT_BINARY_DIR}/eigen.inc" ADALINE_EIGEN ${ADALINE_EIGEN_NAMES})
