# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})
target_child(
    impatient-child ${here}/child.c ${here}/timed_call.c
    LIBRARIES example_child example_timer example_platform_child
)
target_rootserver(impatient-parent ${here}/parent.c LIBRARIES example_parent CHILDREN impatient-child)
