# The examples are a project of their own, too: builds and runs them with the adaline that is installed in
# `prefix`.
file(REMOVE_RECURSE "${folder}")
foreach(command
    "${CMAKE_COMMAND};-S;${source};-B;${folder};-G;${generator};-DCMAKE_CXX_COMPILER=${compiler};\
-DCMAKE_CXX_FLAGS=${flags};-DCMAKE_PREFIX_PATH=${prefix}"
    "${CMAKE_COMMAND};--build;${folder}"
    "${CMAKE_CTEST_COMMAND};--test-dir;${folder};--output-on-failure;--no-tests=error")
  execute_process(COMMAND ${command} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endforeach()
