# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})
target_child(two-children-steady ${here}/steady_child.c LIBRARIES example_child)
target_child(two-children-greedy ${here}/greedy_child.c LIBRARIES example_child)
target_rootserver(
    two-children-parent ${here}/parent.c LIBRARIES example_parent CHILDREN two-children-steady two-children-greedy
)
