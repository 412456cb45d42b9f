# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})
target_child(deadline-worker ${here}/worker.c LIBRARIES example_child)
target_rootserver(
    deadline-parent ${here}/parent.c LIBRARIES example_parent example_timer CHILDREN deadline-worker
)
