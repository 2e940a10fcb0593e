# Other libraries doing what the kernels do, where they are found. For each PEER of them: with_PEER, definitions
# for peers.cpp, and PEER_libraries, to be linked with it. The library adaline_peers is what they share, and Eigen.
option(ADALINE_BENCH_PEERS
  "Measure OpenBLAS, BLIS, Eigen, Highway and liquid-dsp beside the kernels, where they are found" ON)
foreach(peer openblas blis eigen highway liquid)
  set(with_${peer} "")
  set(${peer}_libraries "")
endforeach()
set(ADALINE_EIGEN_NAMES "")
set(ADALINE_HIGHWAY_NAMES "")

adaline_bench_library(adaline_peers peers/blas_levels.cpp peers/scratch.cpp)

if(ADALINE_BENCH_PEERS)
  include(peers/openblas.cmake)
  include(peers/blis.cmake)
  include(peers/eigen.cmake)
  include(peers/highway/highway.cmake)
  include(peers/liquid.cmake)
endif()
adaline_write_names("${CMAKE_CURRENT_BINARY_DIR}/eigen.inc" ADALINE_EIGEN ${ADALINE_EIGEN_NAMES})
adaline_write_names("${CMAKE_CURRENT_BINARY_DIR}/highway.inc" ADALINE_HIGHWAY ${ADALINE_HIGHWAY_NAMES})
