# Installs `build` to `prefix`, and builds and runs a project that asks for the component mpi of the package.
foreach(folder prefix folder)
  file(REMOVE_RECURSE "${${folder}}")
endforeach()
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${prefix}" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B "${folder}" -G "${generator}"
    "-DCMAKE_CXX_COMPILER=${compiler}" "-DMPI_CXX_COMPILER=${mpi_compiler}" "-DCMAKE_PREFIX_PATH=${prefix}"
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${folder}" COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(launcher UNIX_COMMAND "${launcher}")
execute_process(COMMAND ${launcher} 3 "${folder}/consumer" COMMAND_ERROR_IS_FATAL ANY)
