# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})

set(kinds ${here}/${example_board}/objects.c ${here}/triggers/devices.c)
if(example_board STREQUAL "x86")
    set(kinds ${here}/x86/kinds.c)
endif()
target_child(
    checks-child
    ${here}/child.c
    ${here}/check.c
    ${here}/adapters.c
    ${here}/devices.c
    ${here}/frames.c
    ${here}/objects.c
    ${here}/requests.c
    ${kinds}
    LIBRARIES example_uart example_child
)
target_rootserver(checks-parent ${here}/parent.c ${here}/check.c LIBRARIES example_parent CHILDREN checks-child)
