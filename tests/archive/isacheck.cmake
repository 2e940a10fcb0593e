# adaline_isacheck(name archive levels [PARTS names..] [TABLE symbol] [OWN namespace] [CALLS functions..] [EXPECT regex]):
# a test that no instruction set leaks out of its level in that static library, or that one does, in those words.
#
# ADALINE_CAN_ISACHECK says where that can be asked: sanitizers and coverage add calls, weak symbols and
# initialisers to every object, and so fail it by nature.
find_package(Python3 3.8 COMPONENTS Interpreter QUIET)
string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
set(flags "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
if(flags MATCHES "-fsanitize|-fprofile|-ftest-coverage|--coverage|-finstrument|-pg( |$)")
  set(ADALINE_CAN_ISACHECK NO)
elseif(NOT Python3_FOUND OR NOT CMAKE_NM OR NOT CMAKE_OBJDUMP OR ADALINE_ARCHITECTURE STREQUAL "other")
  message(STATUS "Without python3, nm and objdump, nobody checks the archive for leaking instruction sets")
  set(ADALINE_CAN_ISACHECK NO)
else()
  set(ADALINE_CAN_ISACHECK YES)
endif()

set(ADALINE_ISACHECK_FOLDER "${CMAKE_CURRENT_LIST_DIR}")

function(adaline_isacheck name archive levels)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "TABLE;OWN;EXPECT" "CALLS;PARTS")
  set(options --levels ${levels} --machine ${CMAKE_SYSTEM_PROCESSOR} --nm "${CMAKE_NM}"
      --objdump "${CMAKE_OBJDUMP}")
  if(arg_PARTS)
    list(APPEND options --parts ${arg_PARTS})
  endif()
  if(arg_TABLE)
    list(APPEND options --table "${arg_TABLE}")
  endif()
  if(arg_OWN)
    list(APPEND options --own "${arg_OWN}")
  endif()
  if(arg_CALLS)
    list(APPEND options --calls ${arg_CALLS})
  endif()
  add_test(NAME ${name} COMMAND
    "${Python3_EXECUTABLE}" -B "${ADALINE_ISACHECK_FOLDER}/expect_leak.py" "${arg_EXPECT}"
    "${Python3_EXECUTABLE}" -B "${ADALINE_ISACHECK_FOLDER}/isacheck.py" $<TARGET_FILE:${archive}> ${options})
  set_tests_properties(${name} PROPERTIES LABELS archive)
endfunction()
