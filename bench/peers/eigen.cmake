# Eigen, compiled once for each level into adaline_peers. ADALINE_EIGEN_NAMES lists them.
find_package(Eigen3 3.3 QUIET NO_MODULE)
if(Eigen3_FOUND)
  set(with_eigen "ADALINE_EIGEN_VERSION=\"${Eigen3_VERSION}\"")
  get_target_property(eigen_include Eigen3::Eigen INTERFACE_INCLUDE_DIRECTORIES)
  target_include_directories(adaline_peers SYSTEM PRIVATE ${eigen_include})
  set(ADALINE_EIGEN_NAMES ${ADALINE_VECTOR_LEVELS})
else()
  message(STATUS "The benchmarks go without Eigen, which was not found")
endif()

foreach(name IN LISTS ADALINE_EIGEN_NAMES)
  # Its users would let the compiler fuse, and not check.
  adaline_flags_of_level(${name} flags)
  adaline_file_of_level(adaline_peers peers/eigen.cpp.in ${name} ${flags}
    -ffp-contract=fast -DEigen=Eigen_${name} -DEIGEN_NO_DEBUG -DEIGEN_DONT_PARALLELIZE)
endforeach()
