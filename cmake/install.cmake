# What `cmake --install` gives beside the program: the library, its headers, adaline::adaline for find_package,
# and a pkg-config file.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/adaline")

install(TARGETS adaline EXPORT adaline ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
        INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY include/adaline DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/adaline")

install(EXPORT adaline NAMESPACE adaline:: FILE adalineTargets.cmake DESTINATION "${package_folder}")
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
set(libdir "\${prefix}")
set(includedir "\${prefix}")
cmake_path(APPEND libdir "${CMAKE_INSTALL_LIBDIR}")
cmake_path(APPEND includedir "${CMAKE_INSTALL_INCLUDEDIR}")
configure_file(cmake/adaline.pc.in "${PROJECT_BINARY_DIR}/generated/adaline.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/generated/adaline.pc" DESTINATION "${pkgconfig_folder}")
