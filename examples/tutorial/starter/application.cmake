# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The starter, for the tutorial's first step and for its outputs.

set(here ${CMAKE_CURRENT_LIST_DIR}/../../starter)
target_child(starter-child ${here}/child.c)
target_rootserver(starter-parent ${here}/parent.c CHILDREN starter-child)
