# must_fail(message command..): the command fails, and says so; blanks and line ends are alike.
function(must_fail message)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  string(REGEX REPLACE "[ \n]+" " " text "${errors}")
  string(FIND "${text}" "${message}" at)
  if(result EQUAL 0 OR at EQUAL -1)
    message(FATAL_ERROR "expected to fail with '${message}', ended with ${result}:\n${output}${errors}")
  endif()
endfunction()
