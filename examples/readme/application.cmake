# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})
target_child(readme-child ${here}/child.c LIBRARIES sel4rpc_process)
target_rootserver(readme-parent ${here}/parent.c LIBRARIES sel4rpc_process CHILDREN readme-child)
