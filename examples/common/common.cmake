# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Code shared by the examples, on hosted seL4 and in a seL4 tree.

set(common ${CMAKE_CURRENT_LIST_DIR})

add_library(example_child STATIC EXCLUDE_FROM_ALL ${common}/child.c)
target_link_libraries(example_child PUBLIC sel4rpc_process)

add_library(example_parent STATIC EXCLUDE_FROM_ALL ${common}/parent.c)
target_link_libraries(example_parent PUBLIC sel4rpc_process)

# A parent that is a child itself.
add_library(example_platform_child STATIC EXCLUDE_FROM_ALL ${common}/child_platform.c)
target_link_libraries(example_platform_child PUBLIC sel4rpc_process)
