# What the program `adaline` and the readers need.
foreach(package "CLI11 libcli11-dev" "nlohmann_json nlohmann-json3-dev" "fmt libfmt-dev")
  separate_arguments(package)
  adaline_needs("The program `adaline` and its readers" ${package} ADALINE_BUILD_CLI)
endforeach()
