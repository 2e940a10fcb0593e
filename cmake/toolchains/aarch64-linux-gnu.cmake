# Cross-compiles for 64-bit Arm with Debian's g++-aarch64-linux-gnu.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)  # of GoogleTest
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# Programs run here by QEMU's user mode, and bring all that they need. QEMU_CPU in the environment names the CPU.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
find_program(ADALINE_QEMU_AARCH64 qemu-aarch64)
mark_as_advanced(ADALINE_QEMU_AARCH64)
if(ADALINE_QEMU_AARCH64)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${ADALINE_QEMU_AARCH64}")
endif()
