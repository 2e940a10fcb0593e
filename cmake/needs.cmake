# adaline_needs(part package debian_package option): finds a package that a part of the build cannot do without, or
# stops with one line that says what to do.
function(adaline_needs part package debian_package option)
  find_package(${package} QUIET)
  if(NOT ${package}_FOUND)
    message(FATAL_ERROR " ${part} need ${package}: install ${debian_package}, or configure with -D${option}=OFF.")
  endif()
endfunction()
