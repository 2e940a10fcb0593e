# What the program `adaline` and the readers need. Stops with one line where a package is missing.
function(adaline_cli_needs package debian_package)
  find_package(${package} QUIET)
  if(NOT ${package}_FOUND)
    message(FATAL_ERROR " The program `adaline` needs ${package}: "
      "install ${debian_package}, or configure with -DADALINE_BUILD_CLI=OFF.")
  endif()
endfunction()
adaline_cli_needs(CLI11 libcli11-dev)
adaline_cli_needs(nlohmann_json nlohmann-json3-dev)
adaline_cli_needs(fmt libfmt-dev)
