# Configures `source` in `folder` and builds nothing: a level that does not exist stops CMake, and what is not built stops
# the installation before its first file.
include("${CMAKE_CURRENT_LIST_DIR}/must_fail.cmake")
file(REMOVE_RECURSE "${folder}")
set(configure "${CMAKE_COMMAND}" -S "${source}" -G "${generator}" "-DCMAKE_CXX_COMPILER=${compiler}"
    "-DADALINE_XSIMD_INCLUDE=${xsimd}" -DADALINE_BUILD_CLI=OFF -DADALINE_BUILD_TESTS=OFF
    -DADALINE_BUILD_BENCHMARKS=OFF -DADALINE_BUILD_EXAMPLES=OFF)

must_fail("ADALINE_LEVELS: there is no level 'avx3'" ${configure} -B "${folder}/wrong" "-DADALINE_LEVELS=avx2\;avx3")
# Of another architecture, or of this one: known.
execute_process(COMMAND ${configure} -B "${folder}/build" "-DADALINE_LEVELS=avx2;neon" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
# However the build around us gives it, and by a build system of the user's own.
set(needs "adaline needs exceptions: its errors are exceptions. Build it without -fno-exceptions.")
must_fail("${needs}" ${configure} -B "${folder}/exceptions" "-DCMAKE_CXX_FLAGS=-O2 -fno-exceptions")
file(WRITE "${folder}/options.cmake" "add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)")
must_fail("${needs}" ${configure} -B "${folder}/exceptions_of_all"
  "-DCMAKE_PROJECT_adaline_INCLUDE=${folder}/options.cmake")
must_fail("${needs}" "${compiler}" -std=c++20 -fno-exceptions -fsyntax-only "-I${source}/include" "-I${source}"
  "${source}/kernels/drivers/checks.cpp")
must_fail("is not built: run" "${CMAKE_COMMAND}" --install "${folder}/build" --prefix "${folder}/prefix")
if(EXISTS "${folder}/prefix")
  message(FATAL_ERROR "half an installation is left in ${folder}/prefix")
endif()
