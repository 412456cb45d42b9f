# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})
target_child(older-child ${here}/child.c LIBRARIES sel4rpc)
target_rootserver(older-parent ${here}/parent.c CHILDREN older-child)
