# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})

target_child(demo-memory ${here}/memory_child.c LIBRARIES example_child)
target_child(demo-serial ${here}/serial_child.c LIBRARIES example_uart example_child)
target_rootserver(demo-parent ${here}/parent.c LIBRARIES example_parent CHILDREN demo-memory demo-serial)
