# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The library on hosted seL4, for programs to build with. In a seL4 tree the surrounding build provides nanopb with
# SEL4_GENERATE_PROTOBUF, and seL4; this file provides both elsewhere, and they can be installed.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)

list(APPEND CMAKE_MODULE_PATH ${PROJECT_SOURCE_DIR}/cmake/modules)
add_subdirectory(hosted)
include(cmake/library.cmake)
add_subdirectory(process)
include(cmake/package/package.cmake)
