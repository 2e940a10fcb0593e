# adaline_shared_folder(name result): where something fetched lies: one copy for all build folders of a checkout, where
# they are in their usual place.
function(adaline_shared_folder name result)
  cmake_path(IS_PREFIX PROJECT_SOURCE_DIR "${PROJECT_BINARY_DIR}" NORMALIZE inside)
  set(folder "${PROJECT_BINARY_DIR}")
  if(inside)
    set(folder "${PROJECT_SOURCE_DIR}/build")
  endif()
  set(${result} "${folder}/${name}" PARENT_SCOPE)
endfunction()
