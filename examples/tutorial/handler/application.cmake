# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})
target_child(tutorial-handler-child ${here}/child.c LIBRARIES example_child)
target_rootserver(tutorial-handler-parent ${here}/parent.c LIBRARIES example_parent CHILDREN tutorial-handler-child)
