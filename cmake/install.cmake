# What `cmake --install` gives: the library, its headers, adaline::adaline for find_package, a pkg-config file,
# the program with its manual page, where it is built, and the documentation.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/adaline")
set(built "$<TARGET_FILE:adaline>")
if(ADALINE_MPI)
  list(APPEND built "$<TARGET_FILE:adaline_mpi>")
endif()
set(man_page "")
if(TARGET adaline_cli)
  list(APPEND built "$<TARGET_FILE:adaline_cli>")
  get_target_property(man_page adaline_cli ADALINE_MAN_PAGE)
  if(man_page)
    list(APPEND built "${man_page}")
  endif()
endif()

# All or nothing: what is not built stops the installation before its first file.
install(CODE "set(built \"${built}\")
foreach(file IN LISTS built)
  if(NOT EXISTS \"\${file}\")
    message(FATAL_ERROR \"\${file} is not built: run `cmake --build ${PROJECT_BINARY_DIR}` first\")
  endif()
endforeach()")

install(TARGETS adaline EXPORT adaline ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY include/adaline DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp"
        PATTERN "mpi.hpp" EXCLUDE)
if(ADALINE_MPI)
  install(TARGETS adaline_mpi EXPORT adaline_mpi ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
          INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(FILES include/adaline/mpi.hpp DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/adaline")
  # Apart from the others: only who asks for the component needs an MPI.
  install(EXPORT adaline_mpi NAMESPACE adaline:: FILE adalineMpiTargets.cmake DESTINATION "${package_folder}")
endif()
if(TARGET adaline_cli)
  install(TARGETS adaline_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
if(man_page)
  install(FILES "${man_page}" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
endif()

# The pages, and the definition of the kernels, in the folders that they have here: so comments of the public
# headers lead to them as well (docs/cpus.md, kernels/definition/functions.hpp). What pages link to is looked for by
# package.install.
set(doc_folder "${CMAKE_INSTALL_DATAROOTDIR}/doc/adaline")
file(GLOB pages CONFIGURE_DEPENDS *.md)
install(FILES LICENSE ${pages} DESTINATION "${doc_folder}")
install(FILES kernels/README.md kernels/kernels.inc DESTINATION "${doc_folder}/kernels")
install(DIRECTORY kernels/definition DESTINATION "${doc_folder}/kernels")
install(DIRECTORY docs examples DESTINATION "${doc_folder}"
        FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "penguins.csv"
                       PATTERN "*.cpp" PATTERN "CMakeLists.txt")

install(EXPORT adaline NAMESPACE adaline:: FILE adalineTargets.cmake DESTINATION "${package_folder}")
get_property(levels GLOBAL PROPERTY ADALINE_BUILT_LEVELS)
configure_package_config_file(cmake/adalineConfig.cmake.in "${PROJECT_BINARY_DIR}/generated/adalineConfig.cmake"
  INSTALL_DESTINATION "${package_folder}" NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/generated/adalineConfigVersion.cmake"
  COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/generated/adalineConfig.cmake"
              "${PROJECT_BINARY_DIR}/generated/adalineConfigVersion.cmake"
        DESTINATION "${package_folder}")

# pkg-config gets the prefix as a way from the .pc file, so that the installed tree can be moved.
set(pkgconfig_folder "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH to_prefix "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
list(JOIN levels " " level_names)
set(libdir "\${prefix}")
set(includedir "\${prefix}")
cmake_path(APPEND libdir "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND includedir "${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(cmake/adaline.pc.in "${PROJECT_BINARY_DIR}/generated/adaline.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/generated/adaline.pc" DESTINATION "${pkgconfig_folder}")
