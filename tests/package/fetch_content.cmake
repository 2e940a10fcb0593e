# Configures tests/consumer in `folder` with adaline fetched as an archive, which holds no more of `source` than
# the library needs, and builds nothing.
file(REMOVE_RECURSE "${folder}")
file(MAKE_DIRECTORY "${folder}")
set(archive "${folder}/adaline.tar.gz")
execute_process(COMMAND "${CMAKE_COMMAND}" -E tar czf "${archive}" CMakeLists.txt cmake include kernels
    least_squares mpi parallel trainers
  WORKING_DIRECTORY "${source}" COMMAND_ERROR_IS_FATAL ANY)
file(SHA256 "${archive}" hash)
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${source}/tests/consumer" -B "${folder}/build" -G "${generator}"
    "-DCMAKE_CXX_COMPILER=${compiler}" "-DADALINE_XSIMD_INCLUDE=${xsimd}" "-DADALINE_ARCHIVE=${archive}"
    "-DADALINE_HASH=SHA256=${hash}" COMMAND_ERROR_IS_FATAL ANY)
