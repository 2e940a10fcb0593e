# Sets ADALINE_XSIMD_INCLUDE to a folder that holds xsimd 13.2 or newer. Only the headers are used, and only to build:
# nothing of xsimd is installed or seen by those who link adaline.
#
# find_package(xsimd 13.2) would refuse 14.x and bring in xtl, so the version is read from the header.
set(ADALINE_XSIMD_INCLUDE "" CACHE PATH "Include folder of xsimd 13.2 or newer; empty: found or fetched")

function(adaline_xsimd_version include_folder result)
  set(${result} "" PARENT_SCOPE)
  set(header "${include_folder}/xsimd/config/xsimd_config.hpp")
  if(EXISTS "${header}")
    file(READ "${header}" text)
    if(text MATCHES "XSIMD_VERSION_MAJOR ([0-9]+).*XSIMD_VERSION_MINOR ([0-9]+)")
      set(${result} "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

# In this order: what the user says, the system's, Debian 13's package on Debian 12, the released source.
function(adaline_find_xsimd result)
  if(ADALINE_XSIMD_INCLUDE)
    adaline_xsimd_version("${ADALINE_XSIMD_INCLUDE}" version)
    if(NOT version VERSION_GREATER_EQUAL 13.2)
      message(FATAL_ERROR "ADALINE_XSIMD_INCLUDE is ${ADALINE_XSIMD_INCLUDE}, which holds "
        "xsimd '${version}'; adaline needs 13.2 or newer. Name the folder that holds xsimd/xsimd.hpp.")
    endif()
    set(${result} "${ADALINE_XSIMD_INCLUDE}" PARENT_SCOPE)
    return()
  endif()

  find_path(ADALINE_SYSTEM_XSIMD xsimd/config/xsimd_config.hpp)
  mark_as_advanced(ADALINE_SYSTEM_XSIMD)
  if(ADALINE_SYSTEM_XSIMD)
    adaline_xsimd_version("${ADALINE_SYSTEM_XSIMD}" version)
    if(version VERSION_GREATER_EQUAL 13.2)
      set(${result} "${ADALINE_SYSTEM_XSIMD}" PARENT_SCOPE)
      return()
    endif()
    message(STATUS "xsimd ${version} in ${ADALINE_SYSTEM_XSIMD} is too old")
  endif()

  cmake_host_system_information(RESULT system QUERY DISTRIB_ID)
  cmake_host_system_information(RESULT release QUERY DISTRIB_VERSION_ID)
  if("${system} ${release}" STREQUAL "debian 12")
    adaline_shared_folder(xsimd folder)
    set(ok 0)
    if(NOT EXISTS "${folder}/usr/include/xsimd")
      message(STATUS "Fetching xsimd from Debian 13 into ${folder}")
      execute_process(COMMAND sh "${PROJECT_SOURCE_DIR}/cmake/fetch_xsimd_debian.sh" "${folder}"
        RESULT_VARIABLE ok OUTPUT_VARIABLE output ERROR_VARIABLE output)
    endif()
    if(ok EQUAL 0)
      set(${result} "${folder}/usr/include" PARENT_SCOPE)
      return()
    endif()
    message(STATUS "That failed:\n${output}")
  endif()

  # Downloaded before FetchContent sees it, whose own failure takes minutes and buries what can be done about it.
  set(url https://github.com/xtensor-stack/xsimd/archive/refs/tags/13.2.0.tar.gz)
  set(hash SHA256=edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a)
  set(archive "${PROJECT_BINARY_DIR}/xsimd-13.2.0.tar.gz")
  if(NOT FETCHCONTENT_SOURCE_DIR_XSIMD)
    message(STATUS "xsimd comes from ${url}")
    file(DOWNLOAD ${url} "${archive}" EXPECTED_HASH ${hash} STATUS status)
    if(NOT status MATCHES "^0;")
      message(FATAL_ERROR "adaline needs the headers of xsimd 13.2 or newer. This system has none, and they could "
        "not be fetched: ${status}. Install them (libxsimd-dev), or unpack them somewhere and configure with "
        "-DADALINE_XSIMD_INCLUDE=<the folder that holds xsimd/xsimd.hpp>.")
    endif()
  endif()
  include(FetchContent)
  FetchContent_Declare(xsimd URL "${archive}" URL_HASH ${hash} DOWNLOAD_EXTRACT_TIMESTAMP OFF
    SOURCE_SUBDIR none)  # no such folder: its own CMake files are not used
  FetchContent_MakeAvailable(xsimd)
  set(${result} "${xsimd_SOURCE_DIR}/include" PARENT_SCOPE)
endfunction()

adaline_find_xsimd(ADALINE_XSIMD_INCLUDE)
