# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})
target_child(three-levels-grandchild ${here}/grandchild.c LIBRARIES example_child)
target_child(
    three-levels-middle ${here}/middle.c
    LIBRARIES example_child example_parent example_platform_child
    CHILDREN three-levels-grandchild
)
target_rootserver(three-levels-parent ${here}/parent.c LIBRARIES example_parent CHILDREN three-levels-middle)
